"""One line of a JSONL file -> Draft: an article as a record."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date, datetime
from typing import Any, cast, get_args

from vectorstore.types import Kind, Language

from .basis import based_on
from .clean import clean
from .dates import find_dates, whole_days
from .draft import Draft
from .errors import Rejected
from .language import language_of
from .zone import VIET_NAM, day_of

# What collectors call a field; the first that is there counts.
_TEXT = ("text", "body", "content", "article", "articleBody", "article_body", "maintext", "main_text", "raw_text",
         "content_text", "content_html", "full_text", "fulltext", "cleaned_text", "text_content", "html")  # fmt: skip
_TITLE = ("title", "headline", "name")
_PUBLISHER = (
    "publisher",
    "source_name",
    "sitename",
    "site_name",
    "outlet",
    "hostname",
    "source_domain",
    "provider",
    "site",
)
_AUTHOR = ("author", "authors", "byline", "creator")
_URL = ("url", "link", "canonical_url", "canonical", "permalink", "source_url", "external_url")
_PUBLISHED = ("published", "date", "published_at", "publishedAt", "datePublished", "date_published", "date_publish", "pubDate",
              "pubdate", "publish_date", "published_date", "publication_date", "publishDate", "timestamp", "time")  # fmt: skip
_UPDATED = ("updated", "dateModified", "date_modified", "date_modify", "modified", "updated_at", "updatedAt")
# Text that is a page's: a block or a break in it.
_HTML = re.compile(r"<(?:p|br|div|h[1-6]|li|article|section|body)\b[^<>]{0,500}>", re.I)
# Seconds, or thousandths, since 1970; the first is in 2001, the last in 2096.
_EPOCH_S, _EPOCH_MS = (10**9, 4 * 10**9), (10**12, 4 * 10**12)


def read_record(text: str) -> Draft:
    """The article of one record. Raises `Rejected`."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Rejected("the line is not JSON") from error
    if not isinstance(record, dict):
        raise Rejected("the line is not a JSON object")
    said = _word(record, _TEXT)
    found = clean("\n\n".join(_paragraphs(said)) if _HTML.search(said) else said, _word(record, _TITLE))
    language, kind = record.get("language"), record.get("kind")
    vietnamese = language == "vi" or (not language and language_of(found.text) == "vi")
    return Draft(
        paragraphs=tuple(found.paragraphs),
        title=_word(record, _TITLE) or found.title,
        outlet=_word(record, _PUBLISHER) or found.outlet,
        author=_word(record, _AUTHOR) or found.author,
        url=_address(_word(record, _URL)),
        stated=found.stated,
        published=_day(record, _PUBLISHED, day_first=vietnamese),
        updated=_day(record, _UPDATED, day_first=vietnamese),
        language=cast(Language, language) if language in get_args(Language) else None,
        kind=cast(Kind, kind) if kind in get_args(Kind) else "brief" if record.get("based_on") else "news",
        based_on=based_on(record.get("based_on")),
        captions=tuple(found.captions),
    )


def _paragraphs(text: str) -> list[str]:
    """The blocks of a text that is HTML."""
    from .html_tree import load  # lxml takes a tenth of a second to import

    return [block.text for block in load(f"<html><body>{text}</body></html>".encode()).blocks]


def _word(record: dict[str, Any], names: tuple[str, ...]) -> str:
    return next(filter(None, (_plain(record.get(name)) for name in names)), "")


def _plain(value: Any) -> str:
    """A text, the name in an object, or several of them."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_plain, value)))
    if isinstance(value, dict):
        value = next(
            (value[n] for n in ("name", "title", "text", "@value") if isinstance(value.get(n), str)), ""
        )
    return value.strip() if isinstance(value, str) else ""


def _day(record: dict[str, Any], names: tuple[str, ...], *, day_first: bool) -> str | None:
    """A record's day as an ISO date; None when it cannot be read for certain: the article is kept all the same."""
    for name in names:
        value = record.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            if (day := _since_1970(value)) is not None:
                return day.isoformat()
        elif isinstance(value, str) and value.strip():
            found = day_of(value, VIET_NAM)
            if found is None and day_first:
                days = list(whole_days(find_dates(value[:60])))
                found = days[0] if len(days) == 1 else None
            return found.isoformat() if found else None
    return None


def _since_1970(value: float) -> date | None:
    seconds = value / 1000 if _EPOCH_MS[0] <= value < _EPOCH_MS[1] else value
    return datetime.fromtimestamp(seconds, VIET_NAM).date() if _EPOCH_S[0] <= seconds < _EPOCH_S[1] else None


def _address(url: str) -> str | None:
    return url if url.lower().startswith(("http://", "https://")) else None


def record_name(text: str, number: int) -> str:
    """What a record is called within its file: its own id, else its address, else a digest of what it says, so that
    it keeps its name when lines before it go; a line that is no record is called by its number."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return str(number)
    if not isinstance(record, dict):
        return str(number)
    name = record.get("id")
    if isinstance(name, str | int) and str(name):
        return str(name)
    return (
        _address(_word(record, _URL))
        or hashlib.sha256(_word(record, _TEXT).encode("utf-8", "replace")).hexdigest()[:12]
    )
