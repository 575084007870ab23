"""The day a page was published, from all that the page says of itself: its records vote, and a lie is outvoted.

Only what stands for this article has a vote: not a clock above the headline, a comment's time, an event's day or
the date of a story beside it. "Cập nhật" is the day of the last change.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta, timezone

from lxml import etree
from lxml.html import HtmlElement

from vectorstore.types import PublishedHow

from .date_forms import EARLIEST, STAMPED, guessed, stamp_of
from .html_body import Body
from .html_boxes import names_of
from .html_changed import before_in, is_change
from .html_day_lines import LINE_MAX, NO_DATE_BOX, DayLines
from .html_records import Records
from .html_stray import Strays
from .html_tree import Page, words
from .shapes import ends_sentence
from .zone import VIET_NAM, day_of

# "/2025/10/27/", "/2025-10-27-slug", "/20251027-slug"; but "/2025/10/10-questions" is a slug of ten questions.
_IN_ADDRESS = re.compile(
    r"/(20\d\d)(?:/(\d\d)/(\d\d)(?=/|$)|-(\d\d)-(\d\d)(?=[-/_.]|$)|(\d\d)(\d\d)(?=[-/_.]|$))"
)


@dataclass(frozen=True, slots=True)
class Days:
    """What the page's records come to."""

    published: str | None  # ISO date
    how: PublishedHow
    updated: str | None


def page_days(
    page: Page, records: Records, body: Body, today: date, *, vietnamese: bool, day_first: bool
) -> Days:
    """Voices that agree win; one alone is believed when its kind may be; without a winner the day is unknown."""
    strays = Strays(page, body, records.title)
    lines = DayLines(page, body, strays, day_first=day_first, today=today)
    told = votes(page, records, lines, strays, vietnamese=vietnamese, today=today)
    said = {where: day for where, day in told.items() if EARLIEST <= day <= today}
    zone = VIET_NAM if vietnamese else None
    updated = [d for u in records.updated if (d := day_of(u, zone))]
    updated = [d for d in (*updated, *lines.changed()) if EARLIEST <= d <= today]
    local = any(_OFFSET.search(stamp) for _, stamp in records.published)
    winner = _winner(said, local=local)
    if winner is None:
        return Days(None, "unknown", max(updated).isoformat() if updated else None)
    how: PublishedHow = (
        "metadata" if any(said.get(w) == winner for w in ("json-ld", "meta", "head", "time")) else "stated"
    )
    later = next((u.isoformat() for u in updated if u > winner), None)
    return Days(winner.isoformat(), how, later)


def votes(
    page: Page, records: Records, lines: DayLines, strays: Strays, *, vietnamese: bool, today: date
) -> dict[str, date]:
    """Where a day of publication is told, and the day."""
    zone = VIET_NAM if vietnamese else None
    clocks = {said[:_CLOCK] for _, said in records.published if _OFFSET.search(said)}
    # One clock with an offset and as UTC: the system writes its own time and calls it so.
    found = {
        where: day_of(said[:_CLOCK] if said[:_CLOCK] in clocks else said, zone)
        for where, said in records.published
    }
    if not found:
        found["head"] = guessed(_head(page.head), today, thorough=False)
    found["time"] = _marked(page, zone, lines, strays)
    found |= lines.shown()
    found["address"] = _in_address(records.url)
    if not any(found.values()):  # on a page of several entries the line below is the last one's
        found["foot"] = lines.posted()
    return {where: day for where, day in found.items() if day}


def _head(tree: HtmlElement) -> str:
    """The page's head without its scripts: a list of stories may stand in them."""
    head = tree.find("head")
    if head is None:
        return ""
    kept = "".join(
        etree.tostring(e, encoding="unicode", method="html", with_tail=False)
        for e in head.iter("meta", "link")
        if not is_change(re.sub(r"[:._-]", " ", f"{e.get('property', '')} {e.get('name', '')}"))
    )
    return f"<html><head>{kept}</head><body></body></html>"


# A stamp with an offset of its own says the day where it was written.
_OFFSET = re.compile(r"^(?>[^T]*T).*[+-](?!00:?00)\d\d:?\d\d$")
_CLOCK = len("2025-10-25T23:30")
# Kinds of evidence that are believed alone; the others only say that another is right.
_ALONE = frozenset({"json-ld", "meta", "head", "time", "below", "address", "near", "foot"})
# A system's own records come from one field and are one voice.
_RECORDS = ("json-ld", "meta", "head")


def _winner(said: dict[str, date], *, local: bool) -> date | None:
    alone = {where: day for where, day in said.items() if where in _ALONE}
    if not alone:
        return None
    counts = Counter(said.values()).most_common()
    if len(counts) == 1:
        return counts[0][0]
    shown = said.get("below") or said.get("near")
    # One evening in two zones: readers go by the day they are shown.
    if shown and not local and all(abs((day - shown).days) <= 1 for day in alone.values()):
        return shown
    records = {said[w] for w in _RECORDS if w in said}
    # A site's addresses have its own day; a record in UTC may have the next.
    if not local and "address" in said and said["address"] + timedelta(1) in records:
        records = {said["address"] if day - said["address"] == timedelta(1) else day for day in records}
    voices = Counter([*records, *(day for where, day in said.items() if where not in _RECORDS)])
    (first, most), *rest = voices.most_common()
    if (not rest or most > rest[0][1]) and first in alone.values():
        return first
    return max(alone.values()) if max(alone.values()) - min(alone.values()) == timedelta(1) else None


def _marked(page: Page, zone: timezone | None, lines: DayLines, strays: Strays) -> date | None:
    """The day of the first <time> that stands beside the headline or in the article, else marked as publication's."""
    for tag in (
        *page.tree.xpath("//*[@itemprop='datePublished']"),
        *page.tree.iter("time"),
        *page.tree.xpath(STAMPED),
    ):
        stamp = stamp_of(tag)
        around = " ".join(
            names_of(e) for e in (tag, *list(tag.iterancestors())[:4]) if e.tag not in ("body", "html")
        )
        changed = "modified" in tag.get("itemprop", "").lower() or is_change(f"{around}{words(tag)}")
        parent = tag.getparent()
        told = tag.get("itemprop") is None and parent is not None and ends_sentence(words(parent))
        if (
            stamp
            and not told
            and not changed
            and not is_change(before_in(tag))
            and not NO_DATE_BOX.search(around)
            and not strays.holds(tag)
            and (day := day_of(stamp, zone) or lines.foreign_day(words(tag)[:LINE_MAX]))
        ):
            return day
    return None


def _in_address(url: str | None) -> date | None:
    match = _IN_ADDRESS.search(url or "")
    try:
        return date(*(int(g) for g in match.groups() if g)) if match else None
    except ValueError:
        return None
