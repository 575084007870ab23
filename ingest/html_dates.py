"""The day a page was published, from all that the page says of itself: its records vote, and a lie is outvoted.

Only what stands for this article has a vote: not a clock above the headline, a comment's time, an event's day or
the date of a story beside it. "Cập nhật" is the day of the last change.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from html import escape

from lxml import etree
from lxml.html import HtmlElement

from vectorstore.text import fold
from vectorstore.types import PublishedHow

from .date_forms import EARLIEST, STAMPED, guessed, in_figures, stamp_of
from .dates import find_dates, is_clear, whole_days
from .html_blocks import Block
from .html_body import Body
from .html_boxes import is_posted, names_of
from .html_records import Records
from .html_tree import Page, words
from .shapes import ends_sentence
from .zone import VIET_NAM, day_of

# A line above an article that holds its date, beside its writer's name and a label. Characters.
_LINE_MAX = 120
# How far above the headline a date may stand. Blocks.
_ABOVE = 4
# How far above the first paragraph: menus may stand between the headline and the article. Blocks.
_NEAR = 12
_FIGURES = re.compile(r"(?:19|20)\d\d|\d[./-]\d\d?[./-]\d\d")
# A line of links with such a name is an article's own, a menu has none.
_DATE_LINE = re.compile(
    r"\b(?:entry|post|news|article|pub\w*)?[-_]?(?:date|datum|fecha|ngay|time|meta|info)\b", re.I
)
# How far below the article the line stands that says when it was posted. Blocks.
_FOOT = 3
_WRITTEN = re.compile(r"\b\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,12}\.?\s(?:de\s)?(?:19|20)\d\d\b")
_HEADINGS = frozenset({"h1", "h2", "h3"})
_NAMED = re.compile(r"date|publi|time|ngay|fecha|datum", re.I)
# "/2025/10/27/", "/2025-10-27-slug", "/20251027-slug"; but "/2025/10/10-questions" is a slug of ten questions.
_IN_ADDRESS = re.compile(
    r"/(20\d\d)(?:/(\d\d)/(\d\d)(?=/|$)|-(\d\d)-(\d\d)(?=[-/_.]|$)|(\d\d)(\d\d)(?=[-/_.]|$))"
)
# How far before a date the words stand that say what it is of. Characters.
_BEFORE = 40
# Folded, lower case: what stands before the day of a change, and before a day that is no publication's.
_CHANGED = re.compile(
    r"\b(?:cap nhat|chinh sua|sua doi|updated?|modified|edited|last (?:changed|reviewed))\b"
)
_OTHERS = re.compile(
    r"\b(?:thoi gian|dien ra|khai mac|su kien|khoi chieu|han nop|event|when|starts?|deadline|expires?|accessed|retrieved|"
    r"captured?|archived?|copyright|born|died|comment|binh luan)\b|©"
)
_NO_DATE_BOX = re.compile(
    r"comment|related|lien-?quan|recommend|popular|trending|event|today|clock|weather|most-?read", re.I
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
    told = votes(page, records, body, vietnamese=vietnamese, day_first=day_first, today=today)
    said = {where: day for where, day in told.items() if EARLIEST <= day <= today}
    zone = VIET_NAM if vietnamese else None
    updated = [d for u in records.updated if (d := day_of(u, zone)) and d <= today]
    local = any(_OFFSET.search(stamp) for _, stamp in records.published)
    winner = _winner(said, local=local)
    if winner is None:
        return Days(None, "unknown", None)
    how: PublishedHow = (
        "metadata" if any(said.get(w) == winner for w in ("json-ld", "meta", "head", "time")) else "stated"
    )
    later = next((u.isoformat() for u in updated if u > winner), None)
    return Days(winner.isoformat(), how, later)


def votes(
    page: Page, records: Records, body: Body, *, vietnamese: bool, day_first: bool, today: date
) -> dict[str, date]:
    """Where a day of publication is told, and the day."""
    zone = VIET_NAM if vietnamese else None
    found = {where: day_of(said, zone) for where, said in records.published}
    if not found:
        found["head"] = guessed(_head(page.head), today, thorough=False)
    found["time"] = _marked(page, zone, day_first=day_first, today=today)
    found |= _shown(page, body, day_first=day_first, today=today)
    found["address"] = _in_address(records.url)
    if not any(found.values()):  # on a page of several entries the line below is the last one's
        found["foot"] = _posted(page, body, day_first=day_first, today=today)
    return {where: day for where, day in found.items() if day}


def _head(tree: HtmlElement) -> str:
    """The page's head without its scripts: a list of stories may stand in them."""
    head = tree.find("head")
    if head is None:
        return ""
    kept = "".join(
        etree.tostring(e, encoding="unicode", method="html", with_tail=False)
        for e in head.iter("meta", "link")
    )
    return f"<html><head>{kept}</head><body></body></html>"


# A stamp with an offset of its own says the day where it was written.
_OFFSET = re.compile(r"^(?>[^T]*T).*[+-](?!00:?00)\d\d:?\d\d$")
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


