"""A disk that fills up, and a write that fails at any point: the old index serves."""

from __future__ import annotations

import errno
import itertools
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from library_samples import ONE, HashEmbedder

from ingest.archive import Archive
from ingest.run import ingest
from vectorstore.arrays import ArrayFile
from vectorstore.errors import NoSpace
from vectorstore.index import Index

_REMEMBERED = tuple(f"{name}.{os.getpid()}.tmp" for name in ("read", "sketches"))


class Failing:
    """Lets durable calls through until the n-th, which fails as on a full disk."""

    def __init__(self, at: int) -> None:
        self._at, self._counter = at, itertools.count(1)
        self.failed, self.matters = False, False

    def wrap(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """*call*, counted."""

        def counted(*args: Any, **kwargs: Any) -> Any:
            if next(self._counter) == self._at:
                # What is remembered between runs may be lost: that costs time only.
                self.failed = True
                self.matters = not str(args[0]).endswith(_REMEMBERED)
                raise OSError(errno.ENOSPC, "No space left on device")
            return call(*args, **kwargs)

        return counted


def write(folder: Path, name: str, version: int = 0) -> None:
    folder.mkdir(exist_ok=True)
    text = ONE.replace("thư viện", f"thư viện {name}")
    (folder / f"{name}.txt").write_text(
        text + "\n" + f"Câu riêng của {name} {version}. " * 20, encoding="utf-8"
    )


def indexed(home: Path) -> dict[str, str]:
    """Source -> digest of the text."""
    index = Index.open(home, HashEmbedder())
    found = {a.source: a.sha256 for a in index.articles()}
    index.close()
    return found


def test_the_nth_write_failing_for_every_n(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, home = tmp_path / "articles", tmp_path / "home"
    write(folder, "a")
    ingest([str(folder)], home, HashEmbedder())
    for n in itertools.count(1):
        served = indexed(home)
        write(folder, "b", n)
        failing = Failing(n)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", failing.wrap(os.fsync))
            patch.setattr(Path, "replace", failing.wrap(Path.replace))
            patch.setattr(Path, "write_text", failing.wrap(Path.write_text))
            patch.setattr(Path, "mkdir", failing.wrap(Path.mkdir))
            patch.setattr(np, "save", failing.wrap(np.save))
            patch.setattr(ArrayFile, "_head", failing.wrap(ArrayFile._head))
            full = False
            try:
                ingest([str(folder)], home, HashEmbedder())
            except NoSpace:
                full = True
        assert full == failing.matters, n
        # A failure after the switch is told too, but then the new index is the current one, and whole.
        held = indexed(home)
        assert held in (served, {a.source: a.sha256 for a in Archive(home).load().values()})
        if not failing.failed:
            break
    assert n > 30


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("mounting a small file system needs a superuser")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.may_skip
def test_a_small_disk_that_fills_up(tmp_path: Path, small_disk: Path) -> None:
    folder, home = tmp_path / "articles", small_disk / "home"
    write(folder, "a")
    ingest([str(folder)], home, HashEmbedder())
    filler = small_disk / "filler"
    free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    filler.write_bytes(bytes(max(0, free - 64_000)))
    write(folder, "b")
    with pytest.raises(NoSpace, match="previous index is untouched"):
        ingest([str(folder)], home, HashEmbedder())
    assert set(indexed(home)) == {"a.txt"}
    filler.unlink()
    assert ingest([str(folder)], home, HashEmbedder()).built
