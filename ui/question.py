"""What may be asked: the same limits at the command line, the page and the API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ui.errors import BadUsage
from vectorstore.types import Filters

# The longest question among 1,190 of a public set has 250 characters; a pasted paragraph has about 2,000.
MAX_QUESTION = 2_000
# A follow-up refers to the last turns; ten questions with their answers are 20.
MAX_TURNS = 20
# An answer with its quotes stays below this.
MAX_TURN = 4_000

NO_FILTERS = Filters()


class BadQuestion(BadUsage):
    """Cannot be asked; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that passed `check`."""

    question: str
    history: tuple[str, ...] = ()  # earlier questions, oldest first
    filters: Filters = NO_FILTERS
    use_model: bool = True  # False: quotes only, also where a language model is configured
    fresh: bool = False  # True: worked out now, whatever was answered before


def check(
    question: str, history: Sequence[str] = (), filters: Filters = NO_FILTERS, *, use_model: bool = True
) -> Asked:
    """Refuse what nobody can answer; raises `BadQuestion`."""
    _check_text(question, "question", MAX_QUESTION)
    if not question.strip():
        raise BadQuestion("The question is empty. Write one, for example: When was the convention signed?")
    if len(history) > MAX_TURNS:
        raise BadQuestion(f"The history has {len(history)} turns; send the last {MAX_TURNS} at most.")
    for turn in history:
        _check_text(turn, "turn of the history", MAX_TURN)
    for day in (filters.as_of, filters.since, filters.until):
        _check_date(day)
    return Asked(question, tuple(history), filters, use_model)


def _check_text(text: str, what: str, most: int) -> None:
    if len(text) > most:
        raise BadQuestion(f"The {what} has {len(text):,} characters; use {most:,} at most.")
    if "\0" in text:
        raise BadQuestion(f"The {what} holds a NUL character. Remove it and ask again.")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadQuestion(f"The {what} is not valid text. Type it again, or send it as UTF-8.") from None


def _check_date(day: str | None) -> None:
    if day is None:
        return
    try:
        ok = date.fromisoformat(day).isoformat() == day
    except ValueError:
        ok = False
    if not ok:
        raise BadQuestion(f"{day[:40]!r} is not a date. Write it as YYYY-MM-DD, for example 2025-10-25.")
