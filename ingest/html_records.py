"""What a page says of itself: JSON-LD and meta tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree, html
from lxml.html import HtmlElement

from .html_blocks import blocks_of
from .html_names import author_of, byline, named_in, person, publisher_of
from .html_tree import words
from .noise import bare

_ARTICLE_TYPES = re.compile(r"Article|Report|BlogPosting|NewsStory|WebPage$")
# Comment and CDATA marks around a script, as XHTML wants them.
_WRAPPING = re.compile(
    r"/\*\s*(?:<!\[CDATA\[|\]\]>)\s*\*/|//\s*(?:<!\[CDATA\[|\]\]>)|<!\[CDATA\[|\]\]>|^\s*<!--|-->\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_SUFFIX = re.compile(r"(?<!\s)\s+[-–—|•»:·]\s+[^-–—|•»·]{2,60}$")
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
    """Gather from JSON-LD, then meta tags; what is missing, broken or another story's is empty."""
    meta = _meta(tree)
    base = base or _saved_from(tree)
    linked = _own([r for r in _linked(tree) if _ARTICLE_TYPES.search(_kind(r))], tree, meta, base)
    published = [("json-ld", r["datePublished"]) for r in linked if _is_said(r.get("datePublished"))][:1]
    published += [("meta", meta[n]) for n in _PUBLISHED if n in meta][:1]
    texts = [r["articleBody"] for r in linked if _is_said(r.get("articleBody"))]
    publisher = publisher_of(linked) or meta.get("og:site_name") or meta.get("application-name", "")
    url = _address(tree, linked, meta, base)
    return Records(
        title=_title(tree, linked, meta),
        author=person((author_of(linked), named_in(meta), byline(tree)), publisher, url),
        publisher=publisher,
        url=url,
        language=(tree.get("lang") or meta.get("og:locale") or meta.get("content-language", ""))[:2].lower(),
        published=tuple(published),
        updated=tuple(
            [r["dateModified"] for r in linked if _is_said(r.get("dateModified"))]
            + [meta[n] for n in _UPDATED if n in meta]
        ),
        text=_without_tags(texts[0]) if texts else "",
    )


def _is_said(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _own(
    linked: list[dict[str, Any]], tree: HtmlElement, meta: dict[str, str], base: str | None
) -> list[dict[str, Any]]:
    """The records of this page's article: those of its headline or its address; a page may list other stories.

    A record without either is believed when it is the only one.
    """
    shown = [
        t for t in (meta.get("og:title", ""), *(words(h) for h in tree.iter("h1", "title"))) if t.strip()
    ]
    places = {_path(a) for a in (base, meta.get("og:url"), *_canonical(tree)) if a} - {""}

    def score(record: dict[str, Any]) -> int:
        headline = next((record[n] for n in ("headline", "name") if _is_said(record.get(n))), "")
        named = [record.get(n) for n in ("url", "mainEntityOfPage", "@id")]
        at = {_path(v.get("@id") if isinstance(v, dict) else v) for v in named} - {""}
        same = any(_alike(headline, t) or _alike(t, headline) for t in shown) if headline else False
        if same or at & places:
            return 2
        return 0 if (headline and shown) or (at and places) else 1

    scored = [(score(r), r) for r in linked]
    best = max((n for n, r in scored if not _kind(r).endswith("WebPage")), default=0)
    kept = [r for n, r in scored if n == 2 or (n == 1 and best < 2)]
    return sorted(kept, key=lambda r: _kind(r).endswith("WebPage"))


def _path(url: Any) -> str:
    """What tells a page's address from another's: its path and query, without a last slash."""
    if not isinstance(url, str):
        return ""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return (parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")).lower()


def _canonical(tree: HtmlElement) -> list[str]:
    return [t.get("href") or "" for t in tree.iter("link") if "canonical" in (t.get("rel") or "").lower()]


# What browsers and their helpers write above a page they saved.
_SAVED = re.compile(r"saved from url=\(\d+\)\s*(https?://\S+)|^[^\S\n]*url:\s*(https?://\S+)", re.I | re.M)


def _saved_from(tree: HtmlElement) -> str | None:
    """The address a saved page names in its first comment."""
    for comment in tree.xpath("//comment()")[:3]:
        match = _SAVED.search(comment.text or "")
        if match:
            return match.group(1) or match.group(2)
    return None


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
            raw = _WRAPPING.sub("", script.text or "").strip()
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
        if tag.get("itemprop") and _is_storys(tag, tree):
            continue
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv") or ""
        content = " ".join((tag.get("content") or "").split())
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _is_storys(tag: HtmlElement, tree: HtmlElement) -> bool:
    """Whether a tag of microdata belongs to another story: the item around it has another headline."""
    scope = next((e for e in tag.iterancestors() if e.get("itemscope") is not None), None)
    if scope is None:
        return False
    named = [
        words(e)
        for e in scope.xpath(
            ".//*[@itemprop='headline' or @itemprop='name'][self::h1 or self::h2 or self::h3 or self::h4]"
        )
    ]
    shown = [words(h) for h in tree.iter("h1", "title")]
    return bool(named) and not any(_alike(n, t) or _alike(t, n) for n in named for t in shown if t)


def _title(tree: HtmlElement, linked: list[dict[str, Any]], meta: dict[str, str]) -> str:
    """The headline as the page shows it; records and the window's title are checked against it."""
    recorded = [r["headline"] for r in linked if isinstance(r.get("headline"), str)]
    named = [t for t in (*recorded, meta.get("og:title", ""), meta.get("twitter:title", "")) if t.strip()]
    shown = [_shown(h) for h in tree.iter("h1")]
    window = next((words(t) for t in tree.iter("title")), "")
    for heading in shown:
        if heading and any(_alike(heading, other) for other in (*named, window)):
            return heading
    if len(shown) == 1 and shown[0] and not named:
        return shown[0]
    best = " ".join((named[0] if named else window).split())
    return _without_site(best, tree) or next(iter(filter(None, shown)), "")


def _shown(heading: HtmlElement) -> str:
    """A heading as a reader sees it: a line break parts words, a note's mark is none."""
    return " ".join(block.text for block in blocks_of(heading))


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


def is_section(path: str) -> bool:
    """Whether a path looks like a section's or an index's: no number, no ending but index, two hyphens at most."""
    last = path.rstrip("/").rpartition("/")[2].lower()
    stem, dot, _ = last.partition(".")
    index = stem in ("index", "default", "home", "trang-chu")
    return index or not (dot or any(c.isdigit() for c in last) or last.count("-") + last.count("_") > 2)


def _address(
    tree: HtmlElement, linked: list[dict[str, Any]], meta: dict[str, str], base: str | None
) -> str | None:
    """The canonical address; one that leads to a site's front page or elsewhere is not believed."""
    tags = _canonical(tree)
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
                if base and is_section(parts.path) and not parts.query and _path(full) != _path(base):
                    continue
                return full
    return base
