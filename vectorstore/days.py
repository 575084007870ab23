"""Days by which articles are filtered, whatever a program gives them as: ISO dates, or an error that says so.

Two dates are told apart by comparing them as texts, so that any other form would be believed and narrow wrongly.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from .clock import in_viet_nam
from .types import Filters


def with_days(filters: Filters) -> Filters:
    """*filters* with ISO dates; a `datetime.date` is taken too, and of a moment its day in Viet Nam.

    Raises ValueError for anything else.
    """
    since, until, as_of = (_day(name, getattr(filters, name)) for name in ("since", "until", "as_of"))
    return replace(filters, since=since, until=until, as_of=as_of)


def _day(name: str, value: Any) -> str | None:
    if value is None:
        return None
    try:
        day = in_viet_nam(value) if isinstance(value, datetime) else value
        text = day.isoformat() if isinstance(day, date) else day
        if (
            date.fromisoformat(text).isoformat() == text
        ):  # also of what calls itself a date, as pandas' NaT does
            return str(text)
    except (TypeError, ValueError, OverflowError):
        pass
    raise ValueError(f"{name}={value!r} is not a date. Give it as YYYY-MM-DD, or as a datetime.date.")
