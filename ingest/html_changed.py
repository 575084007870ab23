"""The day of a page's last change, where the page shows it: "Cập nhật: 26/10/2025", "Last updated ..."."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lxml.html import HtmlElement

from vectorstore.text import fold

from .dates import CHANGED, find_dates
from .html_blocks import Block
from .html_tree import words

# How far before a date the words stand that say what it is of. Characters.
BEFORE = 40


def is_labelled_changed(blocks: Sequence[Block], n: int) -> bool:
    """Whether the short line above the block *n* of *blocks* says that its date is a change's."""
    label = blocks[n - 1].text if n else ""
    return 0 < len(label) <= BEFORE and not find_dates(label) and is_change(label)


def is_change(text: str) -> bool:
    """Whether *text* speaks of a change."""
    return CHANGED.search(fold(text).lower()) is not None


def before_in(tag: HtmlElement) -> str:
    """What stands before an element in its parent."""
    parent = tag.getparent()
    if parent is None:
        return ""
    said = [parent.text or ""]
    for child in parent:
        if child is tag:
            break
        said += [words(child), " ", child.tail or ""]
    return "".join(said)[-BEFORE:]


def changed_days(blocks: Sequence[Block], lines: Sequence[Block]) -> list[date]:
    """The days of change that *lines*, some of *blocks*, tell."""
    place = {id(block): n for n, block in enumerate(blocks)}
    found = []
    for line in lines:
        lower = fold(line.text).lower()
        last = 0
        for when in find_dates(line.text):
            if when.year and when.month and when.day and not when.last:
                before = lower[max(last, when.start - BEFORE) : when.start]
                if CHANGED.search(before) or (not last and is_labelled_changed(blocks, place[id(line)])):
                    found.append(date(when.year, when.month, when.day))
            last = when.end
    return found
