"""BM25 over words and word pairs, as sorted arrays on disk that are open at once.

Terms are kept as 64-bit hashes: no vocabulary has to be read (at 100,000 passages a JSON vocabulary of word
pairs costs more memory than everything else together). Two terms of one index share a hash with
probability 1e-6 at six million terms.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from .arrays import RowFile, load
from .e5file import Floats
from .remember import remembered

# Robertson and Zaragoza's usual values (2009).
K1 = 1.2
B = 0.75
# Terms whose places are kept: those of some hundred questions.
_KEPT_TERMS = 1 << 14
# A term in every fourth passage orders nothing, and at 100,000 passages costs as much as all others together.
_COMMON_SHARE = 0.25
_COMMON_FROM = 5_000  # passages; below, nothing is worth saving


# Two words and a space at the most; 65,536 take some 12 MB.
_LONGEST_TERM = 80


@remembered(1 << 16, _LONGEST_TERM)
def hash_of(term: str) -> int:
    """The number a term is known by."""
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


def with_pairs(words: Sequence[str]) -> list[str]:
    """Words, and neighbours joined by a space."""
    return [*words, *(f"{a} {b}" for a, b in pairwise(words))]


class Lexical:
    """An opened index. Scores are BM25 sums, 0 and up."""

    def __init__(self, folder: Path) -> None:
        self.documents = int(np.load(folder / "documents.npy"))
        self._terms, self._starts = load(folder / "terms.npy"), load(folder / "starts.npy")
        self._rows, self._weights = RowFile(folder / "rows.npy"), RowFile(folder / "weights.npy")
        self._span = remembered(_KEPT_TERMS, _LONGEST_TERM)(self._find)

    def _find(self, term: str) -> tuple[int, int]:
        """Where the term's postings begin and end."""
        key = np.uint64(hash_of(term))
        at = int(self._terms.searchsorted(key))
        if at == len(self._terms) or self._terms[at] != key:
            return 0, 0
        return int(self._starts[at]), int(self._starts[at + 1])

    def idf(self, term: str) -> float:
        """How much finding *term* says: natural logarithm, highest for a term that occurs nowhere."""
        start, end = self._span(term)
        found_in = end - start
        return math.log1p((self.documents - found_in + 0.5) / (found_in + 0.5))

    def has(self, term: str) -> bool:
        """Whether any passage has *term*."""
        start, end = self._span(term)
        return end > start

    def scores(self, terms: Iterable[str]) -> Floats:
        """One score a row. The order of *terms* and their number do not matter, only which they are."""
        scores = np.zeros(self.documents, np.float32)
        limit = self.documents * _COMMON_SHARE if self.documents > _COMMON_FROM else math.inf
        for term in sorted(set(terms)):
            start, end = self._span(term)
            if start < end and end - start <= limit:
                scores[self._rows.span(start, end)] += self._weights.span(start, end)
        return scores

    def best_possible(self, terms: Iterable[str]) -> float:
        """What a short passage made of these terms alone could score at the most."""
        return sum(self.idf(t) for t in set(terms)) * (K1 + 1)
