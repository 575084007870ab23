"""Dates as questions and sentences say them: "25/10", "ngày 24/12/2024", "25-26/10", "24 December 2024"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = ("january february march april may june july august september october november december").split()
_SHORT = {m[:3]: n for n, m in enumerate(_MONTHS, 1)} | {"sept": 9}
_MONTH = "|".join([*_MONTHS, *sorted(_SHORT, key=len, reverse=True)])
_PATTERNS = (
    re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"),
    # 25-26/10/2025, 25/10 và 26/10 is found as two; a percent or a third number is no date
    re.compile(
        r"(?<![\d/])(?P<d0>\d{1,2})\s*(?:-|–|và|đến|and|to)\s*(?P<d>\d{1,2})/(?P<m>\d{1,2})(?:/(?P<y>\d{4}))?(?![\d/%])"
    ),
    re.compile(r"(?<![\d/])(?P<d>\d{1,2})[/-](?P<m>\d{1,2})(?:[/-](?P<y>\d{4}))?(?![\d/%])"),
    re.compile(
        r"(?:ngày|ngay)\s+(?P<d>\d{1,2})\s+(?:tháng|thang)\s+(?P<m>\d{1,2})(?:\s*(?:năm|nam|/|-)\s*(?P<y>\d{4}))?",
        re.I,
    ),
    re.compile(
        rf"(?<!\d)(?:(?P<d0>\d{{1,2}})\s*(?:-|–|and|to)\s*)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<mn>{_MONTH})\b\.?(?:,?\s+(?P<y>\d{{4}}))?",
        re.I,
    ),
    re.compile(
        rf"\b(?P<mn>{_MONTH})\.?\s+(?:(?P<d0>\d{{1,2}})\s*(?:-|–|and|to)\s*)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y>\d{{4}}))?",
        re.I,
    ),
    re.compile(r"(?:tháng|thang)\s+(?P<m>\d{1,2})(?:\s*(?:năm|nam|/|-)\s*(?P<y>\d{4}))?", re.I),
    re.compile(rf"\b(?P<mn>{_MONTH})\s+(?P<y>\d{{4}})", re.I),
    re.compile(r"(?<![\d/.,-])(?P<y>(?:19|20)\d{2})(?![\d/%]|[.,-]\d)"),
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A date in a text, with as much of it as is said."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    first_day: int | None = None  # of a range: 25 of 25-26/10

    def resolve(self, near: date) -> date | None:
        """The day meant, its year taken from *near* when unsaid: not more than half a year after it."""
        if self.month is None or self.day is None:
            return None
        year = self.year or near.year
        try:
            found = date(year, self.month, self.day)
            if self.year is None and (found - near).days > 183:
                found = date(year - 1, self.month, self.day)
            return found
        except ValueError:
            return None


def mentions(text: str) -> list[Mention]:
    """All dates of *text* in order; longer readings win over what they contain."""
    found: list[Mention] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(m.start < match.end() and match.start() < m.end for m in found):
                continue
            mention = _mention(match)
            if mention:
                found.append(mention)
    return sorted(found, key=lambda m: m.start)


def _mention(match: re.Match[str]) -> Mention | None:
    said = match.groupdict()
    if match.group() == "24/7":  # around the clock
        return None
    month = _SHORT[said["mn"][:3].lower()] if said.get("mn") else _number(said.get("m"))
    day, first = _number(said.get("d")), _number(said.get("d0"))
    if (month is not None and not 1 <= month <= 12) or any(
        d is not None and not 1 <= d <= 31 for d in (day, first)
    ):
        return None
    return Mention(match.start(), match.end(), _number(said.get("y")), month, day, first)


def _number(text: str | None) -> int | None:
    return int(text) if text else None
