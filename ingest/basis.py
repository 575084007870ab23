"""What a brief is based on, as front matter and records tell it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import urlsplit

from vectorstore.types import Basis

from .errors import Rejected

_KEYS = ("publisher", "title", "url", "published")
_NEEDED = ("publisher", "title")


def based_on(value: object) -> tuple[Basis, ...]:
    """The sources in their order; () when nothing is said. Raises `Rejected` naming the entry that is wrong."""
    if value is None or value == "":
        return ()
    if not isinstance(value, list) or not value:
        raise Rejected(f"`based_on` is not a list of sources with {', '.join(_KEYS)}")
    return tuple(_basis(entry, n) for n, entry in enumerate(value, 1))


def _basis(entry: object, number: int) -> Basis:
    where = f"source {number} of `based_on`"
    if not isinstance(entry, Mapping):
        raise Rejected(f"{where} is not a list of `name: value` lines")
    if unknown := sorted(str(key) for key in entry if key not in _KEYS):
        raise Rejected(f"`{unknown[0]}` in {where} is not known; it can be {', '.join(_KEYS)}")
    words = {key: _words(entry.get(key)) for key in _KEYS}
    if missing := [key for key in _NEEDED if not words[key]]:
        raise Rejected(f"{where} has no `{missing[0]}`")
    return Basis(
        words["publisher"],
        words["title"],
        _address(words["url"], where),
        _day(entry.get("published"), where),
    )


def _words(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def _address(url: str, where: str) -> str | None:
    if not url:
        return None
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        known = False
    if not known:
        raise Rejected(f"`url: {url[:80]}` in {where} is no address; write https://..., or leave it out")
    return url


def _day(value: object, where: str) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date().isoformat()
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise Rejected(f"`published: {value}` in {where} is not a day; write 2025-10-25") from error
