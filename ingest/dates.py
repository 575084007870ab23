"""Dates in running text, Vietnamese and English, with as much of day, month and year as is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from vectorstore.text import fold, is_marked

from .date_words import VERBS, patterns, relative_step, word_value

_FIGURES = re.compile(r"(?<!\d)(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?\d{4}")
_NAMED_FIRST = re.compile(r"^\([^()\d]{2,30}\)\s*")  # "(VNA) 10:35 25/10/2025"
_DATE_LINE_MAX = 90  # characters; a longer line says more than its date


# Folded, lower case: what stands before the day of a change.
CHANGED = re.compile(
    r"\b(?:cap nhat|chinh sua|sua doi|(?:sua|thay doi) (?:lan cuoi|luc|ngay)|updated?|modified|edited|revised"
    r"|last (?:changed|reviewed))\b"
)


@dataclass(frozen=True, slots=True)
class When:
    """A date as said: parts that are not said are None. A span has its last day in `last`."""

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    last: tuple[int | None, int, int] | None = None  # year, month, day
    relative: bool = False

    @property
    def iso(self) -> str:
        """As "2025-10-25", "2025-10", "2025", "--10-25" without a year, a span as "first/last"."""
        first = _iso(self.year, self.month, self.day)
        return f"{first}/{_iso(*self.last)}" if self.last else first


def _iso(year: int | None, month: int | None, day: int | None) -> str:
    head = f"{year:04d}" if year else "-"
    return head + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")


def find_dates(text: str, said_on: date | None = None) -> list[When]:
    """All dates said in *text* (NFC), in order.

    *said_on* resolves "hôm qua" and "last month"; without it they are left out. 10/7/2025 is in July, as
    Viet Nam writes it; `is_clear` tells where another order is possible.
    """
    lower = text.lower()
    if len(lower) != len(text):  # "İ" grows; places must stay
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    taken: list[tuple[int, int]] = []
    found: list[When] = []
    for kind, pattern in patterns(is_marked(text)):
        for match in pattern.finditer(lower):
            overlaps = any(match.start() < b and a < match.end() for a, b in taken)
            if overlaps or _is_verb(text, match):
                continue
            when = _read(kind, match, said_on)
            if when:
                found.append(when)
                taken.append((when.start, when.end))
    return sorted(found, key=lambda when: when.start)


def _is_verb(text: str, match: re.Match[str]) -> bool:
    """ "it may 5": a month has a capital."""
    month = match.groupdict().get("m")
    return month in VERBS and text[match.start("m")].islower()


def _read(kind: str, match: re.Match[str], said_on: date | None) -> When | None:
    parts = {name: value or "" for name, value in match.groupdict().items()}
    if kind == "relative":
        return _relative(match, said_on)
    year = int(parts.get("y") or 0) or None
    if kind == "year":
        return When(*match.span("y"), year)
    month = word_value(parts["m"])
    if kind == "month":
        return When(_first(match), match.end(), year, month) if 1 <= month <= 12 else None
    day = word_value(parts["d"])
    if kind == "span":
        return _span(match, parts, year, (month, day))
    if year and parts["m"].isdigit() and match.start("m") < match.start("y"):
        day, month = (month, day) if month > 12 else (day, month)
    return When(_first(match), match.end(), year, month, day) if _possible(year, month, day) else None


def _first(match: re.Match[str]) -> int:
    """Where the first number or month stands: words such as "chiều" are no part of the date."""
    return min(match.start(name) for name, value in match.groupdict().items() if value)


def _span(
    match: re.Match[str], parts: dict[str, str], year: int | None, first: tuple[int, int]
) -> When | None:
    last = (word_value(parts.get("m2", "")) or first[0], word_value(parts["d2"]))
    first_year = int(parts["y1"]) if parts.get("y1") else year
    if year and first_year == year and last < first:
        first_year = year - 1  # "28/12 - 3/1/2026" begins in the year before
    in_order = (first_year or 0, *first) < (year or 0, *last)
    if not (in_order and _possible(first_year, *first) and _possible(year, *last)):
        return None
    return When(*match.span(), first_year, *first, (year, *last))


def _relative(match: re.Match[str], said_on: date | None) -> When | None:
    if said_on is None:
        return None
    unit, step = relative_step(match.group("r"))
    if unit == "days":
        on = said_on + timedelta(days=step)
        return When(*match.span(), on.year, on.month, on.day, relative=True)
    if unit == "months":
        months = said_on.year * 12 + said_on.month - 1 + step
        return When(*match.span(), months // 12, months % 12 + 1, relative=True)
    return When(*match.span(), said_on.year + step, relative=True)


def _possible(year: int | None, month: int, day: int) -> bool:
    try:
        date(year or 2024, month, day)  # 2024 had a 29 February
    except ValueError:
        return False
    return True


def whole_days(whens: list[When]) -> Iterator[date]:
    """Every fully said day, both ends of a span."""
    for when in whens:
        if when.year and when.month and when.day:
            yield date(when.year, when.month, when.day)
        if when.last and when.last[0]:
            yield date(when.last[0], when.last[1], when.last[2])


def is_clear(said: str) -> bool:
    """Whether day and month of a date in figures cannot be taken for one another."""
    match = _FIGURES.search(said)
    if match is None:
        return True
    day, month = map(int, match.groups())
    return max(day, month) > 12 or day == month


# What may stand beside the date in a date line: clock times, zones, weekdays, labels; folded, lower case.
_BESIDE = re.compile(
    r"\d{1,2}(?::|h|g)\d{0,2}(?::\d{2})?|\b(?:gmt|utc|ict)\s*[+-]?\s*\d{0,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}"
    r"|\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|t[2-7]|cn"
    r"|(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?)\b"
    r"|\b(?:chinh sua|sua doi|sua|thay doi|lan cuoi|modified|edited|revised|first)\b"
    r"|\b(?:ngay|dang|tai|xuat ban|cap nhat|luc|vao|date|posted|published|updated|last|on|at|ha noi|hanoi|viet nam"
    r"|phat hanh|thang|nam|gio|phut|time|am|pm|sa|ch|z|t)\b|[\W_]"
)


def told_days(line: str) -> tuple[date | None, date | None]:
    """Of a line as `date_line` reads it: the day of publication and that of the last change, as its labels say."""
    if date_line(line) is None:
        return None, None
    lower, last = fold(line).lower(), 0
    days: dict[bool, date] = {}
    for when in find_dates(line):
        if when.year and when.month and when.day:
            changed = CHANGED.search(lower[last : when.start]) is not None
            days.setdefault(changed, date(when.year, when.month, when.day))
            last = when.end
    return days.get(False), days.get(True)


def date_line(line: str) -> date | None:
    """The day of a line that is nothing but full dates, clock times and their labels; the first of two."""
    if len(line) > _DATE_LINE_MAX:
        return None
    line = _NAMED_FIRST.sub("", line)
    whens = [w for w in find_dates(line) if w.year and w.month and w.day and not w.last]
    rest = fold(line).lower()
    for when in reversed(whens):
        rest = rest[: when.start] + " " + rest[when.end :]
    if not whens or _BESIDE.sub("", rest):
        return None
    return next(whole_days(whens))
