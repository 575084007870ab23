"""What speaks for an answer, and what speaks against it."""

from __future__ import annotations

from pathlib import Path

from bot.asked import understand
from bot.chat import RETRIEVED
from bot.confidence import Evidence
from bot.reader import read
from ingest.split import passages
from vectorstore.build import build_index
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.lock import write_lock
from vectorstore.types import Article

GATE = "Cổng thành phía đông được xây bằng đá ong vào năm 1805. Người thợ cả là ông Lê Văn Tứ."
BRIDGE = "Cây cầu gỗ bắc qua sông được sửa lần cuối vào năm 1931. Thợ mộc trong làng cùng nhau làm."
QUESTION = "Cổng thành phía đông được sửa lần cuối vào năm nào?"


def seen(home: Path, embedder: Embedder, texts: list[str]) -> Evidence:
    articles = [
        Article(
            id=str(n), title=f"Bài {n}", text=text, source=f"{n}.txt", published="2020-01-01", language="vi"
        )
        for n, text in enumerate(texts)
    ]
    with write_lock(home):
        build_index(home, articles, passages, embedder)
    index = Index.open(home, embedder)
    asked = understand(QUESTION, index, None)
    found = read(asked, index.search(asked.query, RETRIEVED), index).evidence
    index.close()
    assert found is not None
    return found


def test_a_word_that_only_another_passage_has_speaks_against_this_one(
    tmp_path: Path, embedder: Embedder
) -> None:
    alone = seen(tmp_path / "alone", embedder, [GATE])
    assert alone.missing > 0, "the gate's article says nothing of a repair"
    assert alone.elsewhere == 0
    beside = seen(tmp_path / "beside", embedder, [GATE, BRIDGE])
    assert beside.elsewhere > 0


def test_one_passage_alone_leads_nobody(tmp_path: Path, embedder: Embedder) -> None:
    alone = seen(tmp_path, embedder, [GATE])
    assert (alone.lead, alone.rest, alone.met_elsewhere) == (0.0, 0.0, 0.0)
