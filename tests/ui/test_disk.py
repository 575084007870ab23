"""A disk that is really full, at the command line: one line, exit 3, and the old index answers on."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

QUESTION = "Lễ mở ký Công ước Hà Nội diễn ra ngày nào?"


@pytest.fixture
def small_disk(tmp_path: Path, home: Path) -> Iterator[Path]:
    """The starter home on a file system of its own, with hardly any room left."""
    disk = tmp_path / "disk"
    disk.mkdir()
    used = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
    # Files are rounded up to pages of 4 kB; 1.3 times the bytes and 1 MB hold the home and no second index.
    size = int(used * 1.3) + 1_000_000
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root can make a small disk")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.may_skip
def test_a_full_disk_is_one_line_and_the_old_index_answers_on(
    small_disk: Path, home: Path, models: Path, hanoi, tmp_path: Path
) -> None:
    shutil.copytree(home, small_disk / "home")
    there = type(hanoi)(small_disk / "home", models)
    before = there("ask", "--json", QUESTION)
    assert before.returncode == 0
    left = shutil.disk_usage(small_disk).free
    (small_disk / "filler").write_bytes(b"\0" * max(0, left - 300_000))
    new = tmp_path / "new"
    new.mkdir()
    for n in range(40):
        body = f"Bài số {n} nói về một cuộc họp. " * 400
        (new / f"{n}.md").write_text(
            f"---\ntitle: Bài {n}\npublished: 2025-10-0{n % 9 + 1}\n---\n\n{body}\n", "utf-8"
        )
    done = there("ingest", str(new))
    said = done.stderr.decode()
    assert done.returncode == 3, said
    assert "Traceback" not in said
    assert "full" in said.splitlines()[-1]
    assert there("ask", QUESTION).returncode == 0


@pytest.mark.may_skip
@pytest.mark.parametrize(("state", "said"), [("full", "is full"), ("closed", "cannot be written to")])
def test_a_sound_index_is_not_called_unsound_for_its_disk(
    small_disk: Path, home: Path, models: Path, hanoi, tmp_path: Path, state: str, said: str
) -> None:
    shutil.copytree(home, small_disk / "home")
    there = type(hanoi)(small_disk / "home", models)
    if state == "full":
        with suppress(OSError), (small_disk / "filler").open("wb") as file:
            while True:
                file.write(b"\0" * 4096)
                file.flush()
    else:
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    new = tmp_path / "new.md"
    new.write_text(
        "---\ntitle: Bài\n---\n\nBài nói về một cuộc họp ở thành phố vào tháng mười năm nay.\n", "utf-8"
    )
    for command in (("ask", QUESTION), ("ingest", str(new)), ("reindex",)):
        done = there(*command)
        line = done.stderr.decode().splitlines()[-1]
        assert (done.returncode, said in line) == (3, True), line
