"""A renamed file is the article it was: one article, its old id, and no reprint of a file that is gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from library_samples import ONE, HashEmbedder

from ingest.archive import Archive
from ingest.run import ingest


@pytest.mark.parametrize("prune", [False, True])
def test_a_renamed_file_keeps_its_article(tmp_path: Path, quick: HashEmbedder, prune: bool) -> None:
    folder, home = tmp_path / "in", tmp_path / "home"
    folder.mkdir()
    (folder / "old.txt").write_text(ONE, encoding="utf-8")
    ingest([str(folder)], home, quick)
    (before,) = Archive(home).load().values()
    (folder / "sub").mkdir()
    (folder / "old.txt").rename(folder / "sub" / "new.txt")
    report = ingest([str(folder)], home, quick, prune=prune)
    assert [(o.source, o.status, o.reason) for o in report.outcomes] == [
        ("sub/new.txt", "updated", "it was called old.txt")
    ]
    (after,) = Archive(home).load().values()
    assert (after.id, after.added_at, after.source) == (before.id, before.added_at, "sub/new.txt")
    again = ingest([str(folder)], home, quick, prune=prune)
    assert [o.status for o in again.outcomes] == ["unchanged"]


def test_a_copy_is_a_reprint_and_takes_no_id(tmp_path: Path, quick: HashEmbedder) -> None:
    folder, home = tmp_path / "in", tmp_path / "home"
    folder.mkdir()
    (folder / "a.txt").write_text(ONE, encoding="utf-8")
    ingest([str(folder)], home, quick)
    (folder / "b.txt").write_text(ONE, encoding="utf-8")
    report = ingest([str(folder)], home, quick)
    assert [o.status for o in report.outcomes] == ["unchanged", "reprint"]
    assert len(Archive(home).load()) == 2


def test_a_renamed_list_keeps_its_articles(tmp_path: Path, quick: HashEmbedder) -> None:
    folder, home = tmp_path / "in", tmp_path / "home"
    folder.mkdir()
    (folder / "a.jsonl").write_text(json.dumps({"id": 1, "text": ONE}), encoding="utf-8")
    ingest([str(folder)], home, quick)
    before = set(Archive(home).load())
    (folder / "a.jsonl").rename(folder / "b.jsonl")
    report = ingest([str(folder)], home, quick)
    assert [(o.source, o.status) for o in report.outcomes] == [("b.jsonl#1", "updated")]
    assert set(Archive(home).load()) == before
