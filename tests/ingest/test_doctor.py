"""The doctor names what is wrong and the command that mends it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from library_samples import HashEmbedder

from ingest.doctor import Finding, examine
from ingest.run import ingest
from vectorstore.lock import write_lock


@pytest.fixture
def home(tmp_path: Path, articles: Path, quick: HashEmbedder) -> Path:
    ingest([str(articles)], tmp_path / "home", quick)
    return tmp_path / "home"


def bad(findings: list[Finding]) -> list[tuple[str, str, str]]:
    """What is not fine, without the disk's state."""
    return [(f.check, f.severity, f.mend) for f in findings if f.severity != "ok" and f.check != "space"]


@pytest.mark.parametrize("deep", [False, True])
def test_a_sound_home(home: Path, quick: HashEmbedder, deep: bool) -> None:
    findings = examine(home, quick if deep else None)
    assert bad(findings) == []
    assert {f.check for f in findings} == {"space", "lock", "archive", "index"}


def test_an_empty_home(tmp_path: Path) -> None:
    assert bad(examine(tmp_path / "none")) == [
        ("archive", "warning", "hanoi ingest --starter"),
        ("index", "error", "hanoi ingest --starter"),
    ]


def test_a_broken_record(home: Path) -> None:
    broken = sorted((home / "articles").glob("*.json"))[0]
    broken.write_text("{")
    found = {check: (severity, mend) for check, severity, mend in bad(examine(home))}
    assert found["archive"] == ("error", f"mv {broken} {broken}.bad && hanoi reindex")


def test_a_record_that_somebody_edited(home: Path) -> None:
    path = sorted((home / "articles").glob("*.json"))[0]
    record = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**record, "text": record["text"] + " Thêm."}), encoding="utf-8")
    assert [check for check, severity, _ in bad(examine(home)) if severity == "error"] == ["archive"]


def test_an_index_behind_its_archive(home: Path) -> None:
    sorted((home / "articles").glob("*.json"))[0].unlink()
    assert bad(examine(home)) == [("index", "error", "hanoi reindex")]


def test_an_index_of_another_model(home: Path, quick: HashEmbedder) -> None:
    quick.id = "another"
    assert bad(examine(home, quick)) == [("index", "error", "hanoi reindex")]


def test_a_torn_index(home: Path) -> None:
    (home / "index" / "CURRENT").write_text("gone\n")
    assert bad(examine(home)) == [("index", "error", "hanoi reindex")]


def test_another_writer_left_overs_and_a_bad_list(home: Path) -> None:
    (home / "articles" / "x.1.tmp").write_text("{")
    (home / "publishers.toml").write_text("[")
    with write_lock(home):
        found = {check: severity for check, severity, _ in bad(examine(home))}
    assert found == {"lock": "warning", "outlets": "error", "left-overs": "warning"}


def test_after_a_killed_first_ingest_the_index_is_made_from_what_is_there(home: Path) -> None:
    (home / "index" / "CURRENT").unlink()
    assert bad(examine(home)) == [("index", "error", "hanoi reindex")]
