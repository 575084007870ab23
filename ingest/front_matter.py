"""What a Markdown file says of itself above its text: YAML between lines of ---, or TOML between lines of +++."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, get_args

import yaml

from vectorstore.types import Language

from .errors import Rejected

_YAML = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(?P<head>.*?)^(?:---|\.\.\.)[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE
)
_TOML = re.compile(r"\A\ufeff?\+\+\+[ \t]*\r?\n(?P<head>.*?)^\+\+\+[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
# Our own name of a field first, then what site generators and note-takers call it.
_NAMES = {
    "title": ("title", "headline"),
    "publisher": ("publisher", "outlet", "site_name", "sitename"),
    "author": ("author", "authors", "byline"),
    "url": ("url", "source_url", "canonical_url", "canonical", "link", "source"),
    "published": ("published", "date", "pubDate", "publishDate", "publish_date", "datePublished", "published_at"),
    "updated": ("updated", "lastmod", "last_modified_at", "modified", "dateModified"),
    "language": ("language", "lang"),
}  # fmt: skip


class FrontMatter:
    """The fields above a text. Every reading raises `Rejected` naming the field that is wrong."""

    def __init__(self, head: Mapping[str, Any]) -> None:
        self._head = head

    def get(self, name: str) -> Any:
        """The value as it stands; None without one."""
        return self._head.get(name)

    def __contains__(self, name: str) -> bool:
        return name in self._head

    def word(self, name: str) -> str:
        """A text on one line; of authors there may be several."""
        said, value = self._said(name)
        if value is None:
            return ""
        if said == "authors" or (said == "author" and isinstance(value, list)):
            value = ", ".join(map(str, value)) if isinstance(value, list) else value
        if not isinstance(value, str | int | float | date):
            raise Rejected(f"`{said}` in its front matter is not a text")
        return " ".join(str(value).split())

    def url(self) -> str | None:
        """The address; under a name that may mean something else only what is one."""
        said, _ = self._said("url")
        address = self.word("url")
        return (
            address or None if said == "url" or address.lower().startswith(("http://", "https://")) else None
        )

    def one_of(self, name: str, allowed: tuple[str, ...], default: str | None) -> str | None:
        """One of *allowed*."""
        value = self.word(name)
        if value and value not in allowed:
            raise Rejected(f"`{name}: {value}` in its front matter; it can be {', '.join(allowed)}")
        return value or default

    def language(self) -> str | None:
        """One of ours; `lang: vi-VN` is Vietnamese, and of other languages nothing is said."""
        said, _ = self._said("language")
        if said == "language":
            return self.one_of("language", get_args(Language), None)
        short = self.word("language")[:2].lower()
        return short if short in get_args(Language) else None

    def day(self, name: str) -> str | None:
        """An ISO date."""
        said, value = self._said(name)
        if value in (None, "", "unknown"):
            return None
        try:
            if isinstance(value, datetime):
                return value.date().isoformat()
            if isinstance(value, date):
                return value.isoformat()
            return date.fromisoformat(str(value)[:10]).isoformat()
        except ValueError as error:
            raise Rejected(f"`{said}: {value}` in its front matter is not a day; write 2025-10-25") from error

    def _said(self, name: str) -> tuple[str, Any]:
        """Under which name a field stands, and its value."""
        names = _NAMES.get(name, (name,))
        return next(((n, self._head[n]) for n in names if self._head.get(n) is not None), (name, None))


def parted(text: str) -> tuple[FrontMatter, str]:
    """The front matter and the text below it. Raises `Rejected` when it cannot be read."""
    if match := _YAML.match(text):
        return FrontMatter(_of_yaml(match.group("head"))), text[match.end() :]
    if match := _TOML.match(text):
        return FrontMatter(_of_toml(match.group("head"))), text[match.end() :]
    return FrontMatter({}), text


def _of_yaml(text: str) -> Mapping[str, Any]:
    try:
        head = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = f" near line {line + 2}" if line is not None else ""
        raise Rejected(f"its front matter is not YAML{where}; quote values that hold a colon") from error
    if head is None:
        return {}
    if not isinstance(head, dict):
        raise Rejected("its front matter is not a list of `name: value` lines")
    return head


def _of_toml(text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        raise Rejected(f"its front matter is not TOML ({error}); put texts in quotes") from error
