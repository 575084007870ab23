"""What a feed (RSS, Atom, JSON Feed), a sitemap or a list in JSON holds: addresses, and articles where it has them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from .decode import decode
from .errors import NotArticles, Rejected
from .fields import Fields, plain_name
from .shapes import is_cut

# RFC-less, but sitemaps.org allows 50,000 addresses in one file.
MAX_LINKS = 50_000
_ROOTS = ("rss", "feed", "rdf", "urlset", "sitemapindex")
_NO_FEED = "it is neither a page nor a feed"
# Under what services and collectors keep a list of articles.
_LISTS = frozenset(
    "items articles entries posts results documents docs data records news stories hits response".split()
)
# An object inside an object inside an object: as deep as lists of articles lie.
_DEPTH = 3
# What WordPress adds to the text of each entry, and how that goes on.
_APPENDED = ("The post ", "Bài viết ")
_FIRST_ON = ("appeared first on", "xuất hiện đầu tiên", "đã xuất hiện")
_TAG = re.compile(r"<[^<>]{0,500}>")
# `content` of some feeds is the sentence or two below a headline. Characters.
_TEASER_MAX = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its address ("" without one), and its record as JSON when the list holds the whole text."""

    link: str
    record: str | None = None


def links_in(data: bytes, url: str) -> list[str]:
    """Addresses in a feed or sitemap, newest first where it says, each once. Raises `Rejected`."""
    return [entry.link for entry in entries_in(".xml", data, url) if entry.link]


def entries_in(kind: str, data: bytes, url: str) -> list[Entry]:
    """What a list of *kind* ".json", ".epub" or of another (XML) holds, an XML address once. Raises `Rejected`."""
    if kind == ".epub":
        from .book import chapters_in

        return [Entry("", record) for record in chapters_in(data)]
    if kind == ".json":
        return list(dict.fromkeys(_of_json(data, url)))[:MAX_LINKS]
    once: dict[str, Entry] = {}
    for entry in _of_xml(data, url):
        if entry.link or entry.record:
            once.setdefault(entry.link or str(entry.record), entry)
    return list(once.values())[:MAX_LINKS]


def _of_xml(data: bytes, url: str) -> list[Entry]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotArticles(_NO_FEED) from error
    if root is None or _name(root) not in _ROOTS:
        raise NotArticles(_NO_FEED)
    entries = [e for e in root.iter() if _name(e) in ("item", "entry", "url", "sitemap")]
    # The order of a feed is its own; a sitemap is often oldest first.
    if _name(root) in ("urlset", "sitemapindex"):
        entries.sort(key=_date, reverse=True)
    return [_entry(e, _joined(url, _link(e)) if _link(e) else "") for e in entries]


def _joined(url: str, link: str) -> str:
    """The address of a link; a malformed one as it stands, to be refused by name when it is asked for."""
    try:
        return urljoin(url, link)
    except ValueError:
        return link


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _link(entry: etree._Element) -> str:
    """The link of an entry; of Atom's several the one to the page itself."""
    for child in entry:
        if _name(child) in ("link", "loc") and child.get("rel", "alternate") == "alternate":
            link = (child.get("href") or child.text or "").strip()
            if link:
                return link
    return next(
        (
            c.text.strip()
            for c in entry
            if _name(c) == "guid" and (c.text or "").strip().startswith("http") and c.text
        ),
        "",
    )


def _date(entry: etree._Element) -> str:
    return next(
        ((c.text or "").strip() for c in entry.iter() if _name(c) in ("lastmod", "publication_date")), ""
    )


def _entry(entry: etree._Element, link: str) -> Entry:
    """With its record when it carries its whole text: `content:encoded`, or Atom's `content`."""
    said = {_name(child): _inner(child) for child in reversed(entry)}
    text = _without_credit(said.get("encoded") or said.get("content", ""))
    if not _is_whole(text):
        return Entry(link)
    author = next((c for c in entry if _name(c) in ("creator", "author")), None)
    record = {
        "url": link,
        "title": said.get("title", ""),
        "author": "" if author is None else _words(author),
        "published": said.get("pubdate") or said.get("published") or said.get("date", ""),
        "updated": said.get("updated", ""),
        "content_html": text,
    }
    return Entry(link, json.dumps({k: v for k, v in record.items() if v}, ensure_ascii=False))


def _without_credit(text: str) -> str:
    """An entry's text without the last paragraph in which WordPress names the site."""
    at = text.rfind("<p")
    last = " ".join(_TAG.sub("", text[at:]).split())
    is_credit = at >= 0 and last.startswith(_APPENDED) and any(mark in last for mark in _FIRST_ON)
    return text[:at] if is_credit else text


def _inner(element: etree._Element) -> str:
    """An element's text; of XHTML in Atom its markup."""
    if len(element) and element.get("type") == "xhtml":
        markup = "".join(etree.tostring(child, encoding="unicode", with_tail=False) for child in element)
        return re.sub(r"(</?)[\w-]{1,20}:", r"\1", markup)
    return (element.text or "").strip()


def _words(author: etree._Element) -> str:
    """A person's name: Atom writes it into an element of its own; RSS 2.0 an address before it, in brackets."""
    name = next((c.text or "" for c in author if _name(c) == "name"), author.text or "").strip()
    bracketed = re.search(r"@\S{1,100} \(([^()]{1,100})\)$", name)
    return bracketed.group(1) if bracketed else "" if "@" in name else name


def _is_whole(text: str) -> bool:
    """Whether an entry's text is an article and no teaser for one."""
    said = " ".join(_TAG.sub(" ", text).split())
    return (
        len(said) > _TEASER_MAX
        and not is_cut(said)
        and not said.endswith(("[…]", "[...]", "[&#8230;]", "[&hellip;]"))
    )


def _of_json(data: bytes, url: str) -> list[Entry]:
    """A JSON Feed, a service's answer, or a list of records that somebody saved."""
    try:
        value = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise Rejected("it is not JSON; of several objects one after another call the file .jsonl") from error
    found = _list(value, 0)
    if found is None:
        raise NotArticles("it holds no list of articles with a `text`, `content` or `body`")
    return [_json_entry(record, url) for record in found]


def _list(value: Any, depth: int) -> list[Any] | None:
    """The list of records in *value*, or the one record that it is; None when there is none."""
    if isinstance(value, list):
        return value if any(isinstance(v, Mapping) and _holds(v) for v in value) else None
    if not isinstance(value, Mapping):
        return None
    for name, inner in value.items():
        if depth < _DEPTH and plain_name(str(name)) in _LISTS:
            found = _list(inner, depth + 1)
            if found is not None:
                return found
    return [value] if Fields(value).text() else None


def _holds(record: Mapping[str, Any]) -> bool:
    """Whether it has a text, or as an entry of a feed at least an address and a name."""
    known = Fields(record)
    return bool(known.text()) or bool(known.word(("url", "link")) and known.word(("title", "headline")))


def _json_entry(record: Any, url: str) -> Entry:
    if not isinstance(record, Mapping):
        return Entry("", json.dumps(record, ensure_ascii=False))
    known = Fields(record)
    link = known.word(("url", "link", "externalurl"))
    link = _joined(url, link) if link else ""
    is_told = bool(known.text()) or not link  # one with neither is refused by its number when it is read
    return Entry(link, json.dumps(record, ensure_ascii=False) if is_told else None)
