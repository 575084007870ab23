"""The lines of a treaty's text, without what a printer adds: page heads, page numbers, footnotes and their marks."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from .decode import decode
from .errors import Rejected
from .pdf import page_texts

# A head or a foot of a page has up to so many lines.
_EDGE = 3
_PAGE_NUMBER = re.compile(
    r"^(?:page|trang)?\s*(?:[-–—]\s*)?\d{1,4}\s*(?:(?:[-–—/]|of)\s*)?(?:\d{1,4}\s*)?[-–—]?$", re.IGNORECASE
)
_RULE = re.compile(r"^[_\-–—=]{5,}$")  # above footnotes
_NOTE = re.compile(r"^(?:\*{1,3}|\[?(\d{1,3})\]?)\s+\S")
_BLOCKS = frozenset(
    "p li h1 h2 h3 h4 h5 h6 div td th dt dd blockquote section article pre tr table ol ul dl body".split()
)
_LEFT_OUT = frozenset("script style noscript template nav header footer aside form button svg sup".split())
_OF_NOTES = re.compile(r"foot-?note|end-?note|\bfn\d*\b", re.IGNORECASE)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def pdf_lines(raw: bytes) -> list[str]:
    """In reading order. Raises `Rejected`."""
    pages = [
        [" ".join(line.split()) for line in page.splitlines() if line.strip()] for page in page_texts(raw)
    ]
    for edge in (0, -1):
        for _ in range(_EDGE):
            _peel(pages, edge)
    found: list[str] = []
    for page in pages:
        body, notes = _without_notes(page)
        found += [_unmarked(line, notes) for line in body]
    return found


def _peel(pages: list[list[str]], edge: int) -> None:
    """Take the outermost line off every page on which it is a page number or what many pages have there."""
    shapes = Counter(_shape(page[edge]) for page in pages if page)
    for page in pages:
        common = shapes[_shape(page[edge])] if page else 0
        if page and (_PAGE_NUMBER.match(page[edge]) or (common >= 3 and common >= len(pages) / 3)):
            del page[edge]


def _shape(line: str) -> str:
    """The same for the heads of all pages, whatever number stands in them; an article's heading is none."""
    return (
        line
        if re.match(r"\W*(?:article|chapter|điều|chương)\b", line, re.IGNORECASE)
        else re.sub(r"\d+", "#", line)
    )


def _without_notes(page: list[str]) -> tuple[list[str], set[str]]:
    """The page above the rule that parts its footnotes, and the footnotes' numbers."""
    for n, line in enumerate(page):
        if _RULE.match(line) and n and all(_NOTE.match(x) for x in page[n + 1 : n + 2]):
            numbers = {m[1] for x in page[n + 1 :] if (m := _NOTE.match(x)) and m[1]}
            return page[:n], numbers
    return page, set()


def _unmarked(line: str, notes: set[str]) -> str:
    """Without the mark of a footnote: its number glued to the word before it."""
    for number in notes:
        line = re.sub(rf"(?<=[^\W\d_])([,.;:]?){number}(?![\w.)/-])", r"\1", line)
    return line


def html_lines(raw: bytes) -> list[str]:
    """One line a block, numbers of lists written out. Raises `Rejected`."""
    text = decode(raw)
    try:
        tree = lxml_html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except (ValueError, AssertionError, etree.ParserError) as error:
        raise Rejected("it is no page that can be read") from error
    return [line for line in (" ".join(x.split()) for x in _lines_of(tree)) if line]


def _lines_of(tree: HtmlElement) -> Iterator[str]:
    out = io.StringIO()
    _write(tree, out)
    yield from out.getvalue().split("\n")


def _write(node: HtmlElement, out: io.StringIO, depth: int = 0) -> None:
    if not isinstance(node.tag, str) or node.tag in _LEFT_OUT or depth > 200 or _is_note(node):
        return
    block = node.tag in _BLOCKS or node.tag == "br"
    if block:
        out.write("\n")
    if node.tag == "li":
        out.write(_number(node))
    out.write((node.text or "").replace("\n", " "))
    for child in node:
        _write(child, out, depth + 1)
        out.write((child.tail or "").replace("\n", " "))
    if block:
        out.write("\n")


def _is_note(node: HtmlElement) -> bool:
    return bool(_OF_NOTES.search(f"{node.get('class', '')} {node.get('id', '')} {node.get('role', '')}"))


def _number(item: HtmlElement) -> str:
    """ "1. " or "(a) ", as a browser shows it; "" in a list without numbers."""
    of = item.getparent()
    if of is None or of.tag != "ol":
        return ""
    start = int(of.get("start", "1")) if of.get("start", "1").isdigit() else 1
    at = start + [x for x in of if x.tag == "li"].index(item)
    if of.get("type") == "a" and at <= len(_LETTERS):
        return f"({_LETTERS[at - 1]}) "
    return f"{at}. "
