"""The day an article was published: stated on the page, inferred from its lead, or unknown.

Rather unknown than wrong: the day and month come from the lead, the year only from the body's own
words or the Convention's calendar, and nothing after the day of ingestion is believed.
"""

from __future__ import annotations

import functools
import re
import tomllib
from datetime import date, timedelta
from importlib import resources

from vectorstore.text import fold
from vectorstore.types import PublishedHow

from .dates import When, find_dates, is_clear, told_days, whole_days

# The lead and the paragraph below it say when; deeper dates belong to other events.
_LEAD_PARAGRAPHS = 2
# Characters of a lead in which its own date stands; later ones are the events it tells of.
_LEAD_CHARS = 250
# A fully said day or month within this distance of the lead's day gives it its year. Days.
_NEAR_DAYS = 45
# Words between which a date is the report's own: the time of day, "ngày", a dateline's place.
_OWN = re.compile(
    r"(?:(?<!\w)(?:sang|chieu|toi|trua|dem|khuya|ngay|hom|hom nay|chieu nay|sang nay|toi nay|vao|"
    r"thu (?:hai|ba|tu|nam|sau|bay)|chu nhat) ?,? ?\(? ?|^[^a-z]*|^[\w .]{2,30}, |\bon |day,? |today,? \(?)$"
)
_HOUR = re.compile(r"(?:(?<!\w)(?:sang|chieu|toi|trua|hom nay|sang nay|chieu nay|toi nay),? \(?(?:ngay )?)$")
_AHEAD = re.compile(r"^[^.;]{0,20}\b(?:sap toi|toi day|sap dien ra)|^\)?,? (?:se|will|is to|are to)\b")
_AHEAD_BEFORE = re.compile(
    r"\b(?:se|du kien|will|scheduled for|to be held|sap|tu|den|tinh den|truoc|until|by|from|since)\b[^.,;]{0,30}$"
)
# "Sáng 25/10/2025, hai quầy sẽ mở cửa": what is to come; looked for in the rest of the sentence. Characters.
_WILL = re.compile(r"^[^.;!?]*\b(?:se|du kien|will|is to|are to)\b")
_SAME_SENTENCE = 120
# "Hai năm sau, ...": told long after.
_LATER = re.compile(
    r"\b(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|\d{1,2}) (?:nam|thang|tuan) (?:sau|truoc|qua)\b"
    r"|\b(?:a|one|two|three|four|five|ten|\d{1,2}) (?:years?|months?) (?:later|ago)\b"
    r"|(?:^|[.;]\s|\btu do )den nay\b|\b(?:since then|to date|ever since)\b"
)
_ANNIVERSARY = re.compile(
    r"\b(?:ky niem|tron mot nam|mot nam (?:sau|ke tu|ngay)|anniversary|a year (?:after|since|ago)|one year)\b"
)
# "from January 2025 until now", "in 2025, ... expects": said in that year.
_CURRENT = re.compile(
    r"(?:(?:tu|since|from)\s[^.;,]{0,25}\b(?P<a>20\d\d)\s(?:den|toi) nay\b|\bsince\s[^.;,]{0,20}\b(?P<b>20\d\d)\b"
    r"|\b(?:trong |in )?(?:nam )?(?P<c>20\d\d), [^.;]{0,40}\b(?:du kien|phan dau|is expected|expects|aims)\b)"
)
_YEAR = re.compile(r"(?<![\d./,-])(20\d\d)(?![\d.,]\d|\d)")


def publication_day(
    stated: str | None, paragraphs: list[str], today: date, *, day_first: bool = True
) -> tuple[str | None, PublishedHow]:
    """ISO date and how it is known; *stated* is the page's date line.

    Without *day_first* a date in figures whose day and month could be swapped is not believed.
    """
    readable = stated and (day_first or is_clear(stated))
    day = told_days(stated)[0] if stated and readable else None
    if day and day <= today:
        return day.isoformat(), "stated"
    inferred = _inferred(paragraphs, today)
    return (inferred.isoformat(), "inferred") if inferred else (None, "unknown")


