"""The reading process: its limits cost one item, never the run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from library_samples import ONE, TODAY

from ingest.errors import Rejected
from ingest.formats import Entry, Raw
from ingest.sandbox import Reader

GOOD = Raw(".txt", ONE.encode(), "a.txt", "")


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    with Reader(tmp_path, TODAY) as reader:
        yield reader


def test_reads_what_the_same_process_would(reader: Reader) -> None:
    article = reader.read(GOOD)
    assert article.title == "Thành phố mở thư viện mới bên hồ"
    assert article.published == "2024-05-03"


def test_a_slow_page_is_stopped_and_the_next_is_read(tmp_path: Path) -> None:
    page = b"<p " + b" ".join(b'a%d="x"' % n for n in range(60_000)) + b">" + b"text of a page. " * 50
    with Reader(tmp_path, TODAY, time_limit_s=0.5) as reader:
        reader_started = reader.read(GOOD)
        with pytest.raises(Rejected, match=r"longer than|no article|cannot be read"):
            reader.read(Raw(".html", page * 20, "slow.html", ""))
        assert reader.read(GOOD) == reader_started


def test_a_hungry_page_is_refused_and_the_next_is_read(reader: Reader) -> None:
    page = b"<html><body>" + b"<div><p>text" * 1_500_000
    with pytest.raises(Rejected):
        reader.read(Raw(".html", page, "hungry.html", ""))
    assert reader.read(GOOD).title


def test_a_killed_reader_costs_one_item(reader: Reader) -> None:
    reader.read(GOOD)
    assert reader._child is not None
    reader._child.kill()
    reader._child.wait()
    with pytest.raises(Rejected, match="brought the reader down"):
        reader.read(GOOD)
    assert reader.read(GOOD).title


def test_links_of_a_feed(reader: Reader) -> None:
    feed = b"<rss><channel><item><link>https://x.example/a</link></item></channel></rss>"
    raw = Raw(".xml", feed, "feed", "", "https://x.example/feed")
    assert reader.entries(raw) == [Entry("https://x.example/a")]
    with pytest.raises(Rejected):
        reader.entries(replace(raw, data=b"<html/>"))


def test_the_child_does_not_see_the_parents_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_API_KEY", "secret")
    with Reader(tmp_path, TODAY) as reader:
        reader.read(GOOD)
        assert reader._child is not None
        environment = Path(f"/proc/{reader._child.pid}/environ")
        if environment.exists():
            assert b"SOME_API_KEY" not in environment.read_bytes()
