"""What a page says of itself: JSON-LD and meta tags."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree, html
from lxml.html import HtmlElement

from .html_tree import words
from .noise import bare, noise
from .shapes import author_in

_ARTICLE_TYPES = re.compile(r"Article|Report|BlogPosting|NewsStory|WebPage$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_SUFFIX = re.compile(r"\s+[-–—|•»:·]\s+[^-–—|•»·]{2,60}$")
_PREFIX = re.compile(r"^[^-–—|•»·]{2,60}\s+[-–—|•»:·]\s+")
# Nested deeper than any record of an article; a bound for the walk.
_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Records:
    """The page's records, as they stand. Dates are any form of date and time, in order of trust."""

    title: str
    author: str | None
    publisher: str
    url: str | None
    language: str
    published: tuple[tuple[str, str], ...]  # where from, the words
    updated: tuple[str, ...]
    text: str = ""  # the article's text, where the record carries it


def read_records(tree: HtmlElement, base: str | None = None) -> Records:
    """Gather from JSON-LD, then meta tags; what is missing or broken is empty."""
    linked = [r for r in _linked(tree) if _ARTICLE_TYPES.search(_kind(r))]
    linked.sort(key=lambda r: _kind(r).endswith("WebPage"))
    meta = _meta(tree)
    published = [("json-ld", r["datePublished"]) for r in linked if isinstance(r.get("datePublished"), str)][
        :1
    ]
    published += [("meta", meta[n]) for n in _PUBLISHED if n in meta][:1]
    texts = [r["articleBody"] for r in linked if isinstance(r.get("articleBody"), str)]
    publisher = _publisher(linked) or meta.get("og:site_name") or meta.get("application-name", "")
    return Records(
        title=_title(tree, linked, meta),
        author=next(filter(_is_person(publisher), (_author(linked), _named_in(meta), _byline(tree))), None),
        publisher=publisher,
        url=_address(tree, linked, meta, base),
        language=(tree.get("lang") or meta.get("og:locale") or meta.get("content-language", ""))[:2].lower(),
        published=tuple(published),
        updated=tuple(
            [r["dateModified"] for r in linked if isinstance(r.get("dateModified"), str)]
            + [meta[n] for n in _UPDATED if n in meta]
        ),
        text=_without_tags(texts[0]) if texts else "",
    )


_PUBLISHED = ("article:published_time", "og:article:published_time", "pubdate", "publishdate", "date", "dc.date.issued",
              "dc.date", "dcterms.created", "sailthru.date", "parsely-pub-date", "datepublished", "publish-date",
              "article.published", "citation_publication_date", "its_publication", "cxenseparse:recs:publishtime")  # fmt: skip
_UPDATED = (
    "article:modified_time",
    "og:updated_time",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "datemodified",
)


def _without_tags(text: str) -> str:
    """Some records carry HTML; its blocks become lines."""
    if "<" not in text:
        return text
    try:
        tree = html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    return "\n\n".join(words(block) for block in tree.iter("p", "li", "h2", "h3"))


def _linked(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            raw = (script.text or "").strip().removeprefix("<!--").removesuffix("-->")
            for attempt in (raw, _TRAILING_COMMA.sub(r"\1", raw), raw.replace("\n", " ").replace("\t", " ")):
                try:
                    yield from _walk(json.loads(attempt, strict=False), 0)
                    break
                except (ValueError, RecursionError):
                    continue


def _walk(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _walk(value.get(name), depth + 1)


def _kind(record: dict[str, Any]) -> str:
    kind = record.get("@type", "")
    return " ".join(map(str, kind)) if isinstance(kind, list) else str(kind)


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Names and properties of meta tags, lower case; the first of each counts."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv") or ""
        content = " ".join((tag.get("content") or "").split())
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _title(tree: HtmlElement, linked: list[dict[str, Any]], meta: dict[str, str]) -> str:
    """The headline as the page shows it; records and the window's title are checked against it."""
    recorded = [r["headline"] for r in linked if isinstance(r.get("headline"), str)]
    named = [t for t in (*recorded, meta.get("og:title", ""), meta.get("twitter:title", "")) if t.strip()]
    shown = [words(h) for h in tree.iter("h1")]
    window = next((words(t) for t in tree.iter("title")), "")
    for heading in shown:
        if heading and any(_alike(heading, other) for other in (*named, window)):
            return heading
    if len(shown) == 1 and shown[0] and not named:
        return shown[0]
    best = " ".join((named[0] if named else window).split())
    return _without_site(best, tree) or next(iter(filter(None, shown)), "")


def _without_site(title: str, tree: HtmlElement) -> str:
    """A window's title without the site's name: the part that stands on the page, else without the suffix."""
    forms = [title, _SUFFIX.sub("", title), _PREFIX.sub("", title)]
    if len(set(forms)) == 1:
        return title
    lines = {words(e) for e in tree.iter("h1", "h2", "h3", "div", "span", "p", "td", "b", "strong", "a")}
    return next((form for form in forms if form in lines), forms[1])


def _alike(one: str, other: str) -> bool:
    a, b = set(bare(one).split()), set(bare(other).split())
    return bool(a) and len(a & b) >= 0.6 * len(a)


def _is_person(publisher: str) -> Callable[[str | None], bool]:
    """Whether a record's author is one: many name the outlet itself, or an account of its system."""
    others = {bare(publisher), *noise().accounts}
    return lambda name: bool(name) and bare(name or "") not in others


def _author(linked: list[dict[str, Any]]) -> str | None:
    for record in linked:
        names = [_name(a) for a in _listed(record.get("author"))]
        found = ", ".join(n for n in names if n and "://" not in n)
        if found:
            return found
    return None


def _named_in(meta: dict[str, str]) -> str | None:
    return next(
        (meta[n] for n in ("author", "article:author_name") if n in meta and "://" not in meta[n]), None
    )


def _byline(tree: HtmlElement) -> str | None:
    """The name in the first short element that is marked as a byline."""
    for element in tree.xpath(
        "//*[@rel='author' or contains(@class, 'byline') or contains(@class, 'author')]"
    ):
        name = author_in(words(element)) if element.tag != "body" else None
        if name:
            return name
    return None


def _publisher(linked: list[dict[str, Any]]) -> str:
    return next((n for r in linked for p in _listed(r.get("publisher")) if (n := _name(p))), "")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _name(value: Any) -> str:
    name = value.get("name") if isinstance(value, dict) else value
    name = name[0] if isinstance(name, list) and name else name
    return " ".join(name.split()) if isinstance(name, str) else ""


def _address(
    tree: HtmlElement, linked: list[dict[str, Any]], meta: dict[str, str], base: str | None
) -> str | None:
    """The canonical address; one that leads to a site's front page or elsewhere is not believed."""
    tags = [t.get("href") or "" for t in tree.iter("link") if "canonical" in (t.get("rel") or "").lower()]
    named = [r.get(n) for r in linked for n in ("url", "mainEntityOfPage")]
    named = [v.get("@id") if isinstance(v, dict) else v for v in named]
    for address in (*tags, meta.get("og:url"), *named):
        if isinstance(address, str) and address.strip():
            try:
                full = urljoin(base or "", address.strip())
                parts = urlsplit(full)
                host = parts.hostname
            except ValueError:
                continue
            if parts.scheme in ("http", "https") and host and (parts.path.strip("/") or parts.query):
                return full
    return base
