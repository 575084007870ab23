"""Look at a finished build with fresh eyes before anybody is sent to it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt

from . import tables
from .arrays import load
from .chroma import Collection
from .errors import Unsound
from .manifest import Manifest
from .served import opened
from .server import Server

# Searched for at once.
_STEP = 256
_NEAREST = 10
# HNSW is approximate: of 100,000 passages 185 did not find themselves when they had been written once. What
# is lost is written again, so many times; then this share may still fail.
_AGAIN = 2
_MAY_MISS = 0.001
# Passages taken over from the build before, which found themselves then: so many are searched for again,
# evenly spread. One in a hundred lost shows in 500 with a probability of 99 %.
_OLD_SAMPLE = 500


def verify(folder: Path, new: npt.NDArray[np.bool_], server: Server | None = None) -> Manifest:
    """The manifest of the build, when the counts are what it says and every *new* row finds itself.

    Rows that HNSW has lost sight of are written again: that gives them other neighbours. Raises `Unsound`.
    """
    manifest = Manifest.read(folder, finished=False)
    rows = np.concatenate([np.flatnonzero(new), _sample(np.flatnonzero(~new))])
    allowed = len(rows) * _MAY_MISS + 1
    lost = _lost(folder, manifest, rows, server)
    for _ in range(_AGAIN):
        if not len(lost):
            break
        _write_again(folder, lost, server)
        lost = _lost(folder, manifest, lost, server)
    if len(lost) > allowed:
        raise Unsound(f"{len(lost)} of {len(rows)} passages of the new build do not find themselves")
    return manifest


def _lost(
    folder: Path, manifest: Manifest, rows: npt.NDArray[np.int64], server: Server | None
) -> npt.NDArray[np.int64]:
    """Those of *rows* that do not find themselves, as a fresh client sees it."""
    ids = _ids(folder)
    collection = opened(folder, server)
    try:
        found = collection.count()
        if not found == len(ids) == manifest.passages:
            raise Unsound(f"{found} vectors for {len(ids)} passages in the new build")
        vectors = load(folder / "passages.npy")
        parts = [rows[at : at + _STEP] for at in range(0, len(rows), _STEP)]
        # Chroma searches outside of Python's lock: as many at once as there are cores.
        with ThreadPoolExecutor(os.cpu_count()) as cores:
            missed = cores.map(lambda part: _misses(collection, vectors[part], ids[part].tolist()), parts)
            lost = [row for part, misses in zip(parts, missed, strict=True) for row in part[misses]]
    finally:
        collection.close()
    return np.array(lost, np.int64)


def _write_again(folder: Path, rows: npt.NDArray[np.int64], server: Server | None) -> None:
    ids = _ids(folder)[rows].tolist()
    collection = opened(folder, server)
    try:
        records = collection.records(ids)
        collection.delete(ids)
        collection.upsert(records, load(folder / "passages.npy")[rows].astype(np.float32))
    finally:
        collection.close()


def _ids(folder: Path) -> npt.NDArray[np.object_]:
    connection = tables.open_readonly(folder / tables.FILE)
    try:
        rows = connection.execute("SELECT id FROM passages ORDER BY row").fetchall()
    except sqlite3.Error as error:
        raise Unsound(f"the tables of the new build cannot be read ({error})") from error
    finally:
        connection.close()
    return np.array([passage for (passage,) in rows], object)


def _sample(rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The same ones every time."""
    every = max(1, len(rows) // _OLD_SAMPLE)
    return rows[::every][:_OLD_SAMPLE]


def _misses(
    collection: Collection, vectors: npt.NDArray[np.float16], wanted: Sequence[str]
) -> npt.NDArray[np.bool_]:
    """Which are not among their own nearest (identical texts share the first place)."""
    nearest = collection.nearest(vectors.astype(np.float32), min(_NEAREST, collection.count()))
    return np.array([passage not in found for passage, found in zip(wanted, nearest, strict=True)])
