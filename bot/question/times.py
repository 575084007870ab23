"""Days, months and years that a text names, with as much of each as is said.

Not by `dateparser`: "tháng 10/2025" gets a day from it that nobody said, and "cuối tháng 10" is none.
"""

from __future__ import annotations

import calendar
import functools
from dataclasses import dataclass
from datetime import date, timedelta

from bot.question import lexicon
from bot.question.utterance import Utterance

# A day without its year lies at most half a year after the day of the text that names it; what a question asks of is
# past, so there the latest such day is meant ("25/10" asked in September is the one of last year).
AHEAD_DAYS = 183
ASKED_AHEAD_DAYS = 0
_YEARS = range(1900, 2100)
_DASHES = ("-", "–", "—", "−")
_RANGE_WORDS = ("và", "đến", "tới", "and", "to", "den", "toi", "va")
# Behind "2/3" these make it a share.
_SHARED = ("số", "of", "nước", "thành", "majority", "đa", "so", "tổng")
# Without marks "thang sau" is next month as often as June.
_DOUBTFUL_MONTH = "sau"


@dataclass(frozen=True, slots=True)
class Time:
    """A day, a month or a year where it is named, counted in words."""

    first: int
    last: int  # one past
    year: int | None = None
    month: int | None = None
    day: int | None = None
    first_day: int | None = None  # of a range: 25 of 25-26/10

    def days(self, near: date, ahead: int = AHEAD_DAYS) -> tuple[date, ...]:
        """The days meant, the year taken from *near* when it is not said; none for a month or a year."""
        if self.month is None or self.day is None:
            return ()
        numbers = [d for d in (self.first_day, self.day) if d]
        found = (_day(self.year, self.month, number, near, ahead) for number in numbers)
        return tuple(day for day in found if day)

    def start(self, near: date, ahead: int = AHEAD_DAYS) -> date | None:
        """The first day of what is meant: of the day, the month or the year."""
        if self.day is not None:
            return next(iter(self.days(near, ahead)), None)
        year = self._year(near, ahead)
        return None if year is None else date(year, self.month or 1, 1)

    def end(self, near: date, ahead: int = AHEAD_DAYS) -> date | None:
        """The last day of what is meant."""
        if self.day is not None:
            return max(self.days(near, ahead), default=None)
        year, month = self._year(near, ahead), self.month or 12
        return None if year is None else date(year, month, calendar.monthrange(year, month)[1])

    def _year(self, near: date, ahead: int) -> int | None:
        if self.year or self.month is None:
            return self.year
        return near.year - ((date(near.year, self.month, 1) - near).days > ahead)


@functools.lru_cache(maxsize=lexicon.KEPT)
def times(said: Utterance) -> tuple[Time, ...]:
    """All in order; the longest reading at a place wins."""
    found: list[Time] = []
    at = 0
    while at < len(said.words):
        time = _written(said, at) or _worded(said, at) or _english(said, at) or _bare_year(said, at)
        if time:
            found.append(time)
        at = time.last if time else at + 1
    return tuple(found)


def relative(said: Utterance, today: date) -> tuple[date, ...]:
    """Days told from today ("hôm qua"); not "up to today", which is the present state."""
    found = []
    for each in lexicon.relative_days(said.language).apart(said):
        before = said.key(each.first - 1) if each.first else ""
        if before not in lexicon.words("sofar", said.language) and before != "đến":
            found.append(today + timedelta(days=int(each.value)))
    return tuple(dict.fromkeys(found))


def _day(year: int | None, month: int, day: int, near: date, ahead: int) -> date | None:
    try:
        found = date(year or near.year, month, day)
        if year is None and (found - near).days > ahead:
            found = date(near.year - 1, month, day)
    except ValueError:
        return None
    return found


def _number(said: Utterance, n: int, most: int) -> int | None:
    """The number that word *n* is, 1 to *most*."""
    if n >= len(said.words) or not said.words[n].text.isdecimal() or len(said.words[n].text) > 4:
        return None
    value = int(said.words[n].text)
    return value if 1 <= value <= most else None


def _year(said: Utterance, n: int) -> int | None:
    value = _number(said, n, _YEARS[-1])
    return value if value in _YEARS and len(said.words[n].text) == 4 else None


def _written(said: Utterance, at: int) -> Time | None:
    """2025-10-25, 25/10/2025, 25.10.2025, 25/10, and 25-26/10, "25 và 26/10"."""
    year = _year(said, at)
    if year and said.gap(at) == "-" and said.gap(at + 1 if at + 1 < len(said.words) else at) == "-":
        month, day = _number(said, at + 1, 12), _number(said, at + 2, 31)
        return Time(at, at + 3, year, month, day) if month and day else None
    first, behind = _range_start(said, at)
    day, month = _number(said, behind, 31), _number(said, behind + 1, 12)
    if not day or not month or _preceded(said, at):
        return None
    separator = said.gap(behind)
    year = _year(said, behind + 2) if said.gap(behind + 1).strip() == separator else None
    if separator not in ("/", "-", ".") or (separator != "/" and not year and not _behind_day(said, at)):
        return None
    if separator == "." and not year:
        return None
    last = behind + (3 if year else 2)
    return (
        None
        if _is_share(said, day, month, last, dated=year is not None)
        else Time(at, last, year, month, day, first)
    )


def _range_start(said: Utterance, at: int) -> tuple[int | None, int]:
    """(25, the place of 26) for "25-26/10" and "25 và 26/10"; else (None, *at*)."""
    first = _number(said, at, 31)
    if first is None or at + 2 >= len(said.words):
        return None, at
    gap = said.gap(at).strip()
    if gap in _DASHES and said.gap(at + 1) in ("/", ".") and _number(said, at + 1, 31):
        return first, at + 1
    if not gap and said.words[at + 1].word in _RANGE_WORDS and said.gap(at + 2) == "/":
        return first, at + 2
    return None, at


