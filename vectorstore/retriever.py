"""The index as a LangChain retriever, for other people's chains."""

from __future__ import annotations

from dataclasses import asdict

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, field_validator

from .days import with_days
from .index import Index
from .types import Filters, Hit


class HanoiRetriever(BaseRetriever):
    """Passages for a question, best first, with where and when they were published as metadata.

    index = Index.open(home, load_embedder(None, home / "models"))
    HanoiRetriever(index=index, k=4).invoke("Bao nhiêu nước đã ký?")
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Index
    k: int = 6
    filters: Filters | None = None

    @field_validator("filters")
    @classmethod
    def _with_days(cls, filters: Filters | None) -> Filters | None:
        return with_days(filters) if filters else None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        hits = self.index.search(self.index.understand(query), self.k, self.filters)
        return [_document(hit) for hit in hits]


def _document(hit: Hit) -> Document:
    """`page_content` is verbatim: article.text[start:end].

    Where `voice` is "brief" it is our summary after `based_on`, and nobody else's words.
    """
    article, passage = hit.article, hit.passage
    return Document(
        id=passage.id,
        page_content=article.text[passage.start : passage.end],
        metadata={
            "article_id": article.id,
            "title": article.title,
            "publisher": article.publisher,
            "published": article.published,
            "published_how": article.published_how,
            "url": article.url,
            "source": article.source,
            "kind": article.kind,
            "voice": article.voice,
            "provision": article.provision.number if article.provision else None,
            "based_on": [asdict(b) for b in article.based_on],
            "start": passage.start,
            "end": passage.end,
            "score": hit.score,
        },
    )
