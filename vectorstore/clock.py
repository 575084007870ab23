"""Today, in Viet Nam, how long ago a day was, and a day that stands still for tests and demonstrations."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

# Viet Nam has kept UTC+7 without summer time since 1975.
_UTC_PLUS_7 = timedelta(hours=7)
_fixed: date | None = None


def today() -> date:
    """The day taken for today."""
    return _fixed or (datetime.now(UTC) + _UTC_PLUS_7).date()


def in_viet_nam(moment: datetime) -> date:
    """The day of *moment* in Viet Nam; without a time zone its own day."""
    return moment.date() if moment.tzinfo is None else (moment.astimezone(UTC) + _UTC_PLUS_7).date()


def age_days(newest: str | None, today: date) -> int | None:
    """How old the newest text is, in days; None when nobody knows; never below 0."""
    return None if newest is None else max(0, (today - date.fromisoformat(newest)).days)


def fix(day: date | None) -> None:
    """Make *day* today for this process; None lets time go on."""
    global _fixed  # noqa: PLW0603 - one process has one clock
    _fixed = day
