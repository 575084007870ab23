"""A disk that is full or closed is said as such, and a sound index is never called unsound for it."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from ui.opening import INDEX_PROBLEM, explain
from vectorstore import disk
from vectorstore.errors import NoIndex, NoSpace, NotWritable


def test_the_disk_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert disk.trouble(tmp_path / "not" / "there") is None
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=4096))
    assert isinstance(disk.trouble(tmp_path), NoSpace)
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert isinstance(disk.trouble(tmp_path), NotWritable)


@pytest.mark.parametrize(
    ("number", "name", "kind"),
    [
        (errno.ENOSPC, "x", NoSpace),
        (errno.EDQUOT, None, NoSpace),
        (errno.EROFS, "x", NotWritable),
        (errno.EACCES, "x/y", NotWritable),
        (errno.EACCES, "../elsewhere", PermissionError),
        (errno.EIO, "x", OSError),
    ],
)
def test_the_systems_words_become_ours(
    tmp_path: Path, number: int, name: str | None, kind: type[Exception]
) -> None:
    home = tmp_path / "home"
    path = str((home / name).resolve()) if name else None
    with pytest.raises(kind) as caught, disk.naming_its_trouble(home):
        raise OSError(number, os.strerror(number), path)
    if kind in (NoSpace, NotWritable):
        assert explain(caught.value).code == INDEX_PROBLEM
        assert str(home) in explain(caught.value).message


def test_without_an_index_kept_articles_are_not_mixed_with_ours(tmp_path: Path) -> None:
    assert "hanoi ingest --starter" in str(NoIndex(tmp_path))
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.json").write_text("{}")
    assert "hanoi reindex" in str(NoIndex(tmp_path))
    assert "starter" not in str(NoIndex(tmp_path))
