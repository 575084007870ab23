"""Chroma, behind four functions: one collection of passage vectors below a folder.

No embedding function is ever given to it (its default downloads a model); no client is left open after
writing (a moved folder would break it).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .e5file import Floats

COLLECTION = "passages"
# Neighbours kept and looked at: twice Chroma's defaults, since a passage not found is a fact not told.
HNSW: Any = {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}}


class Collection:
    """An opened collection of one folder."""

    # Rows written at once; Chroma takes 5,461 with SQLite's usual limits.
    _batch = 2_000

    def __init__(self, folder: Path, create: bool = False) -> None:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False, is_persistent=True)
        self._client: Any = chromadb.PersistentClient(str(folder), settings=settings)
        if create:
            self._rows: Any = self._client.get_or_create_collection(
                COLLECTION, embedding_function=None, configuration=HNSW
            )
        else:
            self._rows = self._client.get_collection(COLLECTION, embedding_function=None)

    def count(self) -> int:
        """How many vectors there are."""
        return int(self._rows.count())

    def ids(self) -> set[str]:
        """All passage ids."""
        return set(self._rows.get(include=[])["ids"])

    def upsert(self, ids: Sequence[str], vectors: Floats) -> None:
        """Write rows, replacing those of the same id; no texts, which the build's tables have (they take
        Chroma as long again, and as much of the disk).
        """
        for n in range(0, len(ids), self._batch):
            part = slice(n, n + self._batch)
            self._rows.upsert(ids=list(ids[part]), embeddings=vectors[part])

    def delete(self, ids: Sequence[str]) -> None:
        """Remove rows; an empty list is fine (Chroma itself raises)."""
        for n in range(0, len(ids), self._batch):
            self._rows.delete(ids=list(ids[n : n + self._batch]))

    def nearest(self, vectors: Floats, k: int) -> list[list[str]]:
        """The *k* nearest passages' ids for each row of *vectors*, nearest first."""
        found: list[list[str]] = self._rows.query(query_embeddings=vectors, n_results=k, include=[])["ids"]
        return found

    def close(self) -> None:
        """Let go of the folder's files."""
        self._client.close()
