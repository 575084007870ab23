"""Builds: written aside, verified, switched; and what happens when something is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from small_articles import Opening, article, articles

from ingest.split import passages
from vectorstore import build, places
from vectorstore.current import Current
from vectorstore.embedder import Embedder
from vectorstore.errors import Busy, ModelMismatch, NoIndex, NoSpace, Unsound
from vectorstore.index import Index
from vectorstore.lock import write_lock
from vectorstore.manifest import Manifest
from vectorstore.served import forget
from vectorstore.server import Server
from vectorstore.types import Article


class Counting:
    """The real embedder, counting what it is given."""

    def __init__(self, inner: Embedder, name: str | None = None) -> None:
        self._inner, self.id, self.dimension, self.embedded = inner, name or inner.id, inner.dimension, 0

    def passages(self, texts):  # type: ignore[no-untyped-def]
        self.embedded += len(texts)
        return self._inner.passages(texts)

    def query(self, text):  # type: ignore[no-untyped-def]
        return self._inner.query(text)


def make(home: Path, kept: list[Article], embedder: Embedder, server: Server | None) -> Manifest:
    with write_lock(home):
        return build.build_index(home, kept, passages, embedder, server=server)


def test_every_article_is_found_by_its_own_words(
    tmp_path: Path, embedder: Embedder, server: Server | None, opened: Opening
) -> None:
    made = make(tmp_path, articles(), embedder, server)
    index = opened(tmp_path, embedder)
    assert (made.articles, made.passages, made.newest) == (3, 3, "2025-10-26")
    for name in ("ky", "mua", "san"):
        first = index.search(index.understand(article(name).text[:40]))[0]
        assert first.article.id == name


def test_the_same_articles_make_the_same_build(
    tmp_path: Path, embedder: Embedder, server: Server | None
) -> None:
    one, other = (
        make(tmp_path / "a", articles(), embedder, server),
        make(tmp_path / "b", articles()[::-1], embedder, server),
    )
    assert one.build == other.build
    assert make(tmp_path / "c", articles()[:2], embedder, server).build != one.build


def test_what_has_not_changed_is_not_embedded_again(
    tmp_path: Path, embedder: Embedder, server: Server | None
) -> None:
    counting = Counting(embedder)
    make(tmp_path, articles()[:2], counting, server)
    before = counting.embedded
    make(tmp_path, articles(), counting, server)
    assert counting.embedded - before == 3  # one passage, two sentences
    fresh = Counting(embedder)
    make(tmp_path / "again", articles(), fresh, server)
    folders = [places.builds(h) / places.current_name(h) for h in (tmp_path, tmp_path / "again")]
    one, other = (np.load(f / "sentences.npy").astype(np.float32) for f in folders)
    assert np.abs(one - other).max() < 0.05


def test_an_article_taken_out_is_found_no_more(
    tmp_path: Path, embedder: Embedder, server: Server | None, opened: Opening
) -> None:
    make(tmp_path, articles(), embedder, server)
    make(tmp_path, articles()[:2], embedder, server)
    index = opened(tmp_path, embedder)
    assert {h.article.id for h in index.search(index.understand("giá gạo"))} == {"ky", "mua"}


def test_a_changed_article_is_found_by_its_new_words(
    tmp_path: Path, embedder: Embedder, server: Server | None, opened: Opening
) -> None:
    make(tmp_path, articles(), embedder, server)
    make(
        tmp_path,
        [*articles()[:2], article("san", "Cà phê lên giá. Người trồng cà phê rất vui mừng.")],
        embedder,
        server,
    )
    index = opened(tmp_path, embedder)
    best = index.search(index.understand("cà phê"))[0]
    assert best.article.text[best.passage.start : best.passage.end].startswith("Cà phê")


def test_another_model_is_an_error_that_names_both(
    tmp_path: Path, embedder: Embedder, server: Server | None, opened: Opening
) -> None:
    make(tmp_path, articles(), embedder, server)
    with pytest.raises(ModelMismatch, match=r"another-model.*hanoi reindex"):
        opened(tmp_path, Counting(embedder, "another-model"))


def test_no_index_says_how_to_make_one(tmp_path: Path, embedder: Embedder) -> None:
    with pytest.raises(NoIndex, match="hanoi ingest --starter"):
        Index.open(tmp_path, embedder)


@pytest.mark.parametrize(
    "damaged", ["manifest.json", "index.sqlite", "sentences.npy", "plain/terms.npy", "chroma"]
)
def test_a_damaged_build_is_unsound(
    damaged: str, tmp_path: Path, embedder: Embedder, server: Server | None, opened: Opening
) -> None:
    make(tmp_path, articles(), embedder, server)
    folder = places.builds(tmp_path) / places.current_name(tmp_path)
    if damaged == "chroma":
        forget(folder, server)
    target = folder / damaged
    shutil.rmtree(target) if target.is_dir() else target.write_bytes(b"\0" * 10)
    with pytest.raises(Unsound, match="hanoi reindex"):
        opened(tmp_path, embedder)


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    with write_lock(tmp_path), pytest.raises(Busy), write_lock(tmp_path):
        pass


@pytest.mark.parametrize("step", ["write_passages", "fill", "verify"])
def test_a_failure_before_the_switch_leaves_the_old_build(
    step: str,
    tmp_path: Path,
    embedder: Embedder,
    server: Server | None,
    opened: Opening,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make(tmp_path, articles()[:2], embedder, server)
    before = places.current_name(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(build, step, full)
    with pytest.raises(NoSpace, match="previous index is untouched"):
        make(tmp_path, articles(), embedder, server)
    assert places.current_name(tmp_path) == before
    assert [f.name for f in places.builds(tmp_path).iterdir()] == [before]
    assert len(opened(tmp_path, embedder).articles()) == 2


def test_a_running_reader_follows_the_switch(
    tmp_path: Path, embedder: Embedder, server: Server | None
) -> None:
    make(tmp_path, articles()[:2], embedder, server)
    current = Current(tmp_path, embedder, server)
    old = current.get()
    make(tmp_path, articles(), embedder, server)
    assert len(current.get().articles()) == 3
    assert len(old.search(old.understand("mùa thu"))) == 2  # a question under way still reads the old build
    old.close()
    current.get().close()