def _inferred(paragraphs: list[str], today: date) -> date | None:
    anchor = _lead_date(paragraphs)
    if anchor is None or not (anchor.month and anchor.day):
        return None
    year = anchor.year or _year_of(anchor.month, anchor.day, "\n".join(paragraphs))
    if not year:
        return None
    try:
        day = date(year, anchor.month, anchor.day)
    except ValueError:
        return None
    return day if day <= today else None


def _lead_date(paragraphs: list[str]) -> When | None:
    """The first day in the lead that is the report's own."""
    for paragraph in paragraphs[:_LEAD_PARAGRAPHS]:
        words = fold(paragraph).lower()
        for when in find_dates(paragraph[: _LEAD_CHARS + 20]):
            if when.start > _LEAD_CHARS or when.last or not when.day:
                continue
            before, after = words[: when.start], words[when.end :]
            ahead = (
                _AHEAD.search(after) or _AHEAD_BEFORE.search(before) or _WILL.search(after[:_SAME_SENTENCE])
            )
            if when.year and _LATER.search("\n".join(fold(p).lower() for p in paragraphs)):
                return None
            if (_HOUR if when.year else _OWN).search(before) and not ahead:
                # A report of the same day writes "Chiều 25/10/2025"; an encyclopedia "ngày 25 tháng 10 năm 2025".
                return None if when.year and "/" not in paragraph[when.start : when.end] else when
    return None


def _year_of(month: int, day: int, body: str) -> int | None:
    """The year of a day and month, from what else the body says; None unless all of it agrees."""
    words = fold(body).lower()
    whens = find_dates(body)
    known = [*whole_days(whens), *_months(whens), *_calendar_days(whens, words)]
    near = {on.year + shift for on in known for shift in (-1, 0, 1) if _is_near(on, shift, month, day)}
    if not near:
        near = {int(y) for match in _CURRENT.finditer(words) for y in match.groups() if y}
    if _ANNIVERSARY.search(words[: 2 * _LEAD_CHARS]):
        return None
    years = [y for y in near if not _outdated(date(y, month, min(day, 28)), known, words)]
    return years[0] if len(years) == 1 else None


def _outdated(published: date, known: list[date], words: str) -> bool:
    """Whether the body knows of later times, so that the article cannot be of this year."""
    if any(on > published + timedelta(days=_NEAR_DAYS) for on in known):
        return True
    return any(int(y) > published.year and not _is_aim(words, y) for y in _YEAR.findall(words))


def _is_near(on: date, shift: int, month: int, day: int) -> bool:
    try:
        return abs((date(on.year + shift, month, day) - on).days) <= _NEAR_DAYS
    except ValueError:
        return False


def _months(whens: list[When]) -> list[date]:
    """The middle of every month said with its year."""
    return [date(w.year, w.month, 15) for w in whens if w.year and w.month and not w.day]


def _calendar_days(whens: list[When], words: str) -> list[date]:
    """Days of the Convention that the body names without a year."""
    return [
        first
        for first, last, said in _calendar()
        if any(s in words for s in said) and any(_falls_in(w, first, last) for w in whens)
    ]


def _falls_in(when: When, first: date, last: date) -> bool:
    if when.year or not (when.month and when.day):
        return False
    days = [(when.month, when.day)] + ([when.last[1:]] if when.last else [])
    return any((first.month, first.day) <= d <= (last.month, last.day) for d in days)


def _is_aim(words: str, year: str) -> bool:
    """Whether a later year is only a goal or the end of a term: "đến năm 2030", "2026-2031"."""
    return all(
        re.search(
            r"(?:den|toi|by|until|giai doan|nhiem ky|tam nhin|du kien|se|will|next)\b[^.;]{0,30}$|20\d\d\s?[-–]\s?$",
            words[: m.start()],
        )
        or re.match(r"\s?[-–]\s?20\d\d", words[m.end() :])
        for m in re.finditer(year, words)
    )


@functools.cache
def _calendar() -> tuple[tuple[date, date, tuple[str, ...]], ...]:
    raw = tomllib.loads(resources.files("ingest").joinpath("data/calendar.toml").read_text("utf-8"))
    return tuple((e["first"], e["last"], tuple(e["words"])) for e in raw["event"])
