"""One question with what came of it, as the page holds it and as the visitor's browser keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.answer import Answer
from ui.answer_id import AnswerIds
from ui.answer_record import CHOSEN, answer_from
from ui.question import MAX_OUTLET, MAX_QUESTION, MAX_TURN, NO_FILTERS
from vectorstore.types import Filters

# An answer with its quotes takes about 6 kB as JSON; twelve stay far below the cap on a request.
KEPT_TURNS = 12


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer, an error, or words that are still coming."""

    question: str
    filters: Filters = NO_FILTERS
    answer: Answer | None = None
    partial: str = ""  # words so far
    early: Answer | None = None  # what the articles say, while a language model still writes
    error: str | None = None  # a sentence for the visitor
    stopped: bool = False
    liked: bool | None = None  # thumbs
    shared: bool | None = None  # whether its address was kept; None: nobody asked for it

    @property
    def working(self) -> bool:
        """Whether something is still to come."""
        return self.answer is None and self.error is None and not self.stopped


Turns = tuple[Turn, ...]


def dump(turns: Iterable[Turn], ids: AnswerIds) -> list[dict[str, Any]]:
    """The last finished turns as plain values for the browser's storage, their answers with our ids."""
    done = [turn for turn in turns if not turn.working]
    kept = [replace(turn, early=None) for turn in done[-KEPT_TURNS:]]
    return [{**asdict(turn), "id": turn.answer and ids.id_of(turn.answer)} for turn in kept]


def load(stored: object, ids: AnswerIds) -> Turns:
    """The reverse of `dump`; what does not fit is left out, and so is every answer that we did not give."""
    if not isinstance(stored, list):
        return ()
    turns = (_turn(item, ids) for item in stored[-KEPT_TURNS:])
    return tuple(turn for turn in turns if turn is not None)


def _turn(item: object, ids: AnswerIds) -> Turn | None:
    try:
        record: dict[str, Any] = dict(item)  # type: ignore[call-overload]
        answer, filters, answer_id = record.pop("answer"), record.pop("filters"), record.pop("id")
        # A browser brings back no answer without an id, and nothing is still on its way.
        record.pop("early", None)
        turn = Turn(**record, filters=_filters(filters), answer=answer and answer_from(answer))
        ours = turn.answer is None or ids.names(answer_id, turn.answer)
    except (TypeError, KeyError, ValueError, AttributeError, RecursionError):
        return None
    return turn if ours and _is_small(turn) else None


def _filters(record: dict[str, Any]) -> Filters:
    """Those that a visitor can choose; a question's own, such as articles left out, are not his to say."""
    return Filters(**{name: record[name] for name in CHOSEN})


def _is_small(turn: Turn) -> bool:
    """Whether what the visitor may have written himself is of the types and lengths of what we would have stored."""
    chosen = [getattr(turn.filters, name) for name in CHOSEN]
    texts = [turn.question, turn.partial, turn.error or ""]
    return (
        all(isinstance(text, str) for text in texts)
        and len(turn.question) <= MAX_QUESTION
        and len(turn.partial) + len(turn.error or "") <= MAX_TURN
        and all(isinstance(text, str | None) and len(text or "") <= MAX_OUTLET for text in chosen)
        and isinstance(turn.stopped, bool)
        and isinstance(turn.liked, bool | None)
        and isinstance(turn.shared, bool | None)
    )
