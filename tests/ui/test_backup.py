"""A backup is everything that cannot be made again, and a restored home answers as before."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answer import Answer
from tests.conftest import SIGNING
from ui.backup import BadBackup, backup, restore
from ui.feedback import Opinions
from vectorstore.errors import Busy
from vectorstore.lock import write_lock

ANSWER = Answer("How many?", "72 [1]", True, "en")


@pytest.fixture
def full(home: Path, tmp_path: Path) -> Path:
    """A home with articles, an opinion and the owner's outlets, but without index or model."""
    folder = tmp_path / "full"
    shutil.copytree(home / "articles", folder / "articles")
    Opinions(folder).keep(ANSWER, True, "useful")
    (folder / "publishers.toml").write_text("# mine\n")
    return folder


def texts(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (home / "articles").glob("*.json")}


def test_there_and_back_nothing_is_lost(full: Path, tmp_path: Path) -> None:
    kept = backup(full, tmp_path / "b.tar.gz")
    back = tmp_path / "back"
    assert restore(tmp_path / "b.tar.gz", back) == kept
    assert texts(back) == texts(full)
    assert Opinions(back).all() == Opinions(full).all()
    assert (back / "publishers.toml").read_text() == "# mine\n"
    assert {path.name for path in back.iterdir()} <= {
        "articles",
        "feedback.sqlite3",
        "publishers.toml",
        "lock",
    }


def test_from_the_command_line_a_restored_home_answers_the_same(
    small_home: Path, fresh_hanoi, tmp_path: Path
) -> None:
    hanoi = replace(fresh_hanoi, home=small_home)
    assert hanoi("backup", str(tmp_path / "b.tar.gz")).returncode == 0
    done = fresh_hanoi("restore", str(tmp_path / "b.tar.gz"))
    assert done.returncode == 0, done.stderr.decode()
    answers = [json.loads(command("ask", "--json", SIGNING).stdout) for command in (hanoi, fresh_hanoi)]
    for answer in answers:
        del answer["took_ms"]
    assert answers[0] == answers[1]


def test_articles_that_are_there_are_replaced_only_when_asked(full: Path, tmp_path: Path) -> None:
    backup(full, tmp_path / "b.tar.gz")
    victim = next((full / "articles").glob("*.json"))
    victim.unlink()
    with pytest.raises(BadBackup, match="--replace"):
        restore(tmp_path / "b.tar.gz", full)
    assert not victim.exists()
    restore(tmp_path / "b.tar.gz", full, replace=True)
    assert victim.exists()
    assert not (full / "articles.before").exists()


def test_a_home_without_articles_has_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(BadBackup, match="no articles"):
        backup(tmp_path / "home", tmp_path / "b.tar.gz")
    assert not (tmp_path / "b.tar.gz").exists()


def test_while_somebody_writes_there_is_no_backup(full: Path, tmp_path: Path) -> None:
    with write_lock(full), pytest.raises(Busy):
        backup(full, tmp_path / "b.tar.gz")


def put(path: Path, files: dict[str, bytes], entries: list[tarfile.TarInfo] | None = None) -> Path:
    """A tar file with *files*, and entries without content."""
    with tarfile.open(path, "w:gz") as tar:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
        for entry in entries or []:
            tar.addfile(entry)
    return path


MARK = json.dumps({"format": 1, "articles": 0, "opinions": False, "created_at": "2026-01-01"}).encode()
ONE = json.dumps({**json.loads(MARK), "articles": 1}).encode()


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({}, id="empty"),
        pytest.param({"other.txt": b"x"}, id="somebody else's"),
        pytest.param({"hanoi-backup.json": b"{"}, id="a broken mark"),
        pytest.param({"hanoi-backup.json": b'{"format": 99}'}, id="a later format"),
        pytest.param({"hanoi-backup.json": b"[]"}, id="a list for a mark"),
        pytest.param({"hanoi-backup.json": ONE}, id="fewer articles than it says"),
        pytest.param({"hanoi-backup.json": ONE, "articles/a.json": b"{}"}, id="an article that is none"),
    ],
)
def test_what_is_no_backup_changes_nothing(full: Path, tmp_path: Path, files: dict[str, bytes]) -> None:
    before = texts(full)
    with pytest.raises(BadBackup, match="Nothing was changed"):
        restore(put(tmp_path / "b.tar.gz", files), full, replace=True)
    assert texts(full) == before
    assert not list(full.glob(".restoring-*"))


def test_a_file_cut_short_changes_nothing(full: Path, tmp_path: Path) -> None:
    backup(full, tmp_path / "b.tar.gz")
    whole = (tmp_path / "b.tar.gz").read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(whole[: len(whole) // 2])
    before = texts(full)
    with pytest.raises(BadBackup):
        restore(tmp_path / "cut.tar.gz", full, replace=True)
    assert texts(full) == before


def test_names_that_lead_out_and_links_stay_in_the_file(tmp_path: Path) -> None:
    link = tarfile.TarInfo("articles/evil.json")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    files = {
        "hanoi-backup.json": MARK,
        "../out.json": b"{}",
        "articles/../../out.json": b"{}",
        "/tmp/out.json": b"{}",
        "index/CURRENT": b"x",
    }
    restore(put(tmp_path / "b.tar.gz", files, [link]), tmp_path / "home")
    assert not (tmp_path / "out.json").exists()
    assert sorted(p.name for p in (tmp_path / "home").rglob("*")) == ["articles", "lock"]


def test_an_opinion_written_during_the_backup_does_not_break_it(full: Path, tmp_path: Path) -> None:
    for n in range(50):
        Opinions(full).keep(replace(ANSWER, question=f"{n}?"), False)
    backup(full, tmp_path / "b.tar.gz")
    restore(tmp_path / "b.tar.gz", tmp_path / "back")
    assert len(Opinions(tmp_path / "back").all()) == 51
