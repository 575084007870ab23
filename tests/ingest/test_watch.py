"""A watched folder's changes reach the index by themselves."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from library_samples import ONE, HashEmbedder

from ingest.report import Report
from ingest.watch import watch

SOON_S = 60


@pytest.fixture
def told(articles: Path, tmp_path: Path, quick: HashEmbedder) -> Iterator[queue.Queue[Report | str]]:
    stop = threading.Event()
    heard: queue.Queue[Report | str] = queue.Queue()
    thread = threading.Thread(
        target=watch,
        args=([str(articles)], tmp_path / "home", quick, heard.put, stop),
        kwargs={"prune": True, "interval_s": 0.05},
    )
    thread.start()
    yield heard
    stop.set()
    thread.join()


def counts(told: queue.Queue[Report | str]) -> dict[str, int]:
    report = told.get(timeout=SOON_S)
    assert isinstance(report, Report)
    return report.counts


def test_new_changed_and_gone_files(told: queue.Queue[Report | str], articles: Path) -> None:
    assert counts(told) == {"added": 2}
    (articles / "bridge.txt").write_text(ONE.replace("thư viện", "cây cầu"), encoding="utf-8")
    assert counts(told) == {"unchanged": 2, "added": 1}
    (articles / "library.txt").unlink()
    assert counts(told) == {"unchanged": 2, "removed": 1}
    with pytest.raises(queue.Empty):
        told.get(timeout=0.5)


def test_an_emptied_folder_is_forgotten_and_told_once(
    told: queue.Queue[Report | str], articles: Path
) -> None:
    assert counts(told) == {"added": 2}
    for path in [*articles.rglob("*.txt"), *articles.rglob("*.md")]:
        path.unlink()
    removed = counts(told)["removed"]
    while removed < 2:  # it may have looked between the two
        removed += counts(told)["removed"]
    with pytest.raises(queue.Empty):
        told.get(timeout=0.5)