def _marked(page: Page, zone: timezone | None, *, day_first: bool, today: date) -> date | None:
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
        changed = "modified" in tag.get("itemprop", "").lower() or _CHANGED.search(
            fold(around + words(tag)).lower()
        )
        parent = tag.getparent()
        told = tag.get("itemprop") is None and parent is not None and ends_sentence(words(parent))
        if (
            stamp
            and not told
            and not changed
            and not _NO_DATE_BOX.search(around)
            and (day := day_of(stamp, zone) or _foreign_day(words(tag)[:_LINE_MAX], day_first, today))
        ):
            return day
    return None


def _shown(page: Page, body: Body, *, day_first: bool, today: date) -> dict[str, date]:
    """Days in short lines: above the headline, and between it and the article."""
    if not body.places:
        return {}
    first = body.places[0]
    head = body.head if 0 <= body.head < first else -1
    below = _lines(page, range(max(head + 1, first - _NEAR), first + 3))
    above = _lines(page, range(max(0, head - _ABOVE), head))
    found = {"below": _first_day(below, day_first), "above": _first_day(above, day_first)}
    if not found["below"] and head >= 0:
        found["below"] = _first_day([b for b in above if _is_named_date(b, page.blocks[head])], day_first)
    if not found["below"]:
        named = [b for b in above if _is_named_date(b, page.blocks[head])] if head >= 0 else []
        # Without a headline only the line right above the text is beside it.
        above = [
            b
            for b in _lines(page, range(max(0, first - 1), first + 1))
            if b is not page.blocks[first] or _is_signed(b)
        ]
        beside = [*below, *named] if head >= 0 else above
        found["near"] = next(filter(None, (_foreign_day(b.text, day_first, today) for b in beside)), None)
    return {where: day for where, day in found.items() if day}


def _is_named_date(block: Block, head: Block) -> bool:
    """A line beside the headline, in the same element, that the page calls a date."""
    around = list(head.element.iterancestors())[:2]
    beside = any(e in around for e in list(block.element.iterancestors())[:2])
    return beside and _NAMED.search(_names_in(block)) is not None


def _names_in(block: Block) -> str:
    return " ".join(names_of(e) for e in block.element.iter() if isinstance(e.tag, str))


def _is_linked_date(block: Block) -> bool:
    """A date line whose date leads to the article or to its day, or whose writer's name is a link."""
    rels = " ".join(link.get("rel") or "" for link in block.element.iter("a")).split()
    named = _DATE_LINE.search(_names_in(block)) is not None
    return (named or not {"author", "bookmark"}.isdisjoint(rels)) and block.tag not in _HEADINGS


def _is_signed(block: Block) -> bool:
    """Whether its writer's name is a link, as above an article."""
    return any("author" in (link.get("rel") or "").split() for link in block.element.iter("a"))


def _posted(page: Page, body: Body, *, day_first: bool, today: date) -> date | None:
    """The day of a line right below the article that its page calls the entry's date: "This entry was posted on ..."."""
    last = body.places[-1] if body.places else len(page.blocks)
    for block in page.blocks[last : last + 1 + _FOOT]:
        if is_posted(block) and not _NO_DATE_BOX.search(_around(block)):
            line = block.text[:_LINE_MAX]
            written = _WRITTEN.search(line)
            said = written.group() if written else line
            if day := _day_in(line, day_first) or _foreign_day(said, day_first, today):
                return day
    return None


def _foreign_day(line: str, day_first: bool, today: date) -> date | None:
    """The day of a line as other languages write it."""
    lower = fold(line).lower()
    if len(set(whole_days(find_dates(line)))) > 1:
        return None
    if told := in_figures(line):
        return told if EARLIEST <= told <= today and day_first else None
    if (
        not _FIGURES.search(line)
        or not (day_first or is_clear(line))
        or _CHANGED.search(lower)
        or _OTHERS.search(lower)
    ):
        return None
    return guessed(f"<html><body><p>{escape(line)}</p></body></html>", today, thorough=True)


def _lines(page: Page, window: range) -> list[Block]:
    blocks = [page.blocks[n] for n in window if 0 <= n < len(page.blocks)]
    return [
        b
        for b in blocks
        if len(b.text) <= _LINE_MAX
        and (b.linked < 0.5 or _is_linked_date(b))
        and not _NO_DATE_BOX.search(_around(b))
    ]


def _first_day(lines: list[Block], day_first: bool) -> date | None:
    return next(filter(None, (_day_in(line.text, day_first) for line in lines)), None)


def _around(block: Block) -> str:
    return " ".join(
        names_of(e)
        for e in (block.element, *list(block.element.iterancestors())[:3])
        if e.tag not in ("body", "html")
    )


def _day_in(text: str, day_first: bool) -> date | None:
    if not (day_first or is_clear(text)):
        return None
    lower = fold(text).lower()
    days = set()
    for when in find_dates(text):
        if not (when.year and when.month and when.day) or when.last:
            continue
        before = lower[: when.start]
        if _CHANGED.search(before[-_BEFORE:]) or _OTHERS.search(before[-_BEFORE:]):
            continue
        days.add(date(when.year, when.month, when.day))
    return days.pop() if len(days) == 1 else None


def _in_address(url: str | None) -> date | None:
    match = _IN_ADDRESS.search(url or "")
    try:
        return date(*(int(g) for g in match.groups() if g)) if match else None
    except ValueError:
        return None
