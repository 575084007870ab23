"""Dates that stand on a page for something else: another story's card, the site's own head with its clock."""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement

from .html_blocks import HEADINGS
from .html_body import Body
from .html_tree import Page, words
from .noise import bare

# A link of so many words is a story's title: names of sections and of writers are shorter. Words.
_TITLE_WORDS = 5
# A heading of a story, when it is a link or a record calls it so. Words.
_HEADING_WORDS = 2
# So many links make a menu, in which a date is the site's clock. Links.
_MENU = 5
# Share of the words of the shorter of two titles that are one.
_SAME = 0.8
_ROOTS = frozenset({"html", "body"})


class Strays:
    """Tells which elements of a page stand outside its article, in a box that is another story's or the site's."""

    def __init__(self, page: Page, body: Body, title: str) -> None:
        self._title = bare(title)
        own = [block.element for block in body.blocks]
        if body.head >= 0:
            own.append(page.blocks[body.head].element)
        above = page.blocks[: body.head] if body.head >= 0 else ()
        self._above = {e for block in above for e in (block.element, *block.element.iterancestors())}
        self._holds = {e for one in own for e in (one, *one.iterancestors())}
        self._known: dict[HtmlElement, bool] = {}

    def holds(self, element: HtmlElement) -> bool:
        """Whether *element* is no part of the article and of nothing that is."""
        box = None
        at: HtmlElement | None = element
        while at is not None and at not in self._holds:
            box, at = at, at.getparent()
        if box is None or box.tag in _ROOTS:
            return False
        if box not in self._known:
            self._known[box] = self._is_story(box) or (box in self._above and _is_site_head(box))
        return self._known[box]

    def _is_story(self, box: HtmlElement) -> bool:
        """Whether a box names another story: by a heading that is a link or a record's, or by a long link."""
        headings = (h for h in box.iter(*HEADINGS) if _is_named(h))
        said = [*_titles(headings, _HEADING_WORDS), *_titles(box.iter("a"), _TITLE_WORDS)]
        return bool(said) and not any(self._is_own(title) for title in said)

    def _is_own(self, title: str) -> bool:
        """Whether a title is the page's, which may have the site's name behind it."""
        said, own = set(title.split()), set(self._title.split())
        return len(said & own) >= _SAME * max(1, min(len(said), len(own)))


def _titles(elements: Iterable[HtmlElement], least: int) -> list[str]:
    return [bare(text) for e in elements if len((text := words(e)).split()) >= least]


def _is_named(heading: HtmlElement) -> bool:
    around = (heading, *list(heading.iterancestors())[:2])
    return heading.find(".//a") is not None or any(
        e.tag == "a" or e.get("itemprop") or e.get("itemscope") is not None for e in around
    )


def _is_site_head(box: HtmlElement) -> bool:
    """Whether a box above the headline is the head of the whole site, or holds its menu."""
    if any(e.tag in ("article", "main", "section") for e in box.iterancestors()):
        return False
    menu = box.tag == "nav" or box.find(".//nav") is not None
    return menu or box.tag == "header" or sum(1 for _ in box.iter("a")) >= _MENU
