"""Chroma, behind four functions: one collection of passages below a folder, with vectors, texts and metadata.

It is an ordinary collection: `langchain_chroma.Chroma` opens it (`docs/langchain.md`).

No embedding function is ever given to it (its default downloads a model); no client is left open after
writing (a moved folder would break it).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .e5file import Floats
from .types import Article, Passage

COLLECTION = "passages"
# Neighbours kept and looked at: twice Chroma's defaults, since a passage not found is a fact not told.
HNSW: Any = {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}}


# What Chroma can filter by; it knows no None, so what nobody knows is left out.
Metadata = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Record:
    """A passage as Chroma holds it."""

    id: str
    text: str  # verbatim: article.text[start:end]
    metadata: Metadata


def record_of(article: Article, passage: Passage) -> Record:
    """The passage's text, and where and when it was published; `day` is 20251026 for 26 October 2025."""
    known: dict[str, str | int | None] = {
        "article_id": article.id,
        "title": article.title,
        "publisher": article.publisher or None,
        "published": article.published,
        "day": int(article.published.replace("-", "")) if article.published else None,
        "language": article.language,
        "kind": article.kind,
        "voice": article.voice,
        "url": article.url,
        "source": article.source,
        "start": passage.start,
        "end": passage.end,
    }
    metadata = {name: value for name, value in known.items() if value is not None}
    return Record(passage.id, article.text[passage.start : passage.end], metadata)


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

    def upsert(self, records: Sequence[Record], vectors: Floats) -> None:
        """Write rows, replacing those of the same id."""
        for n in range(0, len(records), self._batch):
            part = records[n : n + self._batch]
            self._rows.upsert(
                ids=[r.id for r in part],
                embeddings=vectors[n : n + self._batch],
                documents=[r.text for r in part],
                metadatas=[r.metadata for r in part],
            )

    def records(self, ids: Sequence[str]) -> list[Record]:
        """Those rows as they were written, in the order of *ids*."""
        found = self._rows.get(ids=list(ids), include=["documents", "metadatas"])
        rows = zip(found["ids"], found["documents"], found["metadatas"], strict=True)
        by_id = {i: Record(i, text or "", dict(metadata or {})) for i, text, metadata in rows}
        return [by_id[i] for i in ids]

    def delete(self, ids: Sequence[str]) -> None:
        """Remove rows; an empty list is fine (Chroma itself raises)."""
        for n in range(0, len(ids), self._batch):
            self._rows.delete(ids=list(ids[n : n + self._batch]))

    def nearest(self, vectors: Floats, k: int) -> list[list[str]]:
        """The *k* nearest passages' ids for each row of *vectors*, nearest first."""
        found: list[list[str]] = self._rows.query(query_embeddings=vectors, n_results=k, include=[])["ids"]
        return found

    def vectors(self, ids: Sequence[str]) -> Floats:
        """The vectors of those rows, in the order of *ids*; raises KeyError of one that is not there."""
        found = self._rows.get(ids=list(ids), include=["embeddings"])
        by_id = dict(zip(found["ids"], found["embeddings"], strict=True))
        return np.array([by_id[i] for i in ids], np.float32)

    def close(self) -> None:
        """Let go of the folder's files."""
        self._client.close()
