"""The blocks of a page with the choice made so far: which of them trafilatura found, and where the headline stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .html_blocks import HEADINGS, Block
from .html_boxes import Boxes, is_caption, is_prose
from .noise import bare
from .shapes import is_tail_heading

_WORD = re.compile(r"\w+")
_RUN = 3  # words; runs of three tell a block that was found from one that was not
# Share of a block's runs that trafilatura's text must hold: it cuts single words out of sentences.
_FOUND_SHARE = 0.6
# The article's headline stands above this share of its prose.
_BELOW_HEAD = 0.8


class Choice:
    """The blocks of one page with the choice made so far."""

    def __init__(self, blocks: Sequence[Block], title: str, found: str) -> None:
        self.blocks = blocks
        self.title = bare(title)
        self.boxes = Boxes(blocks)
        self.kept = _kept(blocks, found)
        self.boxes.spare(block for block, kept in zip(blocks, self.kept, strict=True) if kept)
        self.captions = [is_caption(block) for block in blocks]
        self.head = self._headline()
        self.closed = len(blocks)  # nothing from here on is the article's
        self.gone: set[int] = set()  # what a rule dropped for good

    def _headline(self) -> int:
        """The first heading that says the title above most of what was found."""
        prose = [len(b.text) if k and is_prose(b) else 0 for b, k in zip(self.blocks, self.kept, strict=True)]
        same = [n for n, b in enumerate(self.blocks) if bare(b.text) == self.title and self.title]
        same.sort(key=lambda n: self.blocks[n].tag not in HEADINGS)
        shown = [n for n, b in enumerate(self.blocks) if b.tag == "h1"]
        return next((n for n in (*same, *shown) if sum(prose[n:]) >= _BELOW_HEAD * max(1, sum(prose))), -1)

    def drop(self, n: int) -> None:
        """Take a block out for good."""
        self.kept[n] = False
        self.gone.add(n)

    def close(self, n: int) -> None:
        """Take out everything from the block *n* on, for good."""
        self.closed = n
        for m in range(n, len(self.blocks)):
            self.kept[m] = False

    def places(self) -> list[int]:
        """The places of the blocks kept."""
        return [n for n, kept in enumerate(self.kept) if kept]

    def may_add(self, n: int) -> bool:
        """Whether a block that trafilatura left out could be the article's."""
        block = self.blocks[n]
        return not (
            n >= self.closed
            or n in self.gone
            or self.kept[n]
            or self.captions[n]
            or block.linked > 0.3
            or bare(block.text) == self.title
            or is_tail_heading(block.text)
            or self.boxes.why(block.element)
        )


def plainplain_words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def plain_words(text: str) -> list[str]:
    """The words of *text* in lower case, without punctuation."""
    return _WORD.findall(text.lower())


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[n:] for n in range(_RUN)), strict=False))


def _kept(blocks: Sequence[Block], found: str) -> list[bool]:
    """Whether trafilatura's text holds each block; short ones must be a line of it."""
    runs = set(_runs(plain_words(found)))
    lines = {" ".join(plain_words(line)) for line in found.split("\n")}
    kept = []
    for block in blocks:
        words = plain_words(block.text)
        own = _runs(words)
        if len(words) <= _RUN:
            kept.append(bool(words) and (" ".join(words) in lines or (bool(own) and own[0] in runs)))
        else:
            kept.append(sum(run in runs for run in own) >= _FOUND_SHARE * len(own))
    return kept
