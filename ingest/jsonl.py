"""One line of a JSONL file -> Draft: an article as a record."""

from __future__ import annotations

import json
from typing import Any, cast, get_args

from vectorstore.types import Kind, Language

from .basis import based_on
from .clean import clean
from .draft import Draft
from .errors import Rejected
from .zone import VIET_NAM, day_of

# What collectors call a field; the first that is there counts.
_TEXT = ("text", "body", "content", "article", "maintext", "raw_text")
_TITLE = ("title", "headline", "name")
_PUBLISHER = ("publisher", "source_name", "sitename", "site_name", "outlet", "hostname")
_AUTHOR = ("author", "authors", "byline")
_URL = ("url", "link", "canonical_url")
_PUBLISHED = ("published", "date", "published_at", "datePublished", "date_publish", "pubDate", "publish_date")
_UPDATED = ("updated", "dateModified", "modified", "updated_at")


def read_record(text: str) -> Draft:
    """The article of one record. Raises `Rejected`."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Rejected("the line is not JSON") from error
    if not isinstance(record, dict):
        raise Rejected("the line is not a JSON object")
    found = clean(_word(record, _TEXT), _word(record, _TITLE))
    language, kind = record.get("language"), record.get("kind")
    return Draft(
        paragraphs=tuple(found.paragraphs),
        title=_word(record, _TITLE) or found.title,
        outlet=_word(record, _PUBLISHER) or found.outlet,
        author=_word(record, _AUTHOR) or found.author,
        url=_address(_word(record, _URL)),
        stated=found.stated,
        published=_day(record, _PUBLISHED),
        updated=_day(record, _UPDATED),
        language=cast(Language, language) if language in get_args(Language) else None,
        kind=cast(Kind, kind) if kind in get_args(Kind) else "brief" if record.get("based_on") else "news",
        based_on=based_on(record.get("based_on")),
        captions=tuple(found.captions),
    )


def _word(record: dict[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = record.get(name)
        if isinstance(value, list):
            value = ", ".join(v for v in value if isinstance(v, str))
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _day(record: dict[str, Any], names: tuple[str, ...]) -> str | None:
    said = _word(record, names)
    if not said:
        return None
    day = day_of(said, VIET_NAM)
    if day is None:
        raise Rejected(f"`{said[:40]}` is not a day that can be read for certain; write 2025-10-25")
    return day.isoformat()


def _address(url: str) -> str | None:
    return url if url.lower().startswith(("http://", "https://")) else None


def record_name(text: str, number: int) -> str:
    """What a record is called within its file: its own id, else its line's number."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return str(number)
    name = record.get("id") if isinstance(record, dict) else None
    return str(name) if isinstance(name, str | int) and str(name) else str(number)
