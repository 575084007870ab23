"""Text that stands between blocks becomes paragraphs of its own, as browsers show it."""

from __future__ import annotations

from lxml import html
from lxml.html import HtmlElement

_BLOCKS = frozenset(
    "p div table ul ol section article h1 h2 h3 h4 h5 h6 blockquote figure main header tr td dl pre hr".split()
)


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
