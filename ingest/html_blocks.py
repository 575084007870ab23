"""A page's tree -> its blocks of text in reading order: paragraphs, headings, items, rows, as a browser shows them.

What stands inside a line stays in its line: an inline element is part of its sentence, whatever it is called.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from .html_inline import is_note_link, is_own_line, is_raised, mark_of, runs_on, stamped

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol option p pre section summary table "
    "tbody td tfoot th thead tr ul".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
# A cell that holds more is a part of the page's layout, not a value. Characters.
_CELL_MAX = 400


@dataclass(frozen=True, slots=True)
class Block:
    """One block as a reader sees it."""

    text: str  # on one line, single spaces, never empty
    element: HtmlElement  # the innermost block element around it
    tag: str  # its tag; "tr" for a row of values, "dl" for a term with its meaning
    linked: float  # share of the characters that are links
    leads_to: tuple[str, ...] = ()  # the addresses of its links, as they stand

    @property
    def is_heading(self) -> bool:
        """Whether it is marked as a heading."""
        return self.tag in HEADINGS


class _Run:
    """Text gathered since the last block border."""

    __slots__ = ("hrefs", "linked", "parts")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.hrefs: list[str] = []
        self.linked = 0

    def add(self, text: str | None, in_link: bool) -> None:
        if text:
            self.parts.append(text)
            self.linked += len(text.strip()) if in_link else 0

    @property
    def so_far(self) -> str:
        return "".join(self.parts)

    def take(self, element: HtmlElement, tag: str) -> Iterator[Block]:
        text, linked, hrefs = " ".join("".join(self.parts).split()), self.linked, tuple(self.hrefs)
        self.parts, self.hrefs, self.linked = [], [], 0
        if text:
            yield Block(text, element, tag, min(1.0, linked / len(text)), hrefs)


def blocks_of(tree: HtmlElement) -> list[Block]:
    """All blocks below *tree*; a line break ends a block as a paragraph does."""
    body = tree.find(".//body")
    run = _Run()
    root = tree if body is None else body
    return [*_walk(root, root, run, False), *run.take(root, "div")]


def _walk(element: HtmlElement, owner: HtmlElement, run: _Run, in_link: bool) -> Iterator[Block]:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag == "tr" and _is_values(element):
        yield from _row(element, owner, run, in_link)
        return
    is_block = (tag in BLOCKS and not runs_on(element)) or (tag == "cite" and owner.tag == "blockquote")
    is_line = not is_block and is_own_line(element)
    if is_line:
        yield from run.take(owner, _kind(owner))
    if is_block:
        yield from run.take(owner, _kind(owner))
        owner = element
    if tag == "a" and element.get("href") is not None:
        if is_note_link(element):
            return
        run.hrefs.append(element.get("href") or "")
        in_link = True
    run.add(element.text, in_link)
    for child in element:
        yield from _child(child, owner, run, in_link)
        run.add(child.tail, in_link)
    if is_block or is_line:
        yield from run.take(owner, _kind(owner))


def _child(child: HtmlElement, owner: HtmlElement, run: _Run, in_link: bool) -> Iterator[Block]:
    if child.tag == "br":
        yield from run.take(owner, _kind(owner))
    elif child.tag in ("sup", "sub") or is_raised(child):
        run.add(mark_of(child, run.so_far), in_link)
    elif isinstance(child.tag, str):
        yield from _walk(child, owner, run, in_link)
        if stamped(child, run.so_far):
            run.add(" - ", False)


def _kind(owner: HtmlElement) -> str:
    """The tag that says what a block is: the nearest of those that tell."""
    return str(owner.tag)


def _is_values(row: HtmlElement) -> bool:
    """A row of values: several cells, none of which holds prose, a list or a table."""
    cells = [c for c in row if c.tag in ("td", "th")]
    return len(cells) > 1 and all(
        c.find(".//table") is None
        and c.find(".//h1") is None
        and len("".join(c.itertext()).strip()) <= _CELL_MAX
        for c in cells
    )


def _row(row: HtmlElement, owner: HtmlElement, run: _Run, in_link: bool) -> Iterator[Block]:
    """One block for a row; its cells are parted by a space, also when one holds several paragraphs."""
    yield from run.take(owner, _kind(owner))
    texts, linked = [], 0.0
    for cell in row:
        if cell.tag in ("td", "th"):
            inner = [*_walk(cell, cell, run, in_link), *run.take(cell, "td")]
            texts += [b.text for b in inner]
            linked += sum(b.linked * len(b.text) for b in inner)
    text = " ".join(texts)
    if text:
        yield Block(text, row, "tr", linked / len(text))
