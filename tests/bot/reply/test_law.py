"""An article asked for by its number: the treaty's own text is quoted, our explanation stands behind it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.chat import ask
from ingest.split import passages
from vectorstore.build import build_index
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.lock import write_lock
from vectorstore.types import OURSELVES, Article, Basis, Filters, Provision

LAW = Article(
    "law16",
    "Article 16. Keeping of shared books",
    "law.html#article-16",
    "en",
    "Article 16. Keeping of shared books\n\n1. Each harbour shall keep a book of its lamps.\n\n2. The book shall tell:"
    "\n\n(a) The hours of light;\n\n(b) The name of the keeper.",
    kind="legal",
    url="https://law.example/text",
    published="2024-12-24",
    published_how="stated",
    provision=Provision(16, "Chapter 2. Books"),
)
BRIEF = Article(
    "brief16",
    "What harbours must write down",
    "books.md",
    "en",
    "Under Article 16, harbours must write down when their lamps burn and who looks after them.",
    publisher=OURSELVES,
    published="2026-01-01",
    kind="brief",
    voice="brief",
    based_on=(Basis("Harbour Gazette", "Books"),),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Index]:
    home = tmp_path_factory.mktemp("law")
    with write_lock(home):
        build_index(home, [LAW, BRIEF], passages, embedder)
    opened = Index.open(home, embedder)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "question",
    [
        "What does article 16 say?",
        "what does Article 16 of the Hanoi Convention require",
        "Điều 16 quy định gì?",
        "noi dung dieu 16 cong uoc ha noi la gi",
        "Article 16",
    ],
)
def test_the_article_is_quoted_and_our_brief_stands_behind_it(index: Index, question: str) -> None:
    answer = ask(question, index)
    law, brief = answer.citations
    assert law.quote == LAW.text[law.start : law.end] == LAW.text.partition("\n\n")[2]
    assert (law.voice, law.provision) == ("source", LAW.provision)
    assert (brief.voice, brief.article_id) == ("brief", "brief16")
    assert "our summary" in answer.text or "tóm lược của chúng tôi" in answer.text


def test_a_paragraph_asked_for_is_quoted_alone(index: Index) -> None:
    for question, place in (
        ("What does article 16 paragraph 2 say?", "— Article 16, paragraph 2, 24 December 2024 [1]"),
        ("Khoản 2 Điều 16 quy định gì?", "— khoản 2 Điều 16, 24/12/2024 [1]"),
    ):
        answer = ask(question, index)
        assert answer.citations[0].quote.startswith("2. The book shall tell:")
        assert place in answer.text


@pytest.mark.parametrize(
    "question",
    ["What does article 17 say?", "What does article 16 paragraph 9 say?", "Who opposes article 16?", "Vì sao điều 16 bị phản đối?"],
)  # fmt: skip
def test_what_is_not_held_or_not_asked_is_left_to_others(index: Index, question: str) -> None:
    answer = ask(question, index)
    assert not [c for c in answer.citations if "\n\n" in c.quote]


def test_whoever_asks_for_an_outlet_is_not_told_the_law(index: Index) -> None:
    answer = ask("What does article 16 say?", index, filters=Filters(publisher="Harbour Gazette"))
    assert "law16" not in {c.article_id for c in answer.citations}
