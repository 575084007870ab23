"""One question with what came of it, as the page holds it and as the visitor's browser keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.answer import Answer, Citation, Figure, Nearest
from ui.question import NO_FILTERS
from vectorstore.types import Basis, Filters, Provision

# An answer with its quotes takes about 6 kB as JSON; twelve stay far below the cap on a request.
KEPT_TURNS = 12


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer, an error, or words that are still coming."""

    question: str
    filters: Filters = NO_FILTERS
    answer: Answer | None = None
    partial: str = ""  # words so far
    error: str | None = None  # a sentence for the visitor
    stopped: bool = False
    liked: bool | None = None  # thumbs

    @property
    def working(self) -> bool:
        """Whether something is still to come."""
        return self.answer is None and self.error is None and not self.stopped


Turns = tuple[Turn, ...]


def dump(turns: Iterable[Turn]) -> list[dict[str, Any]]:
    """The last finished turns as plain values for the browser's storage."""
    done = [turn for turn in turns if not turn.working]
    return [asdict(turn) for turn in done[-KEPT_TURNS:]]


def load(stored: object) -> Turns:
    """The reverse of `dump`; what does not fit (another version, a hand in the storage) is left out."""
    if not isinstance(stored, list):
        return ()
    turns = (_turn(item) for item in stored[-KEPT_TURNS:])
    return tuple(turn for turn in turns if turn is not None)


def _turn(item: object) -> Turn | None:
    try:
        record: dict[str, Any] = dict(item)  # type: ignore[call-overload]
        answer, filters = record.pop("answer"), record.pop("filters")
        chosen: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in filters.items()}
        turn = Turn(**record, filters=Filters(**chosen), answer=answer and answer_from(answer))
    except (TypeError, KeyError, ValueError, AttributeError):
        return None
    return turn if _plausible(turn) else None


def answer_from(record: Mapping[str, Any]) -> Answer:
    """An Answer from its own JSON; raises TypeError or KeyError on another shape."""
    citations = tuple(
        Citation(
            **{
                **c,
                "voice": c["voice"],
                "based_on": _bases(c),
                "provision": Provision(**c["provision"]) if c["provision"] else None,
                "marks": tuple((int(a), int(b)) for a, b in c["marks"]),
            }
        )
        for c in record["citations"]
    )
    return Answer(
        **{
            **record,
            "citations": citations,
            "timeline": tuple(Figure(**f) for f in record["timeline"]),
            "nearest": tuple(Nearest(**{**n, "based_on": _bases(n)}) for n in record["nearest"]),
            "left_out": tuple(record["left_out"]),
        }
    )


def _bases(record: Mapping[str, Any]) -> tuple[Basis, ...]:
    """A record without them was kept before briefs were told from quotes: a KeyError, and it is left out."""
    return tuple(Basis(**b) for b in record["based_on"])


def _plausible(turn: Turn) -> bool:
    """Types that rendering relies on; the rest is escaped text whatever it is."""
    if not isinstance(turn.question, str) or not isinstance(turn.error, str | None):
        return False
    if turn.answer is None:
        return True
    answer = turn.answer
    texts = [answer.text, answer.question, *(c.quote for c in answer.citations)]
    texts += [c.context for c in answer.citations] + [c.title for c in answer.citations]
    numbers = [n for c in answer.citations for n in (c.number, c.start, c.end, c.context_start, c.others)]
    dates = [c.published for c in answer.citations] + [f.as_of for f in answer.timeline]
    told: list[Citation | Nearest] = [*answer.citations, *answer.nearest]
    bases = [b for item in told for b in item.based_on]
    texts += [t for b in bases for t in (b.publisher, b.title)]
    dates += [b.published for b in bases] + [b.url for b in bases]
    translations = [c.translation for c in answer.citations]
    return (
        all(isinstance(text, str) for text in texts)
        and all(isinstance(n, int) for n in numbers)
        and all(item.voice in _VOICES for item in told)
        and all(isinstance(text, str | None) for text in dates + translations)
        and all(isinstance(f.value, int | float) and f.modifier in _MODIFIERS for f in answer.timeline)
    )


_VOICES = frozenset({"source", "brief"})
_MODIFIERS = frozenset({"firm", "about", "over", "under"})
