"""The index as those who know LangChain use it: `docs/langchain.md` as it stands there."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas
import pytest
from langchain_core.language_models import FakeListChatModel
from pydantic import ValidationError

from bot.chat import ask
from vectorstore.embeddings import HanoiEmbeddings
from vectorstore.index import Index
from vectorstore.retriever import HanoiRetriever
from vectorstore.types import Filters

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "langchain.md"
QUESTION = "Bao nhiêu nước đã ký?"


def blocks() -> list[str]:
    """The guide's pieces of Python, in order."""
    return re.findall(r"^```python\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.M | re.S)


@pytest.fixture
def guide(starter_index: Index, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the guide's reader has: a home and a model."""
    monkeypatch.setattr(Index, "open", lambda *_: starter_index)
    monkeypatch.setattr("vectorstore.embedder.load_embedder", lambda *_: starter_index.embedder)
    return {"home": starter_index.folder.parents[1], "model": FakeListChatModel(responses=["72 [1]."])}


def test_the_chain_of_the_guide_answers(guide: dict[str, Any]) -> None:
    exec(blocks()[0], guide)
    assert guide["chain"].invoke(QUESTION).content == "72 [1]."
    assert len(guide["retriever"].invoke(QUESTION)) == 4


def test_langchain_chroma_opens_a_build_and_finds_what_the_index_finds(guide: dict[str, Any]) -> None:
    for block in blocks():
        exec(block, guide)
    index: Index = guide["index"]
    assert len(guide["found"]) == 4
    for document in guide["found"]:
        article = index.article(document.metadata["article_id"])
        assert article is not None
        assert article.text[document.metadata["start"] : document.metadata["end"]] == document.page_content
        assert document.metadata["day"] <= 20251026
        assert document.metadata["title"] == article.title
    by_meaning = guide["store"].similarity_search(QUESTION, k=20)
    ours = sorted(index.search(index.understand(QUESTION), 20), key=lambda hit: hit.ranks["cosine"])
    assert {d.id for d in by_meaning[:3]} == {hit.passage.id for hit in ours[:3]}


def test_the_embeddings_are_those_of_the_index(starter_index: Index) -> None:
    embeddings = HanoiEmbeddings(starter_index.embedder)
    (written,) = embeddings.embed_documents(["Đại hội đồng LHQ"])
    (out,) = embeddings.embed_documents(["Đại hội đồng Liên hợp quốc"])
    assert written == out
    assert len(embeddings.embed_query(QUESTION)) == starter_index.embedder.dimension


WRONG = ["25/10/2025", "2025", "2025-10", "2025-13-01", "20251025", "2025-W43-6", "2025-10-25T00:00:00Z", "2025-10-25 ", "",
         "\uff12\uff10\uff12\uff15-10-25", b"2025-10-25", 0, 20251025, True, pandas.NaT]  # fmt: skip


@pytest.mark.parametrize("field", ["as_of", "since", "until"])
@pytest.mark.parametrize("day", WRONG, ids=repr)
def test_what_is_no_iso_date_is_refused_and_never_compared(
    starter_index: Index, field: str, day: Any
) -> None:
    filters = Filters(**{field: day})
    with pytest.raises(ValidationError, match="YYYY-MM-DD"):
        HanoiRetriever(index=starter_index, filters=filters)
    late = HanoiRetriever(index=starter_index)
    late.filters = filters  # LangChain's own objects are changed after they are made, too
    for use in (late.invoke, lambda question: ask(question, starter_index, filters=filters)):
        with pytest.raises(ValueError, match=rf"{field}=.*YYYY-MM-DD"):
            use(QUESTION)


@pytest.mark.parametrize(
    "day",
    [
        "2025-10-25",
        date(2025, 10, 25),
        datetime(2025, 10, 25, 23, 30),
        datetime(2025, 10, 24, 18, tzinfo=UTC),  # one o'clock at night on the 25th in Viet Nam
        pandas.Timestamp("2025-10-25"),
    ],
)
def test_a_day_is_taken_in_every_form_that_means_one(starter_index: Index, day: Any) -> None:
    found = HanoiRetriever(index=starter_index, k=20, filters=Filters(as_of=day)).invoke(QUESTION)
    days = [d.metadata["published"] for d in found]
    assert days
    assert all(day <= "2025-10-25" for day in days)
    same = ask(QUESTION, starter_index, filters=Filters(as_of="2025-10-25"))
    assert ask(QUESTION, starter_index, filters=Filters(as_of=day)).text == same.text


@pytest.mark.parametrize("day", [date(1, 1, 1), "0001-01-01"])
def test_a_day_before_everything_finds_nothing(starter_index: Index, day: Any) -> None:
    assert HanoiRetriever(index=starter_index, filters=Filters(as_of=day)).invoke(QUESTION) == []
