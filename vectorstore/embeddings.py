"""Our embedder as LangChain's `Embeddings`, for other people's vector stores and chains."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.embeddings import Embeddings

from .aliases import expand
from .embedder import Embedder


class HanoiEmbeddings(Embeddings):
    """Vectors as the index has them: `langchain_chroma.Chroma` finds the same passages with it.

    Abbreviations are written out first, as in the index ("LHQ" is "Liên hợp quốc").
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        """Vectors of texts to be found: (len(texts), dimension)."""
        rows: list[list[float]] = self._embedder.passages([expand(t) for t in texts]).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question: (dimension,)."""
        numbers: list[float] = self._embedder.query(expand(text, typed=True)).tolist()
        return numbers
