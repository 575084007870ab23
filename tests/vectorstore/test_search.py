"""Retrieval on the starter briefs and on small articles: filters, restored marks, determinism, LangChain."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_articles import Opening, article, articles

from ingest.split import passages
from vectorstore.build import build_index
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.lock import write_lock
from vectorstore.retriever import HanoiRetriever
from vectorstore.server import Server
from vectorstore.types import Caption, Filters


@pytest.fixture(scope="module")
def small(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, server: Server | None
) -> Iterator[Index]:
    home = tmp_path_factory.mktemp("small")
    captioned = article(
        "anh", "Một buổi sáng đẹp trời ở ven hồ. Mọi người đi bộ.", captions=(Caption("Ảnh: Thành Long", 0),)
    )
    undated = article("cu", "Chuyện cũ kể lại về một lễ ký. Không ai nhớ ngày nào.", published=None)
    older = article(
        "truoc", "Trước lễ ký có 60 nước xác nhận. Các nước khác còn cân nhắc.", published="2025-10-01"
    )
    with write_lock(home):
        build_index(home, [*articles(), captioned, undated, older], passages, embedder, server=server)
    index = Index.open(home, embedder, server)
    yield index
    index.close()


def found(index: Index, question: str, filters: Filters | None = None) -> list[str]:
    return [h.article.id for h in index.search(index.understand(question), 10, filters)]


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        pytest.param(Filters(as_of="2025-10-10"), {"truoc"}, id="as of"),
        pytest.param(Filters(since="2025-10-02"), {"ky", "mua", "san", "anh"}, id="since"),
        pytest.param(Filters(until="2025-10-01"), {"truoc"}, id="until, inclusive"),
        pytest.param(Filters(without=("ky", "truoc")), {"mua", "san", "anh", "cu"}, id="without"),
        pytest.param(Filters(language="en"), set(), id="nothing left"),
        pytest.param(Filters(publisher="Không có"), set(), id="unknown publisher"),
    ],
)
def test_filters(small: Index, filters: Filters, wanted: set[str]) -> None:
    assert set(found(small, "lễ ký", filters)) == wanted


def test_a_filter_that_leaves_nothing_near_finds_nothing(
    starter_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.index.CANDIDATES", 1)
    monkeypatch.setattr("vectorstore.index.FILTERED_FACTOR", 1)
    (nearest,) = found(starter_index, "xylofon qwrtz")[:1]  # words of no article: meaning alone finds it
    assert not found(starter_index, "xylofon qwrtz", Filters(without=(nearest,)))


def test_a_caption_finds_its_surroundings(small: Index) -> None:
    assert found(small, "Thành Long")[0] == "anh"


def test_the_same_question_gives_the_same_list(starter_index: Index) -> None:
    query = starter_index.understand("Bao nhiêu nước đã ký Công ước?")
    assert starter_index.search(query) == starter_index.search(query)


@pytest.mark.parametrize(
    ("typed", "restored"),
    [
        ("bao nhieu nuoc da ky cong uoc", "bao nhiêu nước đã ký công ước"),
        ("khi nao cong uoc co hieu luc", "khi nào công ước có hiệu lực"),
        ("ttk lhq la ai", "tổng thư ký liên hợp quốc là ai"),
        ("bn nuoc da ki", "bao nhiêu nước đã ký"),
    ],
)
def test_marks_are_restored(starter_index: Index, typed: str, restored: str) -> None:
    assert starter_index.understand(typed).text.lower() == restored


def test_scores_are_within_their_promised_bounds(starter_index: Index) -> None:
    for hit in starter_index.search(starter_index.understand("phê chuẩn"), 20):
        assert 0 <= hit.score <= 1
        assert -1 <= hit.cosine <= 1
        assert 0 <= hit.lexical <= 1
        assert len(hit.sentence_cosines) == len(hit.passage.sentences)


def test_langchain_gets_verbatim_dated_documents(starter_index: Index) -> None:
    documents = HanoiRetriever(index=starter_index, k=3).invoke("How many countries signed?")
    assert len(documents) == 3
    for document in documents:
        kept = starter_index.article(document.metadata["article_id"])
        assert kept is not None
        assert kept.text[document.metadata["start"] : document.metadata["end"]] == document.page_content
        assert document.metadata["published"]


def test_an_empty_index_answers_with_nothing(
    tmp_path: Path, embedder: Embedder, server: Server | None, opened: Opening
) -> None:
    with write_lock(tmp_path):
        build_index(tmp_path, [], passages, embedder, server=server)
    index = opened(tmp_path, embedder)
    assert index.search(index.understand("gì cũng được")) == []
