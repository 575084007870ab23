"""Look at a finished build with fresh eyes before anybody is sent to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
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
# HNSW is approximate: this share of passages may fail to find itself.
_MAY_MISS = 0.001
# Passages taken over from the build before, which found themselves then: so many are searched for again,
# evenly spread. One in a hundred lost shows in 500 with a probability of 99 %.
_OLD_SAMPLE = 500


def verify(folder: Path, new: npt.NDArray[np.bool_], server: Server | None = None) -> Manifest:
    """The manifest of the build, when the counts are what it says and every *new* row finds itself.

    Raises `Unsound`.
    """
    manifest = Manifest.read(folder)
    connection = tables.open_readonly(folder / tables.FILE)
    collection = opened(folder, server)
    try:
        ids = [i for (i,) in connection.execute("SELECT id FROM passages ORDER BY row")]
        found = collection.count()
        if not found == len(ids) == manifest.passages:
            raise Unsound(f"{found} vectors for {len(ids)} passages in the new build")
        rows = np.concatenate([np.flatnonzero(new), _sample(np.flatnonzero(~new))])
        vectors = load(folder / "passages.npy")
        parts = (rows[at : at + _STEP] for at in range(0, len(rows), _STEP))
        missed = sum(_misses(collection, vectors[part], [ids[r] for r in part], len(ids)) for part in parts)
        if missed > len(rows) * _MAY_MISS + 1:
            raise Unsound(f"{missed} of {len(rows)} passages of the new build do not find themselves")
    except sqlite3.Error as error:
        raise Unsound(f"the tables of the new build cannot be read ({error})") from error
    finally:
        connection.close()
        collection.close()
    return manifest


def _sample(rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The same ones every time."""
    every = max(1, len(rows) // _OLD_SAMPLE)
    return rows[::every][:_OLD_SAMPLE]


def _misses(
    collection: Collection, vectors: npt.NDArray[np.float16], wanted: Sequence[str], passages: int
) -> int:
    """How many are not among their own nearest (identical texts share the first place)."""
    nearest = collection.nearest(vectors.astype(np.float32), min(10, passages))
    return sum(passage not in found for passage, found in zip(wanted, nearest, strict=True))
