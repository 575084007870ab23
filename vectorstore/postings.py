"""Write the BM25 index of a build without holding it: runs of postings go to disk and are merged range by range.

What an earlier build counted is taken over, so that one new article does not mean counting all words again.
"""

from __future__ import annotations

import contextlib
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .arrays import ArrayFile, load
from .e5file import Floats
from .lexical import K1, B, hash_of

# Postings held before they are written aside: 14 bytes each, and as much again while they are sorted.
_RUN = 1_000_000
# Ranges of hashes merged one after the other: at 100,000 passages each takes 1/32 of 22 million postings.
_RANGES = 32
_POSTING = np.dtype([("key", np.uint64), ("row", np.int32), ("count", np.uint16)])
_MOST = np.iinfo(np.uint16).max

Postings = npt.NDArray[Any]  # of _POSTING
Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Kept:
    """An index of an earlier build, and where its rows are now."""

    folder: Path
    new_rows: Rows  # by old row; -1 for a row that is gone

    def lengths(self) -> tuple[Rows, Rows]:
        """(new rows, their lengths in terms)."""
        at = np.flatnonzero(self.new_rows >= 0)
        return self.new_rows[at], load(self.folder / "lengths.npy")[at]

    def postings(self) -> Iterator[Postings]:
        """Those that stay, range by range of hashes."""
        terms, starts = load(self.folder / "terms.npy"), load(self.folder / "starts.npy")
        edges = _parted(terms)
        for a, b in pairwise(edges):
            # Opened anew for each range, so that pages already read need not stay in memory.
            span = slice(int(starts[a]), int(starts[b]))
            rows = self.new_rows[load(self.folder / "rows.npy")[span]]
            found = np.empty(len(rows), _POSTING)
            found["key"] = np.repeat(terms[a:b], np.diff(starts[a : b + 1]))
            found["row"] = rows
            found["count"] = load(self.folder / "counts.npy")[span]
            yield found[rows >= 0]


class Writer:
    """Takes the terms of new rows in any order; `finish` makes the index that `lexical.Lexical` opens."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._keys, self._rows, self._counts = array("Q"), array("i"), array("H")
        self._runs: list[tuple[Path, npt.NDArray[np.int64]]] = []  # file, where each range begins in it
        self._lengths: dict[int, int] = {}

    def add(self, row: int, terms: Sequence[str]) -> None:
        """The terms of one row."""
        self._lengths[row] = len(terms)
        counted = Counter(terms)
        self._keys.extend(map(hash_of, counted))
        self._rows.extend([row] * len(counted))
        self._counts.extend(min(count, _MOST) for count in counted.values())
        if len(self._keys) >= _RUN:
            self._write_run()

    def _write_run(self) -> None:
        found = np.empty(len(self._keys), _POSTING)
        found["key"], found["row"], found["count"] = self._keys, self._rows, self._counts
        found = found[np.argsort(found["key"], kind="stable")]
        path = self._folder / f"run-{len(self._runs)}"
        found.tofile(path)
        self._runs.append((path, _parted(found["key"])))
        self._keys, self._rows, self._counts = array("Q"), array("i"), array("H")

    def _new(self, part: int) -> Iterator[Postings]:
        for path, edges in self._runs:
            begin, end = int(edges[part]), int(edges[part + 1])
            yield np.fromfile(path, _POSTING, end - begin, offset=begin * _POSTING.itemsize)

    def finish(self, documents: int, kept: Kept | None = None) -> None:
        """Merge what was added with what is *kept* of an earlier build, *documents* rows in all."""
        self._write_run()
        lengths = np.zeros(documents, np.int32)
        if kept:
            at, known = kept.lengths()
            lengths[at] = known
        lengths[list(self._lengths)] = list(self._lengths.values())
        old = kept.postings() if kept else iter([np.empty(0, _POSTING)] * _RANGES)
        with ExitStack() as files:
            merged = _Merged(self._folder, lengths, files)
            for part, before in enumerate(old):
                found = np.concatenate([before, *self._new(part)])
                merged.append(found[np.argsort(found["key"], kind="stable")])
        np.save(self._folder / "lengths.npy", lengths)
        np.save(self._folder / "documents.npy", np.array(documents))
        for path, _ in self._runs:
            with contextlib.suppress(OSError):
                path.unlink()


class _Merged:
    """The index's files, appended to in the order of hashes."""

    def __init__(self, folder: Path, lengths: Rows, files: ExitStack) -> None:
        def opened(name: str, dtype: npt.DTypeLike) -> ArrayFile:
            return files.enter_context(ArrayFile(folder / f"{name}.npy", dtype))

        self._terms, self._starts = opened("terms", np.uint64), opened("starts", np.int64)
        self._rows, self._counts = opened("rows", np.int32), opened("counts", np.uint16)
        self._weights = opened("weights", np.float32)
        self._lengths = lengths.astype(np.float32)
        self._mean = max(self._lengths.mean(), 1e-9) if len(lengths) else 1.0
        self._starts.append(np.zeros(1, np.int64))

    def append(self, found: Postings) -> None:
        """A range of postings, in order of hash; no later range has one of its hashes."""
        terms, starts = np.unique(found["key"], return_index=True)
        ends = np.append(starts[1:], len(found)) if len(starts) else starts
        self._starts.append(self._rows.rows + ends)
        self._terms.append(terms)
        self._weights.append(self._weigh(found, ends - starts))
        self._rows.append(found["row"])
        self._counts.append(found["count"])

    def _weigh(self, found: Postings, found_in: npt.NDArray[np.int64]) -> Floats:
        """BM25's weight of every posting."""
        idf = np.log1p((len(self._lengths) - found_in + 0.5) / (found_in + 0.5))
        counts = found["count"].astype(np.float32)
        length = 1 - B + B * self._lengths[found["row"]] / self._mean
        weights: Floats = (np.repeat(idf, found_in) * (counts * (K1 + 1) / (counts + K1 * length))).astype(
            np.float32
        )
        return weights


def _parted(keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    """Where each range begins in sorted *keys*, and where the last one ends."""
    begins = np.arange(_RANGES, dtype=np.uint64) * np.uint64(2**64 // _RANGES)
    return np.append(np.searchsorted(keys, begins), len(keys)).astype(np.int64)
