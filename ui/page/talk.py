"""What the page does when someone asks, stops, edits or votes: turns in, turns out, no Gradio."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from bot.answer import Answer, Quotes
from ui.answer_id import AnswerIds
from ui.answering import Answerer
from ui.logs import event
from ui.page.examples import Examples
from ui.page.turns import Turn, Turns
from ui.refusal import refused
from ui.shared import Full, Shared, name_of
from ui.strings import words
from vectorstore.types import Filters, Language

# Earlier questions that a follow-up may refer to; more only slow the rewriting down.
HISTORY_TURNS = 10
# Thirty answers with their sources are half a megabyte of HTML; older ones leave the page.
MOST_TURNS = 30
# (answer, whether it helped, comment): kept by whoever runs the server, or by nobody.
Feedback = Callable[[Answer, bool, str], None]


@dataclass(frozen=True, slots=True)
class Talk:
    """The conversation's rules."""

    answerer: Answerer
    examples: Examples
    feedback: Feedback | None = None
    stale_days: int | None = None  # beyond which the newest text is called old
    shared: Shared | None = None  # where answers are kept that somebody shares
    ids: AnswerIds = field(default_factory=AnswerIds.passing)  # of the answers that a browser may bring back

    def ask(
        self, question: str, turns: Turns, filters: Filters, language: Language, *, afresh: bool = False
    ) -> Iterator[Turns]:
        """The turns with the new one growing; *afresh*: earlier questions are not looked at."""
        if not question.strip():
            yield turns
            return
        asked = () if afresh else turns[-HISTORY_TURNS:]
        history = tuple(turn.question for turn in asked if not turn.error)  # what was refused is no question
        turn, turns = Turn(question, filters), turns[1 - MOST_TURNS :]
        yield (*turns, turn)
        try:
            for piece in self.answerer.stream(question, history, filters):
                if isinstance(piece, Answer):
                    turn = replace(turn, answer=piece, partial="", early=None)
                elif isinstance(piece, Quotes):
                    turn = replace(turn, early=piece.answer)
                else:
                    turn = replace(turn, partial=turn.partial + piece)
                yield (*turns, turn)
        except Exception as error:  # shown as a card; the server's log has the rest
            yield (*turns, replace(turn, error=said(error, language)))

    def stop(self, turns: Turns) -> Turns:
        """The last turn as far as it came."""
        if not turns or not turns[-1].working:
            return turns
        return (*turns[:-1], replace(turns[-1], stopped=True))

    def vote(self, turns: Turns, at: int, liked: bool, comment: str = "") -> Turns:
        """Mark turn *at*; the hook hears of it. A vote that cannot be kept is not thanked for."""
        if not 0 <= at < len(turns) or (answer := turns[at].answer) is None:
            return turns
        try:
            if self.feedback:
                self.feedback(answer, liked, comment)
        except Exception:
            return turns
        return (*turns[:at], replace(turns[at], liked=liked), *turns[at + 1 :])

    def address(self, turn: Turn) -> str:
        """Where its answer will stand as it was given; "" where none can be kept."""
        if self.shared is None or turn.answer is None:
            return ""
        return f"answers/{name_of(self.ids, turn.answer, turn.filters)}"

    def share(self, turns: Turns, at: int) -> Turns:
        """Keep the answer of turn *at* under its address."""
        if not 0 <= at < len(turns) or (answer := turns[at].answer) is None or self.shared is None:
            return turns
        filters = turns[at].filters
        try:
            self.shared.keep(name_of(self.ids, answer, filters), answer, filters, self.examples.articles())
            kept = True
        except (OSError, Full) as error:
            event("answer not shared", logging.WARNING, error=type(error).__name__)
            kept = False
        return (*turns[:at], replace(turns[at], shared=kept), *turns[at + 1 :])

    def following(self, turns: Turns, language: Language) -> tuple[str, ...]:
        """What to ask next."""
        return self.examples.following([turn.answer for turn in turns if turn.answer], language)


def said(error: Exception, language: Language) -> str:
    """A sentence for the visitor; only a refused question says in English what exactly was wrong."""
    refusal = refused(error)
    if language == "en" and refusal.code == "bad_question":
        return str(refusal)
    say = words(language)
    return say.get(f"error_{refusal.code}", say["error_unexpected"])
