"""Who wrote a page and who published it, from its records and its byline: a person's name is one, an outlet's is none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from vectorstore.text import fold

from .html_tree import words
from .noise import bare, noise
from .publishers import publishers
from .shapes import author_in

# An address, a figure or a desk is no person.
_NO_NAME = re.compile(
    r"://|@|\.(?:com|vn|org|net)\b|\d{3}|^(?:báo|tạp chí|ban biên tập|tòa soạn|news ?desk)\b", re.I
)
# What somebody is, beside or in the place of a name: "Jane Doe, Staff Writer", "Nhóm phóng viên". Folded, lower case.
_ROLE = re.compile(
    r"\b(?:writers?|reporters?|correspondents?|editors?|staff|contributors?|journalists?|columnists?|bureau|desk"
    r"|phong vien|nhom pv|bien tap|thuong tru|cong tac vien|ban thoi su)\b"
)
_BY = re.compile(r"^(?:by|tác giả|theo|pv)[:\s]\s*", re.I)


def person(names: Iterable[str | None], publisher: str, url: str | None) -> str | None:
    """The first that is a person's name: many records name the outlet itself, or an account of its system."""
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    others = {bare(publisher), bare(host), bare(host.partition(".")[0]), *noise().accounts} - {""}
    for name in filter(None, names):
        parts = [_without_outlet(part) for part in re.split(r"[,;]", name)]
        people = [
            p
            for p in parts
            if p and bare(p) not in others and not publishers().knows(p) and not _NO_NAME.search(p)
        ]
        people = [
            p for p in people if bare(p) not in noise().unnamed_authors and not _ROLE.search(fold(p).lower())
        ]
        if people:
            return ", ".join(dict.fromkeys(people))
    return None


def _without_outlet(name: str) -> str:
    """ "Mai Lan/VOV.VN", "Mai Lan (Theo Báo Lạ)" and "By Mai Lan - Báo Lạ" are Mai Lan."""
    name = _BY.sub("", " ".join(name.split()))
    first, mark, rest = re.match(r"^(.*?)( ?[/|–(] ?| - |$)(.*)$", name, re.S).groups()  # type: ignore[union-attr]
    rest = _BY.sub("", rest.rstrip(") "))
    is_outlet = bool(mark) and (publishers().knows(rest) or "." in rest or rest.isupper())
    return first.strip() if is_outlet else name


def author_of(linked: list[dict[str, Any]]) -> str | None:
    """The author that a record names."""
    for record in linked:
        names = [_name(a) for a in _listed(record.get("author"))]
        found = ", ".join(n for n in names if n and "://" not in n)
        if found:
            return found
    return None


def named_in(meta: dict[str, str]) -> str | None:
    """The author that a meta tag names."""
    return next(
        (meta[n] for n in ("author", "article:author_name") if n in meta and "://" not in meta[n]), None
    )


def byline(tree: HtmlElement) -> str | None:
    """The name in the first short element that is marked as a byline."""
    for element in tree.xpath(
        "//*[@rel='author' or contains(@class, 'byline') or contains(@class, 'author')]"
    ):
        quoted = element.tag == "body" or next(element.iterancestors("blockquote"), None) is not None
        name = None if quoted else author_in(words(element))
        if name:
            return name
    return None


def publisher_of(linked: list[dict[str, Any]]) -> str:
    """The publisher that a record names, "" when none does."""
    return next((n for r in linked for p in _listed(r.get("publisher")) if (n := _name(p))), "")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _name(value: Any) -> str:
    name = value.get("name") if isinstance(value, dict) else value
    name = name[0] if isinstance(name, list) and name else name
    return " ".join(name.split()) if isinstance(name, str) else ""
