"""Dates that two texts name, whatever the language: "26/10", "26 October 2025", "sáng nay", "on Tuesday"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.question.times import AHEAD_DAYS, times
from bot.question.utterance import utterance

# A year alone is a date only behind such a word; "2025 states" is a number.
_YEAR_LEAD = re.compile(
    r"(?:(?<!\w)(?:năm|in|of|since|by|until|to|from|during|before|after|early|late|mid|year|through|tháng \d{1,2}"
    r"|đầu|cuối|giữa|từ|đến|Luật [^.,;:\d]{2,30}|Law)|\d[-–/])\s*$",
    re.IGNORECASE,
)
# Or at the head of a sentence, as timelines have it: "2019: ...", "2024 – ...".
_YEAR_HEAD = re.compile(r"\s*(?:19|20)\d{2}\s*[:–—]")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?![\d%]|[.,/]\d|\s*%)")
# "sáng 26", "on the 25th" without a month.
_DAY_ALONE = re.compile(
    r"(?<!\w)(?:ngày|mùng|sáng|trưa|chiều|tối|đêm)\s+(\d{1,2})(?:\s*(?:-|–|và)\s*(\d{1,2}))?(?![\d/.,%]*\d|\s*(?:%|tháng))"
    r"|(?<!\w)on the\s+(\d{1,2})(?:st|nd|rd|th)(?!\w)(?!\s+[a-z])",
    re.IGNORECASE,
)
# Days told from the day of writing, and how many days from it they are.
_RELATIVE = (
    (0, re.compile(r"(?<!\w)(?:hôm nay|(?:sáng|trưa|chiều|tối|đêm) nay|today|this (?:morning|afternoon|evening))(?!\w)", re.I)),
    (-1, re.compile(r"(?<!\w)(?:hôm qua|(?:sáng|trưa|chiều|tối|đêm) qua|yesterday|last night)(?!\w)", re.I)),
    (1, re.compile(r"(?<!\w)(?:ngày mai|(?:sáng|chiều|tối) mai|tomorrow)(?!\w)", re.I)),
)  # fmt: skip
_WEEKDAYS = {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6} | {
    "thứ hai": 0, "thứ ba": 1, "thứ tư": 2, "thứ năm": 3, "thứ sáu": 4, "thứ bảy": 5, "chủ nhật": 6
}  # fmt: skip
# In Vietnamese with a capital: "thứ tư" is also the fourth.
_WEEKDAY = re.compile(
    r"(?<!\w)(?:(?i:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|[Tt]hứ (?:Hai|Ba|Tư|Năm|Sáu|Bảy)"
    r"|[Cc]hủ [Nn]hật)(?!\w)"
)
# Words read: no sentence is as long, and nothing behind them may go unchecked.
_MOST_WORDS = 10_000


@dataclass(frozen=True, slots=True)
class Day:
    """A date with as much of it as is said; *inferred* is the year that its article's date gives it."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    inferred: int | None = None

    @property
    def fact(self) -> tuple[int | None, int | None, int | None]:
        """Year, month, day."""
        return self.year, self.month, self.day

    def within(self, proof: Iterable[Day]) -> bool:
        """Whether a text that names the dates of *proof* names this one, or more of it."""
        return any(
            (self.day is None or self.day == other.day)
            and (self.month is None or self.month == other.month)
            and (self.year is None or self.year in (other.year, other.inferred))
            for other in proof
        )


def days(text: str, published: str | None = None) -> list[Day]:
    """All dates of *text*, which is `plain`; *published* (ISO) gives those without a year theirs."""
    near = date.fromisoformat(published) if published else None
    found = _named(text, near)
    for match in _YEAR.finditer(text):
        led = _YEAR_LEAD.search(text, 0, match.start()) or _heads(text, match.start())
        if led and not _overlaps(found, match):
            found.append(Day(*match.span(), int(match.group()), None, None))
    for match in _DAY_ALONE.finditer(text):
        if not _overlaps(found, match):
            found += [Day(*match.span(), None, None, int(n)) for n in match.groups() if n]
    found += _told_from(text, near) if near else []
    return sorted(found, key=lambda d: d.start)


def _heads(text: str, at: int) -> bool:
    """Whether a year at *at* stands for itself: at the head of a sentence, or in brackets."""
    bracketed = text[at - 1 : at] == "(" and text[at + 4 : at + 5] == ")"
    return bracketed or (not text[:at].strip() and _YEAR_HEAD.match(text) is not None)


def weekdays(text: str) -> list[tuple[int, int]]:
    """Where weekdays stand: "thứ Ba" is no number."""
    return [m.span() for m in _WEEKDAY.finditer(text)]


def _named(text: str, near: date | None) -> list[Day]:
    """Days and months with their years, in either language: the forms of both are read in an English text."""
    said = utterance(text, "en", _MOST_WORDS)
    found: list[Day] = []
    for time in times(said):
        if time.month is None and time.day is None:
            continue  # a year alone: by `_YEAR`, also before a full stop
        span = said.place(time.first, time.last)
        for number in dict.fromkeys((time.first_day, time.day) if time.first_day else (time.day,)):
            inferred = _year(near, time.month, number) if time.year is None else None
            found.append(Day(*span, time.year, time.month, number, inferred))
    return found


def _told_from(text: str, near: date) -> list[Day]:
    """Days told from *near*, the day of writing; a weekday is the last one, that day included."""
    found = [(m, near + timedelta(days=off)) for off, pattern in _RELATIVE for m in pattern.finditer(text)]
    for match in _WEEKDAY.finditer(text):
        back = (near.weekday() - _WEEKDAYS[match.group().lower()]) % 7
        found.append((match, near - timedelta(days=back)))
    return [Day(*m.span(), d.year, d.month, d.day) for m, d in found]


def _overlaps(found: Iterable[Day], match: re.Match[str]) -> bool:
    return any(d.start < match.end() and match.start() < d.end for d in found)


def _year(near: date | None, month: int | None, day: int | None) -> int | None:
    """The year of a day without one: the article's, or the one before when that lies half a year ahead."""
    if near is None or month is None:
        return None
    try:
        return near.year - ((date(near.year, month, day or 1) - near).days > AHEAD_DAYS)
    except ValueError:
        return None
