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
# Chroma takes 5,461 rows at once with SQLite's usual limits.
_BATCH = 2_000
# Neighbours kept and looked at: twice Chroma's defaults, since a passage not found is a fact not told.
_HNSW: Any = {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}}


class Collection:
    """An opened collection of one folder."""

    def __init__(self, folder: Path, create: bool = False) -> None:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False, is_persistent=True)
        self._client: Any = chromadb.PersistentClient(str(folder), settings=settings)
        if create:
            self._rows: Any = self._client.get_or_create_collection(
                COLLECTION, embedding_function=None, configuration=_HNSW
            )
        else:
            self._rows = self._client.get_collection(COLLECTION, embedding_function=None)

    def count(self) -> int:
        """How many vectors there are."""
        return int(self._rows.count())

    def ids(self) -> set[str]:
        """All passage ids."""
        return set(self._rows.get(include=[])["ids"])

    def upsert(self, ids: Sequence[str], vectors: Floats, texts: Sequence[str]) -> None:
        """Write rows, replacing those of the same id."""
        for n in range(0, len(ids), _BATCH):
            part = slice(n, n + _BATCH)
            self._rows.upsert(ids=list(ids[part]), embeddings=vectors[part], documents=list(texts[part]))

    def delete(self, ids: Sequence[str]) -> None:
        """Remove rows; an empty list is fine (Chroma itself raises)."""
        for n in range(0, len(ids), _BATCH):
            self._rows.delete(ids=list(ids[n : n + _BATCH]))

    def nearest(self, vectors: Floats, k: int) -> list[list[str]]:
        """The *k* nearest passages' ids for each row of *vectors*, nearest first."""
        found: list[list[str]] = self._rows.query(query_embeddings=vectors, n_results=k, include=[])["ids"]
        return found

    def close(self) -> None:
        """Let go of the folder's files."""
        self._client.close()
