"""Days that a page shows in short lines: above the headline, between it and the article, and right below the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html import escape

from vectorstore.text import fold

from .date_forms import EARLIEST, guessed, in_figures
from .dates import CHANGED, find_dates, is_clear, whole_days
from .html_blocks import Block
from .html_body import Body
from .html_boxes import is_posted, names_of
from .html_changed import BEFORE, changed_days, is_labelled_changed
from .html_stray import Strays
from .html_tree import Page
from .shapes import ends_sentence

# A line above an article that holds its date, beside its writer's name and a label. Characters.
LINE_MAX = 120
# A line of so many words that ends as a sentence tells of an event. Words.
_SENTENCE = 8
# How far above the headline a date may stand. Blocks.
_ABOVE = 4
# How far above the first paragraph: menus may stand between the headline and the article. Blocks.
_NEAR = 12
# How far below the article the line stands that says when it was posted. Blocks.
_FOOT = 3
_FIGURES = re.compile(r"(?:19|20)\d\d|\d[./-]\d\d?[./-]\d\d")
# A line of links with such a name is an article's own, a menu has none.
_DATE_LINE = re.compile(
    r"\b(?:entry|post|news|article|pub\w*)?[-_]?(?:date|datum|fecha|ngay|time|meta|info)\b", re.I
)
_WRITTEN = re.compile(r"\b\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,12}\.?\s(?:de\s)?(?:19|20)\d\d\b")
_HEADINGS = frozenset({"h1", "h2", "h3"})
_NAMED = re.compile(r"date|publi|time|ngay|fecha|datum", re.I)
# Folded, lower case: what stands before a day that is no publication's.
_OTHERS = re.compile(
    r"\b(?:thoi gian|dien ra|khai mac|su kien|khoi chieu|han nop|event|when|starts?|deadline|expires?|accessed|retrieved|"
    r"captured?|archived?|copyright|born|died|comment|binh luan)\b|©"
)
NO_DATE_BOX = re.compile(
    r"comment|related|lien-?quan|recommend|popular|trending|event|today|clock|weather|most-?read", re.I
)


class DayLines:
    """The lines of one page that may tell its day."""

    def __init__(self, page: Page, body: Body, strays: Strays, *, day_first: bool, today: date) -> None:
        self._blocks = page.blocks
        self._body = body
        self._strays = strays
        self._day_first = day_first
        self._today = today
        self._place = {id(block): n for n, block in enumerate(page.blocks)}

    def shown(self) -> dict[str, date]:
        """Days above the headline, and between it and the article."""
        if not self._body.places:
            return {}
        first = self._body.places[0]
        head = self._head(first)
        below = self._lines(range(max(head + 1, first - _NEAR), first + 3))
        above = self._lines(range(max(0, head - _ABOVE), head))
        found = {"below": self._first(below), "above": self._first(above)}
        named = [b for b in above if _is_named_date(b, self._blocks[head])] if head >= 0 else []
        if not found["below"]:
            found["below"] = self._first(named)
        if not found["below"]:
            # Without a headline only the line right above the text is beside it.
            top = self._lines(range(max(0, first - 1), first + 1))
            above = [b for b in top if b is not self._blocks[first] or _is_signed(b)]
            beside = [*below, *named] if head >= 0 else above
            told = (b for b in beside if not is_labelled_changed(self._blocks, self._place[id(b)]))
            found["near"] = next(filter(None, (self.foreign_day(b.text) for b in told)), None)
        return {where: day for where, day in found.items() if day}

    def _head(self, first: int) -> int:
        return self._body.head if 0 <= self._body.head < first else -1

    def changed(self) -> list[date]:
        """Days of a change, told beside the headline or below the article."""
        if not self._body.places:
            return []
        first, last = self._body.places[0], self._body.places[-1]
        head = self._head(first)
        above = range(max(0, head - _ABOVE), head) if head >= 0 else range(0)
        windows = (above, range(max(head + 1, first - _NEAR), first + 3), range(last + 1, last + 1 + _FOOT))
        lines = [b for window in windows for b in self._lines(window)]
        return [
            day
            for b in lines
            if self._day_first or is_clear(b.text)
            for day in changed_days(self._blocks, [b])
        ]

    def posted(self) -> date | None:
        """The day of a line right below the article that its page calls the entry's date: "This entry was posted on ..."."""
        last = self._body.places[-1] if self._body.places else len(self._blocks)
        for block in self._blocks[last : last + 1 + _FOOT]:
            if is_posted(block) and not NO_DATE_BOX.search(_around(block)):
                line = block.text[:LINE_MAX]
                written = _WRITTEN.search(line)
                said = written.group() if written else line
                if day := self._day_in(line) or self.foreign_day(said):
                    return day
        return None

    def foreign_day(self, line: str) -> date | None:
        """The day of a line as other languages write it."""
        lower = fold(line).lower()
        if len(set(whole_days(find_dates(line)))) > 1:
            return None
        if told := in_figures(line):
            return told if EARLIEST <= told <= self._today and self._day_first else None
        if (
            not _FIGURES.search(line)
            or not (self._day_first or is_clear(line))
            or CHANGED.search(lower)
            or _OTHERS.search(lower)
        ):
            return None
        return guessed(f"<html><body><p>{escape(line)}</p></body></html>", self._today, thorough=True)

    def _lines(self, window: range) -> list[Block]:
        own = set(self._body.places)
        return [
            block
            for n, block in ((n, self._blocks[n]) for n in window if 0 <= n < len(self._blocks))
            if len(block.text) <= LINE_MAX
            and (block.linked < 0.5 or _is_linked_date(block))
            and not (n in own and ends_sentence(block.text) and len(block.text.split()) >= _SENTENCE)
            and not NO_DATE_BOX.search(_around(block))
            and not self._strays.holds(block.element)
        ]

    def _first(self, lines: Sequence[Block]) -> date | None:
        told = (b for b in lines if not is_labelled_changed(self._blocks, self._place[id(b)]))
        return next(filter(None, (self._day_in(block.text) for block in told)), None)

    def _day_in(self, text: str) -> date | None:
        if not (self._day_first or is_clear(text)):
            return None
        lower = fold(text).lower()
        days, last = set(), 0
        for when in find_dates(text):
            before = lower[max(last, when.start - BEFORE) : when.start]
            if not (when.year and when.month and when.day) or when.last:
                continue
            last = when.end
            if CHANGED.search(before) or _OTHERS.search(before):
                continue
            days.add(date(when.year, when.month, when.day))
        return days.pop() if len(days) == 1 else None


def _is_named_date(block: Block, head: Block) -> bool:
    """A line beside the headline, in the same element, that the page calls a date."""
    around = [e for e in list(head.element.iterancestors())[:2] if e.tag not in ("body", "html")]
    beside = any(e in around for e in list(block.element.iterancestors())[:2])
    return beside and _NAMED.search(_names_in(block)) is not None


def _names_in(block: Block) -> str:
    return " ".join(names_of(e) for e in block.element.iter() if isinstance(e.tag, str))


def _is_linked_date(block: Block) -> bool:
    """A date line whose date leads to the article or to its day, or whose writer's name is a link."""
    rels = " ".join(link.get("rel") or "" for link in block.element.iter("a")).split()
    named = _DATE_LINE.search(_names_in(block)) is not None
    return (named or not {"author", "bookmark"}.isdisjoint(rels)) and block.tag not in _HEADINGS


def _is_signed(block: Block) -> bool:
    """Whether its writer's name is a link, as above an article."""
    return any("author" in (link.get("rel") or "").split() for link in block.element.iter("a"))


def _around(block: Block) -> str:
    return " ".join(
        names_of(e)
        for e in (block.element, *list(block.element.iterancestors())[:3])
        if e.tag not in ("body", "html")
    )
