"""Sub-headings of an article that stand in boxes of their own, where an extractor passes them by."""

from __future__ import annotations

from lxml.html import HtmlElement

from .html_tree import words
from .shapes import TITLE_MAX, is_furniture, is_tail_heading


def with_headings(tree: HtmlElement, paragraphs: list[str]) -> list[str]:
    """*paragraphs* with every heading of *tree* that stands between two of them and is not among them.

    Headings of boxes are left out: those that are links, or named as lists of other articles are.
    """
    places = {text: n for n, text in enumerate(paragraphs)}
    found: dict[int, str] = {}  # number of the paragraph below -> heading
    above, heading = -1, ""
    for element in tree.iter("p", "h2", "h3", "h4"):
        text = words(element)
        if element.tag != "p":
            heading = text if _is_heading(element, text) and text not in places else ""
        elif text:
            at = places.get(text, -1)
            if heading and above >= 0 and at == above + 1:
                found[at] = heading
            above, heading = at, ""
    return [line for n, text in enumerate(paragraphs) for line in (found.get(n, ""), text) if line]


def _is_heading(element: HtmlElement, text: str) -> bool:
    return (
        0 < len(text) <= TITLE_MAX
        and element.find(".//a") is None
        and element.find(".//p") is None
        and not is_tail_heading(text)
        and not is_furniture(text)
    )
