"""The day a page was published, from all its records at once: they vote, and a lie is outvoted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timezone

from lxml.html import HtmlElement

from vectorstore.types import PublishedHow

from .dates import date_line, find_dates, is_clear, whole_days
from .html_records import Records
from .html_tree import words
from .noise import bare
from .zone import VIET_NAM, day_of

# Elements a date line is looked for in, and how many of them from the top of the page.
_DATE_CLASS = re.compile(r"date|time|publish|meta|info|byline|ngay|gio|posted|submitted", re.I)
_HEADINGS = ("h1", "h2")
_LINES = ("time", "span", "div", "p", "li", "td", "small", "em", "i", "b", "font")
_LINE_MAX = 90
_IN_ADDRESS = re.compile(r"/(20\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/\-_.]|$)")
# Before the first newspaper went online a record's date is a template's default.
_EARLIEST = date(1995, 1, 1)


@dataclass(frozen=True, slots=True)
class Days:
    """What the page's records come to."""

    published: str | None  # ISO date
    how: PublishedHow
    told: bool  # whether the page has any date of its own, believed or not
    updated: str | None


def page_days(
    tree: HtmlElement, records: Records, last: str, today: date, *, vietnamese: bool, day_first: bool
) -> Days:
    """Two records that agree win; one alone is believed; records that all differ are not.

    *tree* is the page without its boxes and *last* the article's last paragraph: dates of other articles,
    beside it or below it, have no vote.
    """
    zone = VIET_NAM if vietnamese else None
    recorded = {where: day for where, said in records.published if (day := day_of(said, zone))}
    marked = _marked(tree, zone)
    shown = _shown(tree, records.title, last, day_first)
    address = _in_address(records.url)
    votes = {**recorded, "time": marked, "shown": shown, "address": address}
    said = {where: day for where, day in votes.items() if day and _EARLIEST <= day <= today}
    updated = next((d for u in records.updated if (d := day_of(u, zone)) and d <= today), None)
    winner = _winner(said)
    if winner is None:
        return Days(None, "unknown", bool(said), None)
    how: PublishedHow = (
        "metadata" if any(said.get(w) == winner for w in ("json-ld", "meta", "time")) else "stated"
    )
    later = updated.isoformat() if updated and updated > winner else None
    return Days(winner.isoformat(), how, True, later)


def _winner(said: dict[str, date]) -> date | None:
    if not said:
        return None
    counts = Counter(said.values()).most_common()
    if len(counts) == 1 or counts[0][1] > counts[1][1]:
        return counts[0][0]
    # The same evening in two zones: readers see the later day.
    if len(counts) == 2 and abs((counts[0][0] - counts[1][0]).days) == 1:
        return said.get("shown") or max(said.values())
    return None


def _marked(tree: HtmlElement, zone: timezone | None) -> date | None:
    """The first <time datetime> that stands above or in the article."""
    for tag in tree.iter("time"):
        stamp = tag.get("datetime")
        if stamp and (day := day_of(stamp, zone)):
            return day
    for tag in tree.xpath("//*[@itemprop='datePublished']"):
        stamp = tag.get("content") or tag.get("datetime")
        if stamp and (day := day_of(stamp, zone)):
            return day
    return None


def _shown(tree: HtmlElement, title: str, last: str, day_first: bool) -> date | None:
    """The first date line between the headline and the article's end, else the nearest above the headline.

    What stands far above is a site's clock: it shows the day on which the page was saved. Without a headline
    the first date line counts.
    """
    above: list[date] = []
    headed = False
    for element in tree.iter(*_HEADINGS, *_LINES):
        text = words(element)
        if element.tag in _HEADINGS:
            headed = headed or element.tag == "h1" or bare(text) == bare(title)
            continue
        if element.tag != "div" and text.startswith(last[:_LINE_MAX]):
            break
        if day := _day_in(element, text, day_first):
            if headed:
                return day
            above.append(day)
    return above[-1 if headed else 0] if above else None


def _day_in(element: HtmlElement, text: str, day_first: bool) -> date | None:
    """The day of a line that is a date and nothing else, or that is named one and holds one."""
    if not 6 <= len(text) <= _LINE_MAX or not (day_first or is_clear(text)):
        return None
    if day := date_line(text):
        return day
    if _DATE_CLASS.search(f"{element.get('class', '')} {element.get('id', '')}"):
        days = set(whole_days(find_dates(text)))
        return days.pop() if len(days) == 1 else None
    return None


def _in_address(url: str | None) -> date | None:
    match = _IN_ADDRESS.search(url or "")
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
