"""What a question asks: kinds of answer, dates and outlets named in it, what it counts."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from datetime import date

from vectorstore.index import Index
from vectorstore.query import Query
from vectorstore.text import fold, nfc
from vectorstore.types import Filters

from . import dates
from .kinds import Kind, kinds_of

# "As of" in both languages, folded; what follows is a date.
_AS_OF = re.compile(
    r"(?:tinh (?:den|toi)|den (?:het )?(?:ngay|sang|chieu|toi)|cho den|as of|as at|by|until|up to)\s*(?:ngay\s*)?$"
)
_BEFORE = re.compile(r"(?:truoc(?: ngay)?|before|prior to)\s*$")
_OUTLET = re.compile(r"(?:theo|bao|to|tren|according to|in|from|by)\s+(?:bao\s+|tap chi\s+|the\s+)?$")


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood."""

    query: Query
    kinds: frozenset[Kind]
    days: tuple[date, ...]  # days it names, other than an "as of"
    filters: Filters

    @property
    def vietnamese(self) -> bool:
        """Whether the answer's words are Vietnamese."""
        return self.query.language == "vi"


def understand(text: str, index: Index, filters: Filters | None = None) -> Question:
    """Understand *text*; dates and outlets in it narrow *filters*."""
    query = index.understand(text)
    near = date.fromisoformat(
        (filters and filters.as_of) or index.manifest.newest or date.today().isoformat()
    )
    narrowed, days, rest = _dated(query.question, near, filters or Filters())
    narrowed = _outlet(query.question, index, narrowed)
    if rest != query.question:  # the date is a filter now: searched for, it would find other dates
        query = replace(index.understand(rest), question=query.question)
    return Question(
        query, kinds_of(rest, query.language) | kinds_of(query.text, query.language), days, narrowed
    )


def _dated(question: str, near: date, filters: Filters) -> tuple[Filters, tuple[date, ...], str]:
    """Filters with the question's "as of" and "before", the other days it names, the question without the former."""
    rest = question
    folded = fold(nfc(question)).lower()
    days: list[date] = []
    for mention in dates.mentions(question):
        day = mention.resolve(near)
        if day is None:
            continue
        lead = folded[: mention.start].rstrip(" ,") + " "
        as_of, before = _AS_OF.search(lead), _BEFORE.search(lead)
        if filters.as_of is None and as_of:
            filters = replace(filters, as_of=day.isoformat())
        elif filters.until is None and before:
            filters = replace(filters, until=date.fromordinal(day.toordinal() - 1).isoformat())
        else:
            if mention.first_day and "between" in folded:
                days.append(day.replace(day=mention.first_day))
            days.append(day)
            continue
        start = (as_of or before).start()  # type: ignore[union-attr]
        rest = rest.replace(question[start : mention.end], " ", 1)
    return filters, tuple(dict.fromkeys(days)), " ".join(rest.split()).strip(" ,") or question


def _outlet(question: str, index: Index, filters: Filters) -> Filters:
    """ "theo Nhân Dân": only articles of a publisher that the index has and the question names so."""
    if filters.publisher is not None:
        return filters
    folded = fold(question).lower()
    for publisher, name in _named(index.publishers):
        at = name.search(folded)
        if at and _OUTLET.search(folded[: at.start()]):
            return replace(filters, publisher=publisher)
    return filters


@functools.lru_cache(maxsize=4)
def _named(publishers: frozenset[str]) -> list[tuple[str, re.Pattern[str]]]:
    """How each outlet is named in a folded text, longer names first."""
    found = []
    for publisher in sorted(publishers, key=lambda p: (-len(p), p)):
        name = re.sub(r"^(?:bao|tap chi|the)\s+", "", fold(publisher).lower())
        found.append((publisher, re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")))
    return found
