"""One record -> Draft: a line of JSONL, a row of a table, an entry of a feed or of a list in JSON."""

from __future__ import annotations

import hashlib
import html
import json
import re
from dataclasses import replace
from datetime import date, datetime
from typing import cast, get_args

from vectorstore.types import Kind, Language

from . import fields
from .basis import based_on
from .clean import clean
from .dates import find_dates, whole_days
from .draft import Draft
from .errors import Rejected
from .fields import Fields
from .language import language_of
from .legacy import in_unicode
from .publishers import publishers
from .shapes import hosts_in
from .zone import VIET_NAM, day_of

# Text that is a page's: a whole one, or blocks and breaks.
_PAGE = re.compile(r"^\s*(?:<\?xml[^<>]{0,200}>\s*)?(?:<!doctype html|<html\b)|<body\b", re.I)
_BLOCKS = re.compile(r"<(?:p|br|div|h[1-6]|li|article|section|td|blockquote)\b[^<>]{0,500}>", re.I)
_INLINE = re.compile(r"</(?:a|b|i|em|strong|span|u|small|sup|sub|s|del|ins|mark)>", re.I)
_TAG = re.compile(r"</?[a-z][^<>]{0,500}>", re.I)
_BLANK_LINE = re.compile(r"\n[ \t]{0,20}\n")
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});", re.I)
# How services that sell articles mark where theirs is cut.
_CUT_SHORT = re.compile(r"(?:\[\+\d+ chars\]|\[(?:\.{3}|…)\]|\(more(?:…|\.{3})?\))\s*$", re.I)
# Seconds, or thousandths, since 1970; the first is in 2001, the last in 2096.
_EPOCH_S, _EPOCH_MS = (10**9, 4 * 10**9), (10**12, 4 * 10**12)
_EPOCH = re.compile(r"^\s{0,9}[0-9]{10}(?:[0-9]{3})?\s{0,9}$", re.ASCII)
# A date and its time. Characters.
_DATE_MAX = 60


def read_record(text: str, today: date) -> Draft:
    """The article of one record. Raises `Rejected`."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Rejected("the line is not JSON") from error
    if not isinstance(record, dict):
        raise Rejected("the line is not a JSON object")
    record, old = in_unicode(record)
    known = Fields(record)
    said = known.text()
    if _CUT_SHORT.search(said[-40:]):
        raise Rejected("its text is cut short by the service it came from; take the page from its address")
    if _PAGE.search(said):
        draft = _of_page(known, said, today)
        return replace(draft, converted=draft.converted or old)
    title = _unmarked(known.word(fields.TITLE))
    found = clean(_lines(said), title)
    vietnamese = record.get("language") == "vi" or language_of(found.text) == "vi"
    return replace(_recorded(found.draft(), known, vietnamese=vietnamese), converted=old)


def record_name(text: str, number: int) -> str:
    """What a record is called within its file: its own id, else its address, else a digest of what it says, so that
    it keeps its name when lines before it go; a line that is no record is called by its number."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return str(number)
    if not isinstance(record, dict):
        return str(number)
    known = Fields(record)
    name = known.first(("id",))
    if isinstance(name, str | int) and str(name):
        return str(name)
    return _url(known) or hashlib.sha256(known.text().encode("utf-8", "replace")).hexdigest()[:12]


def _of_page(known: Fields, said: str, today: date) -> Draft:
    """A record that holds a whole page: what the record says counts before what the page says."""
    from .page import read_page

    draft = read_page(said.encode("utf-8", "replace"), today, _url(known))
    return _recorded(draft, known, vietnamese=draft.language == "vi")


def _recorded(draft: Draft, known: Fields, *, vietnamese: bool) -> Draft:
    """*draft* with what the record says of it."""
    record = known.record
    language, kind = record.get("language"), record.get("kind")
    published = _day(known, fields.PUBLISHED, day_first=vietnamese)
    return replace(
        draft,
        title=_unmarked(known.word(fields.TITLE)) or draft.title,
        outlet=_outlet(known) or draft.outlet,
        author=_unmarked(known.word(fields.AUTHOR)) or draft.author,
        url=_url(known) or draft.url,
        published=published or draft.published,
        published_how="metadata" if published else draft.published_how,
        updated=_day(known, fields.UPDATED, day_first=vietnamese) or draft.updated,
        language=cast(Language, language) if language in get_args(Language) else draft.language,
        kind=cast(Kind, kind) if kind in get_args(Kind) else "brief" if record.get("based_on") else "news",
        based_on=based_on(record.get("based_on")),
    )


def _lines(text: str) -> str:
    """A record's text without HTML: its blocks parted by blank lines."""
    if "&lt;" in text and not _BLOCKS.search(text):
        text = html.unescape(text)  # HTML that was escaped once more
    if _INLINE.search(text) and not _BLOCKS.search(text):
        text = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    if _BLOCKS.search(text):
        from .html_tree import load  # lxml takes a tenth of a second to import

        if "<p" not in text.lower():
            text = _BLANK_LINE.sub("<br>", text)  # what editors without <p> part paragraphs by
        return "\n\n".join(block.text for block in load(f"<html><body>{text}</body></html>".encode()).blocks)
    return html.unescape(text) if _ENTITY.search(text) else text


def _unmarked(text: str) -> str:
    """A title or a name without tags and entities."""
    if "<" in text:
        text = _TAG.sub("", text)
    return " ".join((html.unescape(text) if _ENTITY.search(text) else text).split())


def _outlet(known: Fields) -> str:
    """The publisher's name; a bare `source` is believed when it names an outlet or a host."""
    if name := known.word(fields.PUBLISHER):
        return _unmarked(name)
    source = known.first(("source", "news"))
    name = fields.plain(source)
    is_host = hosts_in(name) == [name.lower()]
    return name if isinstance(source, dict) or publishers().knows(name) or is_host else ""


def _url(known: Fields) -> str | None:
    for name in (*fields.URL, "id", "source", "guid"):
        address = known.word([name])
        if address.lower().startswith(("http://", "https://")):
            return address
    return None


def _day(known: Fields, names: tuple[str, ...], *, day_first: bool) -> str | None:
    """A record's day as an ISO date; None when it cannot be read for certain: the article is kept all the same."""
    for value in known.values(names):
        number = int(value) if isinstance(value, str) and _EPOCH.match(value) else value
        if isinstance(number, int | float) and not isinstance(number, bool):
            if (day := _since_1970(number)) is not None:
                return day.isoformat()
        elif isinstance(value, str) and value.strip():
            found = _written(value, day_first=day_first)
            return found.isoformat() if found else None
    return None


def _written(said: str, *, day_first: bool) -> date | None:
    found = day_of(said, VIET_NAM)
    if found is None and day_first:
        days = list(whole_days(find_dates(said[:_DATE_MAX])))
        found = days[0] if len(days) == 1 else None
    return found


def _since_1970(value: float) -> date | None:
    seconds = value / 1000 if _EPOCH_MS[0] <= value < _EPOCH_MS[1] else value
    return datetime.fromtimestamp(seconds, VIET_NAM).date() if _EPOCH_S[0] <= seconds < _EPOCH_S[1] else None
