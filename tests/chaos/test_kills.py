"""Ingesting can be killed at any moment: nothing is lost, doubled or torn, and the old index serves."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

from library_samples import ONE, HashEmbedder
from nursery import Nursery

from ingest.archive import Archive
from ingest.run import ingest
from vectorstore.index import Index
from vectorstore.lock import write_lock

# HANOI_CHAOS=100 for that many kills, whatever they take; else as many of them as fit into the time.
KILLS = int(os.environ.get("HANOI_CHAOS", "100"))
TIME_S = float("inf") if "HANOI_CHAOS" in os.environ else 20.0
WRITERS = 50
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


def test_killed_at_every_durable_step(tmp_path: Path, nursery: Nursery) -> None:
    folder, home = tmp_path / "articles", tmp_path / "home"
    write(folder, 0)
    assert nursery.run(folder, home) == 0
    version, step = 0, 0
    while True:
        version, step = version + 1, step + 1
        write(folder, version)
        code = nursery.run(folder, home, step)
        # What a killed run archived may be joined to the index by the next one: nothing is half there.
        assert_sound(home, {sources(v) for v in range(version + 1)} | {archive_of(home)})
        if code == 0:
            break
    assert step > 5
    assert nursery.run(folder, home) == 0
    assert_sound(home, {sources(version)})
    assert archive_of(home) == sources(version)


def archive_of(home: Path) -> frozenset[str]:
    """What the archive holds now."""
    return frozenset(a.source for a in Archive(home).load().values())


def test_killed_at_random_moments(tmp_path: Path, nursery: Nursery) -> None:
    chance = random.Random(7)
    folder, home = tmp_path / "articles", tmp_path / "home"
    write(folder, 0)
    assert nursery.run(folder, home) == 0
    write(folder, 1)
    begun = time.monotonic()
    assert nursery.run(folder, home) == 0
    usual_s = time.monotonic() - begun
    version, killed = 1, 0
    while killed < KILLS and time.monotonic() - begun < TIME_S:
        version += 1
        write(folder, version)
        archived = archive_of(home)
        nursery.start(folder, home)
        time.sleep(chance.uniform(0, usual_s))
        nursery.kill()
        killed += nursery.finish() < 0
        assert_sound(home, {sources(v) for v in range(version + 1)} | {archive_of(home)})
        assert archive_of(home) >= archived & sources(version)
    assert nursery.run(folder, home) == 0
    assert_sound(home, {sources(version)})
    assert archive_of(home) == sources(version)
    assert list((home / "articles").glob("*.tmp")) == []
    assert killed >= 5
    print(f"{killed} of {version - 1} runs were killed")


def test_second_writers_are_refused(tmp_path: Path, nursery: Nursery) -> None:
    folder, home = tmp_path / "articles", tmp_path / "home"
    write(folder, 0)
    with write_lock(home):
        for _ in range(WRITERS):
            assert nursery.run(folder, home) == 3
    assert not (home / "articles").exists()
    assert ingest([str(folder)], home, HashEmbedder()).counts == {"added": ARTICLES}
