"""Pages that are no article, told by name: errors, walls, challenges, redirects, front pages."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources
from urllib.parse import urlsplit

from vectorstore.text import fold

from .errors import Rejected
from .html_body import Body
from .html_boxes import is_prose
from .html_records import Records
from .html_tree import Page, words

# An article of this length that speaks of such a page is an article all the same. Characters of prose.
_SHORT = 1500
_LINES = 6  # so far down such a page says what it is
# So many teasers, and this share of what was found, make a front page.
_TEASERS, _TEASER_SHARE = 3, 0.6


def refuse(page: Page, records: Records, body: Body, url: str | None) -> None:
    """Raise `Rejected` with the kind of page when *page* is no article."""
    prose = [b for b in body.blocks if is_prose(b)]
    length = sum(len(b.text) for b in prose)
    if _redirects(page) and length < _SHORT:
        raise Rejected("it is a redirect to another page; fetch that one")
    if length < _SHORT and not records.published:
        title = [records.title, *(words(h) for h in page.tree.iter("title", "h1"))]
        said = [b.text for b in (*page.blocks[:_LINES], *body.blocks[:_LINES])] if length < _SHORT / 2 else []
        for what, pattern in _patterns():
            if any(pattern.search(fold(line).lower()) for line in [*title, *said] if len(line) <= 300):
                raise Rejected(f"it is {what}, not an article; save the article's own page")
    if _is_front(url) or ((body.head < 0 or page.blocks[body.head].tag != "h1") and _is_list(page, body)):
        raise Rejected("it is a front page or a list of articles; give the articles' own pages")


# "0; url=...": a page that stays longer is one that loads itself again now and then. Seconds.
_REFRESH = re.compile(r"^\s*(?:(?:[0-5](?:\.\d+)?|\.\d+)\s*)?[;,]\s*url\s*=", re.I)


def _redirects(page: Page) -> bool:
    return any(
        (tag.get("http-equiv") or "").lower() == "refresh"
        and _REFRESH.match(tag.get("content") or "") is not None
        for tag in page.head.iter("meta")
    )


def _is_front(url: str | None) -> bool:
    """Whether an address is a site's root."""
    try:
        parts = urlsplit(url or "x://x/x")
    except ValueError:
        return False
    return parts.path.rstrip("/") in ("", "/index.html", "/index.php", "/index.htm") and not parts.query


def _is_list(page: Page, body: Body) -> bool:
    """Whether most of the prose found stands right below a heading or a line that is a link: teasers."""
    prose = [n for n in body.places if is_prose(page.blocks[n])]
    below = [n for n in prose if n and page.blocks[n - 1].linked >= 0.7]
    return len(below) >= _TEASERS and len(below) >= _TEASER_SHARE * len(prose)


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    raw = tomllib.loads(resources.files("ingest").joinpath("data/refused.toml").read_text("utf-8"))
    return tuple((page["what"], re.compile("|".join(page["says"]))) for page in raw["page"])
