"""An HTML page -> Draft: its blocks are its text, its records name and date it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from vectorstore.text import nfc
from vectorstore.types import Caption

from .decode import LOST
from .draft import Draft
from .errors import Rejected
from .html_body import Body, body_of
from .html_dates import page_days
from .html_ends import Ends, without_ends
from .html_records import Records, read_records
from .html_refuse import refuse
from .html_tree import Page, load
from .language import language_of
from .mojibake import mended
from .publishers import publishers
from .shapes import author_in, is_tail_heading

# A page that scripts fill holds its article only in its record; otherwise both are of one length.
_SCRIPTED_SHARE = 3


def read_page(raw: bytes, today: date, url: str | None = None) -> Draft:
    """The article of a page. Raises `Rejected` when it has none."""
    page = load(raw)
    records = read_records(page.head, url)
    body = body_of(page.tree, page.blocks, url, records.title, vietnamese=_seems_vietnamese(page, records))
    refuse(page, records, body, records.url or url)
    blocks = [replace(b, text=t) for b in body.blocks if LOST not in b.text and (t := mended(nfc(b.text)))]
    found = without_ends(blocks, records.title)
    paragraphs = found.paragraphs
    if len(records.text) > _SCRIPTED_SHARE * sum(map(len, paragraphs)):
        paragraphs = [nfc(line) for line in records.text.split("\n") if line.strip()]
    if not paragraphs:
        raise Rejected("there is no article on the page")
    return _draft(page, records, body, found, paragraphs, today, url)


def _draft(
    page: Page, records: Records, body: Body, found: Ends, paragraphs: list[str], today: date, url: str | None
) -> Draft:
    language = language_of("\n".join(paragraphs))
    vietnamese = language == "vi" or _is_vietnamese(records.url or url)
    day_first = vietnamese or language != "en"  # of the languages read here only English swaps day and month
    days = page_days(page, records, body, today, vietnamese=vietnamese, day_first=day_first)
    return Draft(
        paragraphs=tuple(paragraphs),
        title=mended(records.title),
        outlet=_known_host(records.url) or records.publisher or (found.outlet if not records.url else ""),
        author=records.author or found.author or _signed(page, body),
        url=records.url,
        published=days.published,
        published_how=days.how,
        updated=days.updated,
        language=language,
        captions=tuple(_placed(body, paragraphs, found.captions)),
        day_first=day_first,
        converted=page.converted,
    )


def _signed(page: Page, body: Body) -> str | None:
    """The name in the line right below the article."""
    for block in page.blocks[body.places[-1] + 1 : body.places[-1] + 2] if body.places else ():
        return author_in(block.text) if block.linked < 0.5 and not is_tail_heading(block.text) else None
    return None


def _seems_vietnamese(page: Page, records: Records) -> bool:
    return language_of(" ".join(block.text for block in page.blocks)) == "vi"


def _known_host(url: str | None) -> str:
    """The page's host when the lists name its outlet: surer than what a page calls itself."""
    host = urlsplit(url).hostname if url else None
    return host if host and publishers().known_host(host) else ""


def _is_vietnamese(url: str | None) -> bool:
    host = urlsplit(url).hostname if url else None
    return bool(host and host.endswith(".vn"))


def _placed(body: Body, paragraphs: list[str], credited: list[tuple[str, str]]) -> list[Caption]:
    """Captions of pictures before the paragraphs they stood above."""
    starts: dict[str, int] = {}
    at = 0
    for paragraph in paragraphs:
        starts.setdefault(paragraph, at)
        at += len(paragraph) + 2
    end = max(0, at - 2)
    known = set(paragraphs)
    placed = {t: Caption(t, starts.get(nfc(below), end)) for t, below in (*credited, *body.captions)
              if t not in known and LOST not in t}  # fmt: skip
    return sorted(placed.values(), key=lambda c: c.at)
