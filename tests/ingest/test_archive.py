"""The archive keeps whole articles or nothing."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import fields
from pathlib import Path

import pytest

from ingest.archive import Archive
from ingest.errors import BrokenRecord, NotArchived
from vectorstore.errors import NoSpace
from vectorstore.types import OURSELVES, Article, Basis, Caption

ARTICLE = Article(
    id="abc", title="Tiêu đề", source="a.txt", language="vi", text="Một câu.", captions=(Caption("Ảnh", 0),)
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.write(ARTICLE)
    assert archive.load() == {"abc": ARTICLE}
    assert [p.name for p in archive.folder.iterdir()] == ["abc.json"]


def test_an_empty_home_holds_no_articles(tmp_path: Path) -> None:
    assert Archive(tmp_path / "none").load() == {}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"{", id="half written"),
        pytest.param(b"\xff\xfe\x00", id="binary"),
        pytest.param(b"[1]", id="a list"),
        pytest.param(b'{"id": "bad"}', id="fields missing"),
        pytest.param(
            b'{"id": "other", "title": "", "source": "", "language": "vi", "text": ""}', id="other id"
        ),
        pytest.param(
            b'{"id": "bad", "title": "", "source": "", "language": "vi", "text": "", "x": 1}', id="more"
        ),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, content: bytes) -> None:
    archive = Archive(tmp_path)
    archive.write(ARTICLE)
    (archive.folder / "bad.json").write_bytes(content)
    with pytest.raises(BrokenRecord, match=r"bad\.json"):
        archive.load()
    assert len(archive.broken()) == 1


WRONG = [7, 1.5, True, None, ["a"], {"a": 1}, "\ud800", "2025-02-30"]
# What a field may also be: nothing where it may be unknown (a sum is then made), and any text where it is no day.
OPTIONAL = {"author", "url", "published", "updated", "group", "provision", "sha256"}
DAYS = {"published", "updated"}
LISTS = {"based_on", "captions", "provision"}


@pytest.mark.parametrize("name", [field.name for field in fields(Article)])
def test_a_field_of_another_type_is_named_with_its_file(tmp_path: Path, name: str) -> None:
    archive = Archive(tmp_path)
    archive.write(ARTICLE)
    record = json.loads((archive.folder / "abc.json").read_text(encoding="utf-8"))
    for value in WRONG:
        if value is None and name in OPTIONAL:
            continue
        if value == WRONG[-1] and name not in {"id"} | DAYS | LISTS:
            continue
        (archive.folder / "abc.json").write_text(json.dumps({**record, name: value}), encoding="ascii")
        with pytest.raises(BrokenRecord, match=r"abc\.json"):
            archive.load()


def test_what_is_wrong_is_said_by_the_field(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.write(ARTICLE)
    record = json.loads((archive.folder / "abc.json").read_text(encoding="utf-8"))
    for change, said in (
        ({"title": 7}, "its title is a whole number, not text"),
        ({"publisher": ["a"]}, "its publisher is a list, not text"),
        ({"published": "2025-02-30"}, "its published is '2025-02-30', no day"),
        ({"title": "\ud800"}, "its title holds half a character"),
        (
            {"captions": [{"text": "a", "at": "b"}]},
            "its captions is wrong: its at is text, not a whole number",
        ),
    ):
        (archive.folder / "abc.json").write_text(json.dumps({**record, **change}), encoding="ascii")
        with pytest.raises(BrokenRecord) as broken:
            archive.load()
        assert said in str(broken.value)


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    archive = Archive(tmp_path)
    archive.write(ARTICLE)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(*((os, "fsync", full) if call == "fsync" else (Path, "replace", full)))
    with pytest.raises(NoSpace, match="full"):
        archive.write(Article(id="abc", title="New", source="a.txt", language="vi", text="Hai câu."))
    monkeypatch.undo()
    assert archive.load() == {"abc": ARTICLE}
    assert [p.name for p in archive.folder.iterdir()] == ["abc.json"]


@pytest.mark.parametrize("article_id", ["nobody", "../articles/abc", "", "/etc/passwd", "abc/../abc"])
def test_only_an_archived_id_is_removed(tmp_path: Path, article_id: str) -> None:
    archive = Archive(tmp_path)
    archive.write(ARTICLE)
    with pytest.raises(NotArchived):
        archive.remove(article_id)
    assert archive.load() == {"abc": ARTICLE}


def test_left_overs_of_a_killed_write_are_no_articles(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.write(ARTICLE)
    (archive.folder / "abc.123.tmp").write_text("{")
    assert archive.load() == {"abc": ARTICLE}
    archive.sweep()
    assert [p.name for p in archive.folder.iterdir()] == ["abc.json"]


def old(**fields: str) -> dict[str, object]:
    """A record as it was kept before articles said whose words they hold."""
    record = {"id": "o", "title": "T", "source": "t.md", "language": "vi", "text": "Một câu.", **fields}
    told = {k: v for k, v in Article(**record).to_json().items() if k not in ("voice", "based_on")}  # type: ignore[arg-type]
    return {**told, "captions": []}


def test_an_old_brief_is_ours_after_the_source_it_named() -> None:
    record = old(
        kind="brief", publisher="VTC News", author="Lan", url="https://a.example/1", published="2025-10-25"
    )
    article = Article.from_json(record)
    assert (article.voice, article.publisher, article.author, article.url) == ("brief", OURSELVES, None, None)
    assert article.based_on == (Basis("VTC News", "T", "https://a.example/1", "2025-10-25"),)
    assert Article.from_json(article.to_json()) == article


def test_an_old_legal_text_of_the_starter_corpus_was_a_brief() -> None:
    ours = Article.from_json(old(kind="legal", publisher="United Nations", origin="/x/ingest/corpus"))
    assert (ours.kind, ours.voice, ours.based_on[0].publisher) == ("brief", "brief", "United Nations")
    theirs = Article.from_json(old(kind="legal", publisher="United Nations", origin="/x/mine"))
    assert (theirs.kind, theirs.voice, theirs.publisher) == ("legal", "source", "United Nations")


def test_old_news_stays_what_it_was() -> None:
    article = Article.from_json(old(kind="news", publisher="VTC News", url="https://a.example/1"))
    assert (article.voice, article.publisher, article.based_on) == ("source", "VTC News", ())
