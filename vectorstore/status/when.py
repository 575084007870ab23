"""A day that may be known only in part: a month, a span, "by then", or a report that nobody confirmed."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_PART = r"\d{4}-\d{2}(?:-\d{2})?"
_FORM = re.compile(rf"(?:(?P<first>{_PART}|\.\.)/)?(?P<last>{_PART})(?P<doubt>\?)?")
HOW = "write 2025-10-25, 2026-07, 2025-10-25/2025-10-26 (between), ../2026-05 (by then), with ? behind a doubtful one"


@dataclass(frozen=True, slots=True)
class When:
    """Something that happened between *first* and *last*, both included.

    The forms are those of EDTF (ISO 8601-2): 2025-10-25, 2026-07, 2025-10-25/2025-10-26, ../2026-05, and ? behind
    what is doubtful.
    """

    first: date | None  # None: nobody knows since when it may have
    last: date
    doubtful: bool = False  # reported, and not confirmed
    said: str = ""  # as the table has it

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last

    @property
    def month(self) -> bool:
        """Whether it is one whole month."""
        return self.first is not None and self.first.day == 1 and self.last == _end(self.first)

    def by(self, day: date) -> bool:
        """Whether it had surely happened at the end of *day*; a doubtful report is never sure."""
        return not self.doubtful and self.last <= day

    def perhaps_by(self, day: date) -> bool:
        """Whether it may have."""
        return self.first is None or self.first <= day


def when(text: str) -> When:
    """Read one of the forms; raises ValueError saying which there are."""
    match = _FORM.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError
        last = _day(match["last"], end=True)
        said = match["first"] or match["last"]
        first = None if said == ".." else _day(said, end=False)
    except ValueError:
        raise ValueError(f"{text!r} is no date; {HOW}") from None
    if first is not None and first > last:
        raise ValueError(f"{text!r} ends before it begins; {HOW}")
    return When(first, last, match["doubt"] is not None, text.strip())


def _day(text: str, *, end: bool) -> date:
    if len(text) > len("2025-10"):
        return date.fromisoformat(text)
    first = date.fromisoformat(f"{text}-01")
    return _end(first) if end else first


def _end(first: date) -> date:
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])
