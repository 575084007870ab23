"""Days as other languages and other systems write them: forms in figures, stamps, and what htmldate knows."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from lxml import etree
from lxml.html import HtmlElement

# Before the first newspaper went online a record's date is a template's default.
EARLIEST = date(1995, 1, 1)
# Microformats, and what scripts that write "two hours ago" start from.
STAMPED = (
    "//*[@title][contains(concat(' ', @class, ' '), ' published ') or contains(@class, 'dt-published')]"
    "|//abbr[@title][contains(@class, 'date') or contains(@class, 'time')]|//*[@data-utime or @data-time or @data-timestamp]"
)


def stamp_of(tag: HtmlElement) -> str | None:
    """The stamp in an element's attributes; seconds and thousandths since 1970 as ISO."""
    stamp = tag.get("content") or tag.get("datetime") or tag.get("title")
    counted = next((v for n in ("data-utime", "data-time", "data-timestamp") if (v := tag.get(n))), "")
    if stamp or not re.fullmatch(r"1\d{9}(?:\d{3})?", counted):
        return stamp
    return datetime.fromtimestamp(int(counted[:10]), UTC).isoformat()


# "2020年07月12日", "2020년 7월 12일"; "8.5.12" as German writes it.
_EASTERN = re.compile(r"((?:19|20)\d\d)\s?[年년]\s?(\d\d?)\s?[月월]\s?(\d\d?)\s?[日일]")
_SHORT_YEAR = re.compile(r"(?<![\d.])(\d\d?)\.(\d\d?)\.(\d\d)(?![\d.])")


def in_figures(line: str) -> date | None:
    """The one day of a line in forms that htmldate does not read."""
    found = [m.groups() for m in _EASTERN.finditer(line)]
    found += [(f"20{y}", m, d) for d, m, y in (match.groups() for match in _SHORT_YEAR.finditer(line))]
    try:
        return date(*map(int, found[0])) if len(set(found)) == 1 else None
    except ValueError:
        return None


def guessed(page: str, today: date, *, thorough: bool) -> date | None:
    """htmldate's reading of a piece of a page: it knows more names of records and forms of dates than we do."""
    import htmldate

    try:
        found = htmldate.find_date(
            page,
            extensive_search=thorough,
            original_date=True,
            min_date=EARLIEST.isoformat(),
            max_date=today.isoformat(),
        )
        day = date.fromisoformat(found) if found else None
        # A year alone comes back as its first day.
        return None if day and (day.month, day.day) == (1, 1) else day
    except (ValueError, TypeError, AttributeError, LookupError, etree.LxmlError):
        return None
