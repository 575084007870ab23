"""Ingesting can be killed at any moment: nothing is lost, doubled or torn, and the old index serves."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from library_samples import ONE, HashEmbedder

from ingest.archive import Archive
from ingest.run import ingest
from vectorstore.index import Index
from vectorstore.lock import write_lock

CHILD = [sys.executable, str(Path(__file__).with_name("ingest_child.py"))]
TESTS = Path(__file__).parents[1]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS.parent), str(TESTS / "ingest")])}
# HANOI_CHAOS=100 for the long run; a process takes some two seconds.
KILLS = int(os.environ.get("HANOI_CHAOS", "6"))
WRITERS = int(os.environ.get("HANOI_CHAOS", "6")) // 2
ARTICLES = 6


def write(folder: Path, version: int) -> None:
    """*ARTICLES* files, one of which is new in every version and one gone."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.txt"):
        old.unlink()
    for number in range(version, version + ARTICLES):
        text = ONE.replace("40.000", f"{number + 1}.000").replace("thư viện", f"thư viện số {number}")
        extra = " ".join(
            f"Câu {number} {n} của bài viết thứ {number * 7 + n} nói về phòng {n}." for n in range(30)
        )
        (folder / f"{number}.txt").write_text(f"{text}\n{extra}\n", encoding="utf-8")


def start(folder: Path, home: Path, step: int = 0) -> subprocess.Popen[bytes]:
    command = [*CHILD, str(folder), str(home), str(step)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    return child


def finish(child: subprocess.Popen[bytes]) -> int:
    code = child.wait(timeout=120)
    assert child.stdout is not None
    child.stdout.close()
    return code


def assert_sound(home: Path, versions: set[frozenset[str]]) -> None:
    """Every archived article is whole; the index opens and holds one whole version."""
    known = Archive(home).load()
    assert len({a.source for a in known.values()}) == len(known)
    if (home / "index" / "CURRENT").exists():
        index = Index.open(home, HashEmbedder())
        indexed = [a.source for a in index.articles()]
        assert len(indexed) == len(set(indexed)) == index.manifest.articles
        assert frozenset(indexed) in versions
        index.close()


def sources(version: int) -> frozenset[str]:
    return frozenset(f"{n}.txt" for n in range(version, version + ARTICLES))


def test_killed_at_every_durable_step(tmp_path: Path) -> None:
    folder, home = tmp_path / "articles", tmp_path / "home"
    write(folder, 0)
    assert finish(start(folder, home)) == 0
    version, step = 0, 0
    while True:
        version, step = version + 1, step + 1
        write(folder, version)
        code = finish(start(folder, home, step))
        # What a killed run archived may be joined to the index by the next one: nothing is half there.
        assert_sound(home, {sources(v) for v in range(version + 1)} | mixed(home))
        if code == 0:
            break
    assert step > 5
    assert finish(start(folder, home)) == 0
    assert_sound(home, {sources(version)})
    assert {a.source for a in Archive(home).load().values()} == sources(version)


def mixed(home: Path) -> set[frozenset[str]]:
    """What the archive holds now."""
    return {frozenset(a.source for a in Archive(home).load().values())}


def test_killed_at_random_moments(tmp_path: Path) -> None:
    chance = random.Random(7)
    folder, home = tmp_path / "articles", tmp_path / "home"
    write(folder, 0)
    begun = time.monotonic()
    assert finish(start(folder, home)) == 0
    usual_s = time.monotonic() - begun
    for version in range(1, KILLS + 1):
        write(folder, version)
        child = start(folder, home)
        time.sleep(chance.uniform(0, usual_s))
        child.kill()
        finish(child)
        assert_sound(home, {sources(v) for v in range(version + 1)} | mixed(home))
    assert finish(start(folder, home)) == 0
    assert_sound(home, {sources(KILLS)})
    assert {a.source for a in Archive(home).load().values()} == sources(KILLS)
    assert list((home / "articles").glob("*.tmp")) == []


def test_second_writers_are_refused(tmp_path: Path) -> None:
    folder, home = tmp_path / "articles", tmp_path / "home"
    write(folder, 0)
    with write_lock(home):
        for _ in range(WRITERS):
            assert finish(start(folder, home)) == 3
    assert not (home / "articles").exists()
    assert ingest([str(folder)], home, HashEmbedder()).counts == {"added": ARTICLES}
