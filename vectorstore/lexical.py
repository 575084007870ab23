"""BM25 over words and word pairs, as sorted arrays that are mapped into memory and open at once.

Terms are kept as 64-bit hashes: no vocabulary has to be read (at 100,000 passages a JSON vocabulary of word
pairs costs more memory than everything else together). Two terms of one index share a hash with
probability 1e-6 at six million terms.
"""

from __future__ import annotations

import functools
import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .e5file import Floats

# Robertson and Zaragoza's usual values (2009).
K1 = 1.2
B = 0.75
# A term in every fourth passage orders nothing, and at 100,000 passages costs as much as all others together.
_COMMON_SHARE = 0.25
_COMMON_FROM = 5_000  # passages; below, nothing is worth saving


@functools.lru_cache(maxsize=1 << 18)
def _hash(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


def with_pairs(words: Sequence[str]) -> list[str]:
    """Words, and neighbours joined by a space."""
    return [*words, *(f"{a} {b}" for a, b in pairwise(words))]


def write(folder: Path, documents: Iterable[Sequence[str]]) -> None:
    """Write the index of *documents* (their terms, in the order of their rows) into *folder*."""
    folder.mkdir(parents=True)
    hashes, rows, counts, lengths = [], [], [], []
    for row, terms in enumerate(documents):
        lengths.append(len(terms))
        for term, count in Counter(terms).items():
            hashes.append(_hash(term))
            rows.append(row)
            counts.append(count)
    keys = np.array(hashes, np.uint64)
    order = np.argsort(keys, kind="stable")
    terms_found, starts = np.unique(keys[order], return_index=True)
    starts = np.append(starts, len(keys)).astype(np.int64)
    in_order = np.array(rows, np.int32)[order]
    weights = _weights(starts, in_order, np.array(counts, np.float32)[order], np.array(lengths, np.float32))
    for name, array in (("terms", terms_found), ("starts", starts), ("rows", in_order), ("weights", weights)):
        np.save(folder / f"{name}.npy", array)
    np.save(folder / "documents.npy", np.array(len(lengths)))


def _weights(
    starts: npt.NDArray[np.int64], rows: npt.NDArray[np.int32], counts: Floats, lengths: Floats
) -> Floats:
    """BM25's weight of every posting."""
    found_in = np.diff(starts)
    idf = np.log1p((len(lengths) - found_in + 0.5) / (found_in + 0.5))
    mean = lengths.mean() if len(lengths) else 1.0
    damped = counts * (K1 + 1) / (counts + K1 * (1 - B + B * lengths[rows] / max(mean, 1e-9)))
    weights: Floats = (np.repeat(idf, found_in) * damped).astype(np.float32)
    return weights


class Lexical:
    """An opened index. Scores are BM25 sums, 0 and up."""

    def __init__(self, folder: Path) -> None:
        def array(name: str) -> npt.NDArray[Any]:
            loaded: npt.NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r")
            return loaded

        self.documents = int(np.load(folder / "documents.npy"))
        self._terms = array("terms")
        self._starts, self._rows, self._weights = array("starts"), array("rows"), array("weights")

    def _span(self, term: str) -> tuple[int, int]:
        key = np.uint64(_hash(term))
        at = int(np.searchsorted(self._terms, key))
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
            if end - start <= limit:
                scores[self._rows[start:end]] += self._weights[start:end]
        return scores

    def best_possible(self, terms: Iterable[str]) -> float:
        """What a short passage made of these terms alone could score at the most."""
        return sum(self.idf(t) for t in set(terms)) * (K1 + 1)
