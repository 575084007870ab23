"""An HTML page -> Draft: trafilatura finds the body, the page's records name and date it."""

from __future__ import annotations

import configparser
import copy
import functools
import logging
import re
from datetime import date
from urllib.parse import urlsplit

import trafilatura
from lxml import etree
from lxml.html import HtmlElement
from trafilatura.settings import use_config

from vectorstore.types import Caption

from .clean import clean
from .decode import LOST
from .draft import Draft
from .errors import Rejected
from .html_dates import page_days
from .html_headings import with_headings
from .html_records import read_records
from .html_tree import Page, drop, load, part_humps, words
from .language import language_of
from .noise import bare
from .publishers import publishers

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

# How pages name the paragraph above the article, and its size in characters.
_LEAD_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sapo|description|summary|lead|lede|standfirst|excerpt|dek|intro|chapeau)(?:$|[\s_-])|summary$",
    re.I,
)
_LEAD_MIN, _LEAD_MAX = 30, 900
# A page that scripts fill holds its article only in its record; otherwise both are of one length.
_SCRIPTED_SHARE = 3
_SEEN = 60  # characters of a paragraph by which a caption's place is found again


def read_page(raw: bytes, today: date, url: str | None = None) -> Draft:
    """The article of a page. Raises `Rejected` when it has none."""
    page = load(raw)
    records = read_records(page.head, url)
    body = "\n\n".join(_body(page, url, records.title))
    if len(records.text) > _SCRIPTED_SHARE * len(body):
        body = records.text
    found = clean(body, records.title)
    if not found.paragraphs:
        raise Rejected("there is no article on the page")
    language = language_of(found.text)
    abroad = not _is_vietnamese(records.url or url) and language == "en"
    days = page_days(
        page.tree, records, found.paragraphs[-1], today, vietnamese=not abroad, day_first=not abroad
    )
    return Draft(
        paragraphs=tuple(found.paragraphs),
        title=records.title or found.title,
        outlet=_known_host(records.url) or records.publisher or (found.outlet if not records.url else ""),
        author=records.author or found.author,
        url=records.url,
        stated=found.stated,
        published=days.published if days.told else _guessed(page, today),
        published_how=days.how if days.told else "metadata",
        updated=days.updated,
        language=language,
        captions=tuple(_placed(page, found.paragraphs, found.captions)),
        day_first=not abroad,
    )


def _body(page: Page, url: str | None, title: str) -> list[str]:
    """The lead and the paragraphs trafilatura takes for the article, in order."""
    lead = _lead(page.tree)
    tree = copy.deepcopy(page.tree)
    for heading in list(tree.iter("h1")):
        if bare(words(heading)) == bare(title):
            drop(heading)
    document = trafilatura.bare_extraction(
        tree, url=url, fast=True, include_comments=False, include_tables=True, config=_settings()
    )
    if document is None or isinstance(document, dict) or document.body is None:
        return []
    found = with_headings(page.tree, list(dict.fromkeys(filter(None, _paragraphs(document.body)))))
    return [lead, *found] if lead and found and not any(lead in p for p in found) else found


def _lead(tree: HtmlElement) -> str:
    """The paragraph that a page sets apart above its article."""
    for element in tree.iter("p", "h2", "div", "strong", "span"):
        if (
            _LEAD_CLASS.search(part_humps(element.get("class", "")))
            and _LEAD_MIN <= len(words(element)) <= _LEAD_MAX
        ):
            return words(element)
    return ""


def _paragraphs(body: etree._Element) -> list[str]:
    found: list[str] = []
    for element in body.iter("p", "head", "item", "quote", "row", "code", "ab"):
        if any(
            a.tag in ("p", "item", "quote", "row", "code") for a in element.iterancestors() if a is not body
        ):
            continue
        for line in _lines(element):
            found.append(" ".join(line.split()))
    return found


def _lines(element: etree._Element) -> list[str]:
    """The text of an element; a line break parts it, and so do the blocks in it."""
    for broken in element.iter("lb"):
        broken.tail = "\n" + (broken.tail or "")
    for block in element.iter("p", "item", "cell"):
        if block is not element:
            space = " " if block.tag == "cell" else "\n"
            block.text, block.tail = space + (block.text or ""), space + (block.tail or "")
    return "".join(element.itertext()).split("\n")


def _known_host(url: str | None) -> str:
    """The page's host when the lists name its outlet: surer than what a page calls itself."""
    host = urlsplit(url).hostname if url else None
    return host if host and publishers().known_host(host) else ""


def _is_vietnamese(url: str | None) -> bool:
    host = urlsplit(url).hostname if url else None
    return bool(host and host.endswith(".vn"))


def _guessed(page: Page, today: date) -> str | None:
    """htmldate's reading of the page's records, when ours found none; it may not guess from text."""
    import htmldate

    try:
        return htmldate.find_date(
            etree.tostring(page.head, encoding="unicode", method="html"),
            extensive_search=False,
            original_date=True,
            max_date=today.isoformat(),
        )
    except (ValueError, TypeError, AttributeError, etree.LxmlError):
        return None


def _placed(page: Page, paragraphs: list[str], lines: list[Caption]) -> list[Caption]:
    """Captions of pictures before the paragraphs they stood above, then those found among the lines."""
    starts: dict[str, int] = {}
    at = 0
    for paragraph in paragraphs:
        starts.setdefault(paragraph[:_SEEN], at)
        at += len(paragraph) + 2
    end = max(0, at - 2)
    known = {c.text for c in lines} | set(paragraphs)
    placed = [
        Caption(t, starts.get(below[:_SEEN], end))
        for t, below in page.captions
        if t not in known and LOST not in t
    ]
    return sorted([*lines, *placed], key=lambda c: c.at)


@functools.cache
def _settings() -> configparser.ConfigParser:
    """Short reports are articles too; the limits are ours."""
    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "80")
    settings.set("DEFAULT", "MIN_OUTPUT_SIZE", "20")
    return settings
