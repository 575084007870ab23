"""An index that grew article by article is the index of the same articles built at once."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ingest.split import passages
from vectorstore import build as build_module
from vectorstore import places, tables
from vectorstore import verify as verify_module
from vectorstore.build import build_index
from vectorstore.chroma import Collection
from vectorstore.embedder import Embedder
from vectorstore.errors import Unsound
from vectorstore.index import Index
from vectorstore.lock import write_lock
from vectorstore.types import Article, Passage


def built(home: Path, *steps: tuple, embedder: Embedder) -> Path:
    for articles in steps:
        with write_lock(home):
            build_index(home, articles, passages, embedder)
    return places.builds(home) / places.current_name(home)


@pytest.mark.parametrize("name", ["passages.npy", "sentences.npy"])
def test_a_grown_index_has_the_vectors_of_a_fresh_one(
    tmp_path: Path, starter_index: Index, embedder: Embedder, name: str
) -> None:
    articles = starter_index.articles()[:12]
    grown = built(tmp_path / "grown", articles[::2], articles, embedder=embedder)
    fresh = built(tmp_path / "fresh", articles, embedder=embedder)
    assert np.array_equal(np.load(grown / name), np.load(fresh / name))


class Marked:
    """Quick vectors, the same for the same text."""

    id, dimension = "marked-test", 16

    def passages(self, texts: Sequence[str]) -> np.ndarray:
        return np.array([self.query(text) for text in texts], np.float32)

    def query(self, text: str) -> np.ndarray:
        vector = np.random.default_rng(zlib.crc32(text.encode())).standard_normal(self.dimension)
        return vector / np.linalg.norm(vector)


def held(folder: Path) -> dict[str, object]:
    """All that a build holds, whatever the order it was written in."""
    connection = tables.open_readonly(folder / tables.FILE)
    found: dict[str, object] = {
        name: sorted(connection.execute(f"SELECT * FROM {name}"))
        for name in ("articles", "passages", "forms", "pairs")
    }
    connection.close()
    for name in ("plain", "folded"):
        starts, rows, weights = (np.load(folder / name / f"{n}.npy") for n in ("starts", "rows", "weights"))
        terms = np.repeat(np.load(folder / name / "terms.npy"), np.diff(starts))
        found[name] = sorted(zip(terms.tolist(), rows.tolist(), weights.tolist(), strict=True))
    return found


def test_an_index_that_grew_and_shrank_holds_what_a_fresh_one_holds(
    tmp_path: Path, starter_index: Index
) -> None:
    articles = list(starter_index.articles()[:20])
    changed = replace(articles[3], text=articles[3].text + "\n\nMột câu mới về Công ước Hà Nội.", sha256="")
    final = [*articles[:3], changed, *articles[8:]]
    grown = built(tmp_path / "grown", articles[:6], articles[:15], articles, final, embedder=Marked())
    fresh = built(tmp_path / "fresh", final, embedder=Marked())
    assert held(grown) == held(fresh)


def test_other_rules_cut_and_count_again(
    tmp_path: Path, starter_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = list(starter_index.articles()[:6])
    cut: list[str] = []

    def counted(article: Article) -> list[Passage]:
        cut.append(article.id)
        return passages(article)

    def build(rules: str) -> Path:
        monkeypatch.setattr(build_module, "rules_of", lambda _: rules)
        cut.clear()
        with write_lock(tmp_path):
            build_index(tmp_path, articles, counted, Marked())
        return places.builds(tmp_path) / places.current_name(tmp_path)

    first = held(build("one"))
    assert len(cut) == 6
    assert held(build("one")) == first
    assert cut == []
    assert held(build("other")) == first
    assert len(cut) == 6


@pytest.mark.parametrize("damaged", [1, 8])
def test_a_passage_that_does_not_find_itself_is_written_again(
    tmp_path: Path, starter_index: Index, monkeypatch: pytest.MonkeyPatch, damaged: int
) -> None:
    fill = build_module.fill

    def forgetful(*args: Any) -> None:
        fill(*args)
        folder, plan, collection = args[0], args[3], args[6]
        collection.upsert(
            collection.records(plan.ids[:damaged]),
            -np.load(folder / "passages.npy")[:damaged].astype(np.float32),
        )

    monkeypatch.setattr(build_module, "fill", forgetful)
    folder = built(tmp_path, list(starter_index.articles()), embedder=Marked())
    vectors = np.load(folder / "passages.npy").astype(np.float32)
    collection = Collection(folder / "chroma")
    nearest = collection.nearest(vectors[:damaged], 1)
    known = sorted(collection.ids())
    collection.close()
    assert [[i] for i in known[:damaged]] == nearest


def test_a_build_that_stays_damaged_is_unsound(
    tmp_path: Path, starter_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify_module, "_write_again", lambda *_: None)
    with pytest.raises(Unsound, match="do not find themselves"):
        test_a_passage_that_does_not_find_itself_is_written_again(tmp_path, starter_index, monkeypatch, 8)
    assert list(places.builds(tmp_path).iterdir()) == []
