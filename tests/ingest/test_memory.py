"""Unchanged files are not read again, but nothing changed is ever missed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from library_samples import ONE, HashEmbedder

from ingest.archive import Archive
from ingest.formats import Raw
from ingest.run import ingest
from ingest.sandbox import Reader
from vectorstore.types import Article


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that were really read."""
    sources: list[str] = []
    original: Callable[[Reader, Raw], tuple[Article, str]] = Reader.read_noted

    def counted(self: Reader, raw: Raw) -> tuple[Article, str]:
        sources.append(raw.source)
        return original(self, raw)

    monkeypatch.setattr(Reader, "read_noted", counted)
    return sources


@pytest.fixture
def home(tmp_path: Path, articles: Path, quick: HashEmbedder, read: list[str]) -> Path:
    ingest([str(articles)], tmp_path / "home", quick)
    read.clear()
    return tmp_path / "home"


def test_the_same_bytes_are_read_once(
    home: Path, articles: Path, quick: HashEmbedder, read: list[str]
) -> None:
    assert ingest([str(articles)], home, quick).counts == {"unchanged": 2}
    assert read == []


def test_other_bytes_are_read(home: Path, articles: Path, quick: HashEmbedder, read: list[str]) -> None:
    (articles / "library.txt").write_text(ONE + "\nMột câu nữa.\n", encoding="utf-8")
    assert ingest([str(articles)], home, quick).counts == {"unchanged": 1, "updated": 1}
    assert read == ["library.txt"]


def test_a_record_that_somebody_edited_is_restored(
    home: Path, articles: Path, quick: HashEmbedder, read: list[str]
) -> None:
    known = {a.source: a for a in Archive(home).load().values()}["library.txt"]
    path = home / "articles" / f"{known.id}.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "title": "Khác"}), encoding="utf-8")
    assert ingest([str(articles)], home, quick).counts == {"unchanged": 1, "updated": 1}
    assert Archive(home).load()[known.id].title == known.title


def test_other_outlets_mean_another_reading(
    home: Path, articles: Path, quick: HashEmbedder, read: list[str]
) -> None:
    (home / "publishers.toml").write_text(
        '[[outlet]]\nname = "The Gazette"\nspellings = ["Example Gazette"]\n'
    )
    ingest([str(articles)], home, quick)
    assert len(read) == 2
    assert "The Gazette" in {a.publisher for a in Archive(home).load().values()}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"rules": 1, "read": {}}', '{"read": {"a": [1]}}'])
def test_a_broken_memory_costs_time_only(
    home: Path, articles: Path, quick: HashEmbedder, read: list[str], content: str
) -> None:
    (home / "read.json").write_text(content)
    assert ingest([str(articles)], home, quick).counts == {"unchanged": 2}
    assert len(read) == 2


def test_a_lost_record_is_made_again(
    home: Path, articles: Path, quick: HashEmbedder, read: list[str]
) -> None:
    sorted((home / "articles").glob("*.json"))[0].unlink()
    assert ingest([str(articles)], home, quick).counts == {"unchanged": 1, "added": 1}
