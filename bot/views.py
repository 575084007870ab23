"""A sentence taken apart once: its words, word pairs and spans."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from itertools import pairwise

from vectorstore.aliases import terms
from vectorstore.remember import remembered
from vectorstore.text import fold

from .spans import Spans, spans_of


@dataclass(frozen=True)
class View:
    """A sentence taken apart once."""

    text: str
    words: frozenset[str]
    folded: frozenset[str]
    pairs: frozenset[str]  # of folded words

    @functools.cached_property
    def spans(self) -> Spans:
        """Found when they are first asked for: not every question wants them."""
        return spans_of(self.text)


@remembered(8_192, 2_000)  # a passage has 1,200 characters
def view_of(text: str) -> View:
    """The parts of a sentence; kept between questions, 8,192 take some 30 MB."""
    words = terms(text)
    bare = [fold(w) for w in words]
    pairs = frozenset(f"{a} {b}" for a, b in pairwise(bare))
    return View(text, frozenset(words), frozenset(bare), pairs)
