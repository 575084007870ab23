"""How much each word of a question says, and how much of it a text holds."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import pairwise

from vectorstore.aliases import terms
from vectorstore.index import Index
from vectorstore.query import Query
from vectorstore.text import fold


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words and word pairs, folded."""

    folded: frozenset[str]
    pairs: frozenset[str]


@functools.lru_cache(maxsize=8_192)
def words_of(text: str) -> Words:
    """The words of a sentence; kept between questions, 8,192 take some 20 MB."""
    bare = [fold(w) for w in terms(text)]
    return Words(frozenset(bare), frozenset(f"{a} {b}" for a, b in pairwise(bare)))


class Weighed:
    """The words of one question with what each says: how rare it is in the index."""

    def __init__(self, query: Query, index: Index, across: bool) -> None:
        """*across*: what is read is of another language than the question."""
        # Vietnamese words of an English question say nothing about an English passage; of a Vietnamese passage
        # the question's own words are asked only where an article has them.
        own = [fold(w) for w in query.words]
        translated = [fold(w) for w in query.translated] if across else []
        known = [w for w in own if index.folded.has(w)] if across else own
        self.words = {w: index.folded.idf(w) for w in dict.fromkeys([*translated, *known])}
        runs = (own, translated)
        self.pairs = {p: index.folded.idf(p) for run in runs for a, b in pairwise(run) if (p := f"{a} {b}")}

    def held(self, words: Set[str]) -> float:
        """0..1: the share of all they say that is said by *words*."""
        return _share(self.words, words)

    def pairs_held(self, pairs: Set[str]) -> float:
        """Likewise for word pairs."""
        return _share(self.pairs, pairs)

    def rarest_missing(self, words: Set[str], passages: int) -> float:
        """0..1: what the rarest word that *words* lacks says, as a share of the most a word can say."""
        from math import log1p

        missing = max((idf for w, idf in self.words.items() if w not in words), default=0.0)
        return missing / log1p((passages + 0.5) / 0.5)


def _share(weights: Mapping[str, float], present: Set[str]) -> float:
    total = sum(weights.values())
    return sum(v for w, v in weights.items() if w in present) / total if total else 0.0
