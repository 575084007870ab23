"""An index proves itself: a file, a table or an article that changed is named, and nothing is answered from it."""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot import chat
from ingest.split import passages
from tests.conftest import SIGNING
from vectorstore import build, places, tables
from vectorstore.current import Current
from vectorstore.embedder import Embedder
from vectorstore.errors import IndexProblem, Unsound
from vectorstore.index import Index
from vectorstore.lock import write_lock
from vectorstore.manifest import Manifest
from vectorstore.proof import Proof, differences

QUESTION = SIGNING


@pytest.fixture
def own(small_home: Path, tmp_path: Path) -> Path:
    """A copy of the small home's index; returns the home."""
    shutil.copytree(small_home / "index", tmp_path / "home" / "index")
    return tmp_path / "home"


def folder_of(home: Path) -> Path:
    return places.builds(home) / places.current_name(home)


def flip(path: Path, at: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[at % len(raw)] ^= 1 << at % 8
    path.write_bytes(raw)


def asked(home: Path, embedder: Embedder) -> str:
    """What is answered, or what is said of the index; whatever else happens fails the test."""
    try:
        index = Index.open(home, embedder)
    except IndexProblem as error:
        return str(error)
    try:
        index.prove()
        return json.dumps(chat.ask(QUESTION, index).to_json()["citations"])
    except IndexProblem as error:
        return str(error)
    finally:
        index.close()


def test_one_bit_in_any_file_is_named_and_never_answered_from(own: Path, embedder: Embedder) -> None:
    whole, folder = asked(own, embedder), folder_of(own)
    assert "hanoi reindex" not in whole
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
    assert len(names) >= 20
    for name in names:
        path = folder / name
        kept = path.read_bytes()
        for at in (len(kept) // 3,) if kept else ():
            flip(path, at)
            said = asked(own, embedder)
            if not name.startswith("chroma/"):
                assert Path(name).name in said or ("manifest" in name and "manifest" in said), (
                    name,
                    at,
                    said,
                )
                assert said.endswith("Run `hanoi reindex` to rebuild it.")
            else:  # Chroma's own: ranked by, never quoted from
                assert said == whole or "hanoi" in said, (name, at, said)
            path.write_bytes(kept)
    assert asked(own, embedder) == whole


def edits(path: Path) -> Iterator[tuple[str, str]]:
    """One UPDATE for each column of each table."""
    with closing(sqlite3.connect(path)) as db:
        tables_of = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables_of:
            for _, column, kind, *_ in db.execute(f"PRAGMA table_info({table})"):
                changed = (
                    f"{column} + 1" if kind in ("INTEGER", "REAL") else f"replace({column}, '2', '3') || ' '"
                )
                where = f"rowid = (SELECT rowid FROM {table} ORDER BY rowid DESC LIMIT 1)"
                yield f"{table}.{column}", f"UPDATE {table} SET {column} = {changed} WHERE {where}"


def test_one_value_in_any_table_is_named(own: Path, embedder: Embedder) -> None:
    path = folder_of(own) / tables.FILE
    kept, changed = path.read_bytes(), 0
    for what, edit in list(edits(path)):
        db = sqlite3.connect(path)
        try:
            db.execute(edit)
            db.commit()
        except sqlite3.IntegrityError:
            continue  # a key that is taken
        finally:
            db.close()
        changed += 1
        assert "index.sqlite" in asked(own, embedder), what
        path.write_bytes(kept)
    assert changed >= 10


def test_a_date_edited_under_a_sum_that_was_made_to_fit_is_not_quoted(own: Path, embedder: Embedder) -> None:
    folder = folder_of(own)
    with sqlite3.connect(folder / tables.FILE) as db:
        db.execute("UPDATE articles SET record = json_set(record, '$.published', '2021-01-01')")
    db.close()
    Manifest.read(folder).sealed(folder)
    index = Index.open(own, embedder)
    try:
        with pytest.raises(Unsound, match=r"article \w+ .* is not the one that was indexed.*hanoi reindex"):
            chat.ask(QUESTION, index)
    finally:
        index.close()


@pytest.mark.parametrize("change", ["text", "title", "publisher", "sha256"])
def test_an_article_that_changed_is_not_quoted(change: str, own: Path, embedder: Embedder) -> None:
    folder = folder_of(own)
    with sqlite3.connect(folder / tables.FILE) as db:
        db.execute(
            f"UPDATE articles SET record = json_set(record, '$.{change}', 'X' || json_extract(record, '$.{change}'))"
        )
    db.close()
    Manifest.read(folder).sealed(folder)
    assert "is not the one that was indexed" in asked(own, embedder)


def test_what_is_found_later_stops_the_answers_and_a_new_build_brings_them_back(
    own: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    folder = folder_of(own)
    flip(folder / "sentences.npy", 5_000)
    monkeypatch.setattr("vectorstore.index.BUDGET_S", 0.0)  # as of an index too large to be looked at in time
    current = Current(own, embedder)
    index = current.get()
    with pytest.raises(Unsound, match=r"sentences\.npy"):
        index.prove()
    with pytest.raises(Unsound, match=r"sentences\.npy.*hanoi reindex"):
        chat.ask(QUESTION, current.get())
    assert "sentences.npy" in caplog.text
    articles = index.articles()
    with write_lock(own):
        build.build_index(own, articles, passages, embedder)
    assert chat.ask(QUESTION, current.get()).found
    index.close()
    current.get().close()


def test_a_new_build_takes_nothing_over_from_a_damaged_one(own: Path, embedder: Embedder) -> None:
    index = Index.open(own, embedder)
    articles = index.articles()
    wanted = (folder_of(own) / "sentences.npy").read_bytes()
    index.close()
    flip(folder_of(own) / "sentences.npy", 5_000)
    with write_lock(own):
        build.build_index(own, articles, passages, embedder)
    assert (folder_of(own) / "sentences.npy").read_bytes() == wanted
    assert not differences(folder_of(own), Manifest.read(folder_of(own)).files)


def test_a_manifest_without_sums_is_of_an_index_to_be_built_again(own: Path, embedder: Embedder) -> None:
    path = folder_of(own) / "manifest.json"
    record = json.loads(path.read_text())
    del record["files"], record["sum"]
    path.write_text(json.dumps(record))
    with pytest.raises(Unsound, match=r"before its files were summed up.*hanoi reindex"):
        Index.open(own, embedder)


def test_a_large_file_does_not_hold_opening_up(tmp_path: Path) -> None:
    """100,000 passages take some 0.9 GB, most of it in one file."""
    with (tmp_path / "sentences.npy").open("wb") as file:
        file.truncate(900_000_000)
    proof = Proof(tmp_path, {"sentences.npy": f"900000000:{'0' * 64}"})
    began = time.monotonic()
    proof.start(0.0)
    assert time.monotonic() - began < 0.3
    began = time.monotonic()
    proof.close()
    assert time.monotonic() - began < 0.3
