"""Pages that are no article, told by name: errors, walls, challenges, redirects, front pages."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib import resources
from urllib.parse import urlsplit

from vectorstore.text import fold

from .errors import Rejected
from .html_blocks import HEADINGS
from .html_body import Body
from .html_boxes import is_prose
from .html_records import Records
from .html_tree import Page, words
from .shapes import repeats

# An article of this length that speaks of such a page is an article all the same. Characters of prose.
_SHORT = 1500
# A day or a name between a title and its teaser. Characters.
_LABEL_MAX = 40
_LINES = 6  # so far down such a page says what it is
# So many teasers, and this share of what was found, make a front page.
_TEASERS, _TEASER_SHARE = 3, 0.6
# What teasers' titles stand in.
_TITLED = HEADINGS | {"li", "dt"}
_LINKED = 0.7  # share of a line that is a link


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
    if _is_front(url) or _is_list(page, records, body):
        raise Rejected("it is a front page or a list of articles; give the articles' own pages")


# "0; url=...": a page that stays longer is one that loads itself again now and then. Seconds.
_REFRESH = re.compile(r"^\s*(?:(?:[0-5](?:\.\d+)?|\.\d+)\s*)?[;,]\s*url\s*=", re.I)


def _redirects(page: Page) -> bool:
    return any(
        (tag.get("http-equiv") or "").lower() == "refresh"
        and _REFRESH.match(tag.get("content") or "") is not None
        for tag in page.head.iter("meta")
    )


# A site's root, also of one of its languages.
_ROOT = re.compile(
    r"/?|/(?:(?:vi|vn|en|fr|es|ru|zh|cn|ja|jp|ko|kr|de|lo|km|th)(?:[-_][a-z]{2})?/?)?(?:(?:index|default|home|trang-chu|homepage)(?:\.\w{3,5})?/?)?",
    re.I,
)


def _is_front(url: str | None) -> bool:
    """Whether an address is a site's root."""
    try:
        parts = urlsplit(url or "x://x/x")
    except ValueError:
        return False
    return _ROOT.fullmatch(parts.path) is not None and not parts.query


def _is_list(page: Page, records: Records, body: Body) -> bool:
    """Whether most of the prose found stands below lines that are links: teasers.

    Below a headline of its own, all of it must stand below linked headings, as more of the page does, and no record
    may tell a day: an article with linked headings begins with words of its own.
    """
    prose = [n for n in body.places if is_prose(page.blocks[n])]
    if body.head >= 0 and page.blocks[body.head].tag == "h1":
        all_ = [n for n in range(body.head, len(page.blocks)) if is_prose(page.blocks[n])]
        headed = [n for n in all_ if _is_below_link(page, n, body.head + 1, _TITLED)]
        others = [n for n in headed if not repeats(page.blocks[n - 1].text, records.title)]
        many = len(others) >= max(_TEASERS, _TEASER_SHARE * len(all_))
        return not records.published and many and bool(prose) and set(prose) <= set(others)
    below = [n for n in prose if _is_below_link(page, n)]
    return len(below) >= _TEASERS and len(below) >= _TEASER_SHARE * len(prose)


def _is_below_link(page: Page, n: int, least: int = 0, tags: frozenset[str] = frozenset()) -> bool:
    """Whether a block stands right below a line that is a link, of *tags* if any and not before *least*; a day may
    stand between."""
    above = page.blocks[max(least, n - 2) : n]
    if len(above) == 2 and len(above[1].text) <= _LABEL_MAX and above[1].linked < _LINKED:
        above.pop()
    return bool(above) and above[-1].linked >= _LINKED and (not tags or above[-1].tag in tags)


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    raw = tomllib.loads(resources.files("ingest").joinpath("data/refused.toml").read_text("utf-8"))
    return tuple((page["what"], re.compile("|".join(page["says"]))) for page in raw["page"])
