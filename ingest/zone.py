"""Days where the readers live: a time in UTC is another day in Ha Noi from seven in the evening on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from .dates import find_dates, is_clear, whole_days

# Newsrooms of Viet Nam write in this zone; it has no summer time.
VIET_NAM = timezone(timedelta(hours=7))


def day_of(said: str, zone: timezone | None) -> date | None:
    """The day of a record's date and time, where its readers live; None when it cannot be read for certain.

    A time with an offset keeps its own day, unless that offset is zero: servers write UTC.
    """
    said = said.strip()
    try:
        when = datetime.fromisoformat(said.replace("Z", "+00:00").replace("z", "+00:00"))
    except ValueError:
        try:
            when = parsedate_to_datetime(said)
        except (ValueError, TypeError, IndexError, OverflowError):
            days = list(whole_days(find_dates(said[:60])))
            return days[0] if len(days) == 1 and is_clear(said) else None
    if when.tzinfo and when.utcoffset() == timedelta(0) and zone and (when.hour, when.minute) != (0, 0):
        try:
            return when.astimezone(zone).date()
        except OverflowError:
            return None
    return when.date()


def now_in_viet_nam() -> date:
    """Today, where most of the articles are written."""
    return datetime.now(UTC).astimezone(VIET_NAM).date()
