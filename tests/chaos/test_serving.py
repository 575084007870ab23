"""A reader goes on answering while another process ingests, and then sees the new articles."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from library_samples import HashEmbedder
from nursery import Nursery
from test_kills import sources, write

from bot.chat import ask as ask_bot
from bot.reading.opening import use_reader
from ingest.run import ingest
from vectorstore.current import Current


def test_no_question_fails_while_articles_come_in(tmp_path: Path, nursery: Nursery, models: Path) -> None:
    folder, home = tmp_path / "articles", tmp_path / "home"
    write(folder, 0)
    embedder = HashEmbedder()
    use_reader(None, embedder, models)
    ingest([str(folder)], home, embedder)
    current = Current(home, embedder)
    stop = threading.Event()
    asked, failed = 0, list[Exception]()

    def ask() -> None:
        nonlocal asked
        while not stop.is_set():
            try:
                ask_bot("Sáng 3/5/2024, thành phố khai trương gì?", current.get())
                asked += 1
                time.sleep(0.01)
            except Exception as error:
                failed.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        for version in (1, 2, 3):
            write(folder, version)
            assert nursery.run(folder, home) == 0
            switched = time.monotonic()
            while frozenset(a.source for a in current.get().articles()) != sources(version):
                assert time.monotonic() - switched < 5
    finally:
        stop.set()
        thread.join()
    assert failed == []
    assert asked >= 3  # each version was asked
