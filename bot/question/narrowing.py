"""Which articles a question lets answer: "tính đến 5/9", "before November", "theo Nhân Dân"."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.question import lexicon
from bot.question.patterns import Phrases
from bot.question.times import ASKED_AHEAD_DAYS, Time, times
from bot.question.utterance import Utterance, utterance
from vectorstore.text import fold
from vectorstore.types import Filters, Language

# Words before an outlet's name that belong to the name in some pages and not in others.
_ARTICLES = ("bao ", "tap chi ", "the ")
# Words that may stand between "as of" and its day, with the day's own.
_LEAD = 4


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The filters, and what of the text they used up."""

    filters: Filters
    times: tuple[Time, ...]  # those that are no "as of"
    used: tuple[tuple[int, int], ...] = ()  # words that became filters


def narrowed(
    said: Utterance, filters: Filters, near: date, publishers: frozenset[str], *, closed: bool = False
) -> Narrowed:
    """*filters* with what the text adds; what the caller set is kept. *near* is the date of the newest article.

    *closed*: it asks for yes or no, so that "before 2024" is what is asked and chooses no articles.
    """
    left: list[Time] = []
    used: list[tuple[int, int]] = []
    for time in times(said):
        first = _lead(said, time, "asof")
        day = time.end(near, ASKED_AHEAD_DAYS)
        if filters.as_of is None and first is not None and day and _is_known(said, first, day, near):
            filters = replace(filters, as_of=day.isoformat())
        elif (
            filters.until is None
            and not closed
            and (first := _lead(said, time, "before")) is not None
            and _start(time, near)
        ):
            before = (_start(time, near) or near) - timedelta(days=1)
            filters = replace(filters, until=before.isoformat())
        else:
            left.append(time)
            continue
        used.append((first, time.last))
    outlet = _outlet(said, publishers) if filters.publisher is None else None
    return Narrowed(replace(filters, publisher=outlet) if outlet else filters, tuple(left), tuple(used))


def without(said: Utterance, used: Sequence[tuple[int, int]]) -> str:
    """The text without the words that became filters: searched for, a date would find other dates."""
    text = said.text
    for first, last in reversed(used):
        start, end = said.place(first, last)
        text = text[:start] + " " + text[end:]
    return " ".join(text.split()).strip(" ,") or said.text


def _lead(said: Utterance, time: Time, kind: str) -> int | None:
    """Where the words begin that make *time* an "as of" or a "before"."""
    parts = lexicon.words("dayparts", said.language)
    end = time.first
    while end and said.words[end - 1].bare in parts and time.first - end < _LEAD:
        end -= 1
    table = lexicon.phrases(kind, said.language)
    for first in range(max(0, end - _LEAD), time.first):
        found = table.at(said, first)
        if found and end <= found.last <= time.first:
            return first
    return None


def _is_known(said: Utterance, first: int, day: date, near: date) -> bool:
    """A day to come is no "as of" unless the question says so outright: "open until 31/12/2026" tells a fact."""
    return day <= near or said.words[first].bare in ("tinh", "as")


def _start(time: Time, near: date) -> date | None:
    """The first day of a time that articles can have seen."""
    start = time.start(near, ASKED_AHEAD_DAYS)
    return start if start and start <= near + timedelta(days=1) else None


def _outlet(said: Utterance, publishers: frozenset[str]) -> str | None:
    """A publisher that the index has and the question names as its source."""
    leads = lexicon.phrases("outlet", said.language)
    for found in _named(publishers, said.language).all(said):
        starts = range(max(0, found.first - 3), found.first)
        if any((lead := leads.at(said, n)) and lead.last == found.first for n in starts):
            return found.value
    return None


@functools.lru_cache(maxsize=8)
def _named(publishers: frozenset[str], language: Language) -> Phrases[str]:
    """How each outlet is named; the longest name wins by itself."""
    table: dict[str, list[str]] = {}
    for publisher in sorted(publishers):
        name = publisher.lower()
        for article in _ARTICLES:
            if fold(name).startswith(article):
                name = name[len(article) :]
        words = " ".join(w.word for w in utterance(name, language).words)
        if words:
            table[publisher] = [words]
    return Phrases(table)
