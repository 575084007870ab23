"""Sketches of texts by which near copies are found (MinHash, Broder 1997), kept between runs.

Sketching an article takes 5 ms, comparing two sketches next to nothing: a run sketches only what is new.
"""

from __future__ import annotations

import contextlib
import functools
import os
import zlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from vectorstore.text import NORMALISER_VERSION, tokens
from vectorstore.types import Article

if TYPE_CHECKING:
    from datasketch import MinHash

# Runs of this many words: shorter ones are shared by any two articles on one subject.
_SHINGLE = 5
PERMUTATIONS = 128  # estimates the share within 0.09
# What the numbers depend on (datasketch 2 permutes otherwise than 1); sketches made otherwise are made again.
_MADE_BY = (
    f"datasketch {version('datasketch')}, words {NORMALISER_VERSION}, {_SHINGLE}, {PERMUTATIONS}, crc32"
)

Values = npt.NDArray[np.uint32]  # one a permutation


class Sketches:
    """HOME/sketches.npz; losing it costs time and nothing else. Without a home nothing is kept."""

    def __init__(self, home: Path | None = None) -> None:
        self._path = home / "sketches.npz" if home else None
        self._known = self._load()
        self._changed = False

    def of(self, article: Article) -> MinHash:
        """The sketch of an article's text."""
        if article.sha256 not in self._known:
            sketch = _empty().copy()
            sketch.update_batch([s.encode() for s in shingles(article)])
            self._known[article.sha256] = sketch.hashvalues.astype(np.uint32)
            self._changed = True
        found = _empty().copy()
        found.hashvalues = self._known[article.sha256].astype(found.hashvalues.dtype)
        return found

    def save(self, articles: Iterable[Article]) -> None:
        """Keep those of *articles*: written aside, then renamed."""
        if self._path is None or not self._changed:
            return
        kept = [digest for digest in sorted({a.sha256 for a in articles}) if digest in self._known]
        values = np.array([self._known[digest] for digest in kept], np.uint32).reshape(-1, PERMUTATIONS)
        aside = self._path.with_suffix(f".{os.getpid()}.tmp")
        with contextlib.suppress(OSError):  # a full disk is told by those whose writes matter
            with aside.open("wb") as file:
                np.savez(file, made_by=np.array(_MADE_BY), digests=np.array(kept, "U64"), values=values)
            aside.replace(self._path)

    def _load(self) -> dict[str, Values]:
        if self._path is None:
            return {}
        try:
            with self._path.open("rb") as file, np.load(file) as kept:
                values = kept["values"]
                whole = values.dtype == np.uint32 and values.shape[1:] == (PERMUTATIONS,)
                if str(kept["made_by"]) != _MADE_BY or not whole:
                    return {}
                return dict(zip(kept["digests"].tolist(), values, strict=True))
        except Exception:  # whatever NumPy says of a damaged file
            return {}


def shingles(article: Article) -> frozenset[str]:
    """All runs of five words."""
    words = tokens(article.text)
    return frozenset(" ".join(words[n : n + _SHINGLE]) for n in range(len(words) - _SHINGLE + 1))


@functools.cache
def _empty() -> MinHash:
    """Made once: new permutations for each article took longer than the article."""
    from datasketch import MinHash  # brings scipy: 0.7 s

    return MinHash(num_perm=PERMUTATIONS, hashfunc=zlib.crc32)
