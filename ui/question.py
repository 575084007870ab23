"""What may be asked: the same limits at the command line, the page, the API and the MCP tool.

Every door hands what it was sent to `check`, and what comes out is plain text of a bounded length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ui.errors import BadUsage
from ui.plain import plain
from vectorstore.types import Filters

# The longest question among 1,190 of a public set has 250 characters; a pasted paragraph has about 2,000.
MAX_QUESTION = 2_000
# A follow-up refers to the last turns; ten questions with their answers are 20.
MAX_TURNS = 20
# An answer with its quotes stays below this.
MAX_TURN = 4_000
# Ten of the longest questions, which is what the page sends at most.
MAX_HISTORY = 20_000
# The longest name of an outlet among some hundred has 60 characters.
MAX_OUTLET = 200
# "2025-10-25" has ten; more is only looked at to be shown.
_SHOWN_OF_A_DATE = 40

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
    """The question made plain, or `BadQuestion` of what nobody can answer."""
    asked = _text(question, "question", MAX_QUESTION)
    if not asked:
        raise BadQuestion("The question is empty. Write one, for example: When was the convention signed?")
    if len(history) > MAX_TURNS:
        raise BadQuestion(f"The history has {len(history)} turns; send the last {MAX_TURNS} at most.")
    total = sum(map(len, history))
    turns = tuple(_text(turn, "turn of the history", MAX_TURN) for turn in history)
    if total > MAX_HISTORY:
        raise BadQuestion(f"The history has {total:,} characters; send its last {MAX_HISTORY:,} at most.")
    return Asked(asked, turns, _filters(filters), use_model)


def _filters(filters: Filters) -> Filters:
    for day in (filters.as_of, filters.since, filters.until):
        _check_date(day)
    if filters.publisher is None:
        return filters
    return replace(filters, publisher=_text(filters.publisher, "publisher", MAX_OUTLET) or None)


def _text(text: str, what: str, most: int) -> str:
    _check_length(text, what, most)
    if "\0" in text:
        raise BadQuestion(f"The {what} holds a NUL character. Remove it and ask again.")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BadQuestion(f"The {what} is not valid text. Type it again, or send it as UTF-8.") from None
    made = plain(text)
    _check_length(made, what, most)  # composed, a few characters become three
    return made


def _check_length(text: str, what: str, most: int) -> None:
    if len(text) > most:
        raise BadQuestion(f"The {what} has {len(text):,} characters; use {most:,} at most.")


def _check_date(day: str | None) -> None:
    if day is None:
        return
    try:
        ok = date.fromisoformat(day).isoformat() == day
    except ValueError:
        ok = False
    if not ok:
        shown = day[:_SHOWN_OF_A_DATE]
        raise BadQuestion(f"{shown!r} is not a date. Write it as YYYY-MM-DD, for example 2025-10-25.")
