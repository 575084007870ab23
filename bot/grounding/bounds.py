"""How exactly a number is meant: "hơn 2.500", "almost 70", "40 or more"."""

from __future__ import annotations

import functools
import re
from typing import Literal

from bot.grounding.lists import rows

Bound = Literal["exact", "least", "most", "over", "under", "nearly", "about"]

_LOOKED_AT = 28  # characters before a number; the longest bound has 20
_BEHIND = re.compile(
    r"\s*(?:\w+\s+){0,2}?(?:(?P<least>or more|trở lên)|(?P<most>or (?:less|fewer)|trở xuống))(?!\w)",
    re.IGNORECASE,
)
# "434 trên 443", "một trên 230": of so many, not more than so many.
_OF = re.compile(r"(?:\d|\bmột|\bhai|\bba|\bone)\s+trên\s+$", re.IGNORECASE)
# Before a time, these say how long something took, not more than how long.
_DURING = re.compile(r"(?<!\w)(?:over|trong|trên|within)\s+(?:the\s+)?$", re.IGNORECASE)
# "ít hơn bốn người so với": by how many, not more than so many.
_COMPARED = re.compile(r"(?<!\w)(?:ít|nhiều|cao|thấp|lớn|nhỏ|đông) hơn\s+$", re.IGNORECASE)
# Something that is needed from a minimum on is also said to need that many.
_NEEDED = re.compile(
    r"(?<!\w)(?:cần|phải|đủ|chỉ|yêu cầu|needs?|needed|requires?|required|must|only|once|after|until)(?!\w)",
    re.IGNORECASE,
)
# What may be said of a number that is told so: a weaker bound is true too.
_ALLOWED: dict[Bound, frozenset[Bound]] = {
    "exact": frozenset(("exact", "about", "least", "most")),
    "least": frozenset(("least",)),
    "most": frozenset(("most",)),
    "over": frozenset(("over", "least")),
    "under": frozenset(("under", "nearly", "most")),
    "nearly": frozenset(("nearly", "about", "under")),
    "about": frozenset(("about",)),
}


@functools.cache
def _patterns() -> tuple[tuple[Bound, re.Pattern[str]], ...]:
    found: list[tuple[Bound, re.Pattern[str]]] = []
    for name, vi, en in rows("bounds.tsv"):
        bound: Bound = name  # type: ignore[assignment]
        words = "|".join(sorted((*vi.split("|"), *en.split("|")), key=len, reverse=True))
        lead = r"(?:số\s+|có\s+|tới\s+|of\s+|the\s+|a\s+|another\s+)?"
        found.append((bound, re.compile(rf"(?<!\w)(?:{words})\s+{lead}$", re.IGNORECASE)))
    return tuple(found)


def bound_of(text: str, start: int, end: int) -> Bound:
    """The bound of the number that stands at *start* to *end*."""
    before = text[max(0, start - _LOOKED_AT) : start]
    behind = _BEHIND.match(text, end)
    if behind:
        return "least" if behind["least"] else "most"
    if _OF.search(before):
        return "exact"
    return next((name for name, pattern in _patterns() if pattern.search(before)), "exact")


def compared(text: str, start: int) -> bool:
    """Whether a number may say by how many something is more or less."""
    return _COMPARED.search(text[max(0, start - _LOOKED_AT) : start]) is not None


def during(text: str, start: int) -> bool:
    """Whether what stands before a time says how long rather than how much at least."""
    return _DURING.search(text[max(0, start - _LOOKED_AT) : start]) is not None


def fits(said: Bound, told: Bound, words_said: str) -> bool:
    """Whether a number told as *told* may be said as *said* in the sentence *words_said*."""
    if said in _ALLOWED[told]:
        return True
    return said == "exact" and told == "least" and _NEEDED.search(words_said) is not None