def _preceded(said: Utterance, at: int) -> bool:
    """Whether the digits go on something: "1/25/10"."""
    return at > 0 and said.gap(at - 1) in ("/", ".", ",") and said.words[at - 1].text.isdecimal()


def _behind_day(said: Utterance, at: int) -> bool:
    return at > 0 and said.words[at - 1].bare in ("ngay", "mung", "hom")


def _is_share(said: Utterance, day: int, month: int, last: int, *, dated: bool) -> bool:
    """24/7, 16/10 %, "2/3 số nước"; *dated*: with a year behind it, 24/7/2025 is a day."""
    behind = said.words[last].word if last < len(said.words) else ""
    return (
        said.gap(last - 1).lstrip().startswith(("%", "/"))
        or (not dated and (day, month) == (24, 7))
        or (day < month and behind in _SHARED)
    )


def _worded(said: Utterance, at: int) -> Time | None:
    """ "ngày 5 tháng 9 năm 2025", "tháng chín", "ngày 26", "năm 2025"."""
    first, day, n = None, None, at
    if said.words[n].bare in ("ngay", "mung", "hom"):
        n += 1
    first, behind = _day_range(said, n)
    day = _number(said, behind, 31)
    if day is not None and behind + 1 < len(said.words) and said.words[behind + 1].bare == "thang":
        n = behind + 1
    elif day is not None and n > at and _is_lone_day(said, behind):
        return Time(at, behind + 1, day=day, first_day=first)
    elif n > at or said.words[n].bare != "thang":
        return None
    else:
        first, day = None, None
    month, last = _month(said, n + 1)
    if month is None:
        return None
    if last < len(said.words) and said.words[last].bare == "nam" and (year := _year(said, last + 1)):
        return Time(at, last + 2, year, month, day, first)
    if (year := _year(said, last)) and said.gap(last - 1).strip() in ("/", "-", ",", "", "."):
        return Time(at, last + 1, year, month, day, first)
    return Time(at, last, None, month, day, first)


def _day_range(said: Utterance, at: int) -> tuple[int | None, int]:
    first = _number(said, at, 31)
    if first and said.gap(at).strip() in _DASHES and _number(said, at + 1, 31):
        return first, at + 1
    if (
        first
        and at + 2 < len(said.words)
        and said.words[at + 1].word in _RANGE_WORDS
        and _number(said, at + 2, 31)
    ):
        return first, at + 2
    return None, at


def _is_lone_day(said: Utterance, n: int) -> bool:
    """ "ngày 26", not "ngày 26/10" or "90 ngày 40 nước"."""
    return said.gap(n).strip() not in ("/", "-", ".", ",") or n + 1 == len(said.words)


def _month(said: Utterance, n: int) -> tuple[int | None, int]:
    """The month in digits or words from word *n* on, and where it ends."""
    month = _number(said, n, 12)
    if month is not None or n >= len(said.words):
        return month, n + 1
    names = lexicon.vietnamese_months(said.loose)
    word = said.key(n)
    if word not in names or (said.loose and word == _DOUBTFUL_MONTH):
        return None, n
    behind = said.words[n + 1].bare if n + 1 < len(said.words) else ""
    if word in ("mười", "muoi") and behind in ("mot", "hai"):
        return {"mot": 11, "hai": 12}[behind], n + 2
    return (None, n) if behind in ("nao", "may", "bao") else (names[word], n + 1)


def _english(said: Utterance, at: int) -> Time | None:
    """ "25 October 2025", "25-26 October", "October 25, 2025", "25th of October", "October 2025", "in October"."""
    first, behind = _day_range(said, at)
    day = _number(said, behind, 31)
    n = behind + 1 if day else at
    if day and n < len(said.words) and said.words[n].word in ("st", "nd", "rd", "th"):
        n += 1
    if day and n < len(said.words) and said.words[n].word == "of":
        n += 1
    month = _month_name(said, n, bool(day))
    if month is None:
        return None
    n += 1
    if not day:
        first, behind = _day_range(said, n)
        day = _number(said, behind, 31)
        n = behind + 1 if day else n
        if day and n < len(said.words) and said.words[n].word in ("st", "nd", "rd", "th"):
            n += 1
    year = _year(said, n) if n < len(said.words) and said.gap(n - 1).strip() in ("", ",", ".") else None
    return Time(at, n + 1 if year else n, year, month, day, first if day else None)


def _month_name(said: Utterance, n: int, dated: bool) -> int | None:
    """ "may" and "march" are months beside a day or a year, or behind a preposition with a capital or at the end."""
    if n >= len(said.words) or said.language == "vi":
        return None
    word = said.words[n]
    month = lexicon.month_names().get(word.word)
    if month is None or word.word not in ("may", "march", "mar", "sun"):
        return month
    numbered = dated or _number(said, n + 1, 31) or _year(said, n + 1)
    before = said.words[n - 1].word if n else ""
    ends = n + 1 == len(said.words)
    return (
        month
        if numbered or ((word.capital or ends) and before in ("in", "since", "until", "by", "of", "last"))
        else None
    )


def _bare_year(said: Utterance, at: int) -> Time | None:
    n = at + 1 if said.words[at].bare == "nam" and at + 1 < len(said.words) else at
    year = _year(said, n)
    if (
        not year
        or said.gap(n)[:1] in ("/", "%")
        or (said.gap(n) in (".", ",", "-") and _number(said, n + 1, 9999))
    ):
        return None
    return (
        None
        if n and said.gap(n - 1) in ("/", ".", ",", "-") and _number(said, n - 1, 9999)
        else Time(at, n + 1, year)
    )
