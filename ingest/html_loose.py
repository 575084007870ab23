"""Text that stands between blocks becomes paragraphs of its own, as browsers show it."""

from __future__ import annotations

import re

from lxml import html
from lxml.html import HtmlElement

from .shapes import ends_sentence

_LINE_END = re.compile(r"[ \t]*[\r\n]+[ \t]*")
_BLOCKS = frozenset(
    "p div table ul ol section article h1 h2 h3 h4 h5 h6 blockquote figure main header tr td dl pre hr".split()
)


# So many divs of prose in one box are an article's paragraphs, not a label or a teaser.
_RUN = 3


def join_lines(tree: HtmlElement) -> None:
    """A line end in the source is a space to a reader, unless the text is preformatted."""
    for element in tree.iter():
        if isinstance(element.tag, str) and next(element.iterancestors("pre"), None) is None:
            if element.text and element.tag != "pre":
                element.text = _LINE_END.sub(" ", element.text)
            if element.tail:
                element.tail = _LINE_END.sub(" ", element.tail)


def name_paragraphs(tree: HtmlElement) -> None:
    """Make, in place, paragraphs of the divs that are used as such: several sentences' worth in one box."""
    for box in list(tree.iter("div", "section", "article", "main", "td")):
        divs = [
            child
            for child in box
            if child.tag == "div" and all(e.tag not in _BLOCKS for e in child.iterdescendants())
        ]
        prose = [div for div in divs if ends_sentence("".join(div.itertext()).strip())]
        if len(prose) >= _RUN:
            for div in prose:
                div.tag = "p"


def wrap_loose(tree: HtmlElement) -> None:
    """Wrap, in place, every run of text and inline elements that has a block beside it."""
    for box in list(tree.iter("div", "td", "section", "article", "main", "body", "header")):
        if any(child.tag in _BLOCKS for child in box):
            _wrap_in(box)


def _wrap_in(box: HtmlElement) -> None:
    run: HtmlElement | None = None
    if box.text and box.text.strip():
        run = html.Element("p")
        run.text, box.text = box.text, None
        box.insert(0, run)
    for child in [c for c in box if c is not run]:
        tail, child.tail = child.tail, None
        if child.tag in _BLOCKS or child.tag == "br":
            run = None
        else:
            if run is None:
                run = html.Element("p")
                child.addprevious(run)
            run.append(child)
        if tail and tail.strip():
            if run is None:
                run = html.Element("p")
                child.addnext(run)
            _add_text(run, tail)


def _add_text(run: HtmlElement, text: str) -> None:
    if len(run):
        run[-1].tail = (run[-1].tail or "") + text
    else:
        run.text = (run.text or "") + text
