"""Whatever the bytes are, an item ends as an article or as a named refusal, in bounded time and memory."""

from __future__ import annotations

import contextlib
import os
import random
import re
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from library_samples import ONE, TODAY, TWO
from test_records import LINES, MARKDOWN, pdf_of

from ingest.clean import clean
from ingest.dates import date_line, find_dates
from ingest.decode import decode
from ingest.errors import Rejected
from ingest.formats import KINDS, LIST_KINDS, Raw
from ingest.published import publication_day
from ingest.sandbox import MEMORY_LIMIT, TIME_LIMIT_S, Reader
from vectorstore.types import Article

PAGES = Path(__file__).parent / "pages"
COUNT = 1000
# HANOI_FUZZ=7 tries a thousand others.
SEED = int(os.environ.get("HANOI_FUZZ", "20251025"))
FEEDS = [
    b"""<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item><title>A</title>
<link>https://news.example/a</link></item><item><guid>https://news.example/b</guid></item></channel></rss>""",
    b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry>
<link rel="alternate" href="https://news.example/a"/><updated>2024-05-03T10:00:00+07:00</updated></entry></feed>""",
    b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>
<loc>https://news.example/a</loc><lastmod>2024-05-03</lastmod></url></urlset>""",
]
# Fragments that parsers have stumbled over; spliced in beside random bytes.
SPLICES = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\xe2\x80\xae", b"\xf3\xa0\x81\x81", b"<script>", b"<!--", b"]]>", b"<![CDATA[",
    b"&#x110000;", b"&lt;" * 50, b"---\n", b"{", b"[" * 300, b'"', b"<div>" * 300, b"1/1/" * 200, b"endobj", b"stream\n",
    b"/Length 999999999", b"9" * 400, b"date 2025-10-07 ", b"(A) - ", b"\n\n\n", "Ảnh: ".encode() * 80, b"thang " * 200,
]  # fmt: skip


def outcome(reader: Reader, raw: Raw) -> Article | str | list[str]:
    """The article, the links of a feed, or why there is none."""
    try:
        if raw.kind in LIST_KINDS:
            return [entry.link for entry in reader.entries(raw)]
        return reader.read(raw)
    except Rejected as error:
        return str(error)


def seeds() -> list[tuple[str, bytes]]:
    pages = [(".html", path.read_bytes()) for path in sorted(PAGES.glob("*.html"))]
    record = b'{"title": "A", "text": "Some text of an article that goes on.", "date": "2024-05-03"}'
    texts = [(".txt", ONE.encode()), (".md", TWO.encode()), (".md", MARKDOWN.encode()), (".jsonl", record)]
    return pages + [*texts, (".pdf", pdf_of([LINES])), *((".xml", feed) for feed in FEEDS)] * 6


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Flip, cut, double, splice: one to eight times."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(out) + 1)
        end = min(len(out), at + chance.randint(1, 2000))
        match chance.randrange(5):
            case 0:
                for _ in range(chance.randint(1, 30)):
                    out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
            case 1:
                del out[at:end]
            case 2:
                out[at:at] = out[at:end] * chance.randint(1, 5)
            case 3:
                out[at:at] = chance.choice(SPLICES) * chance.randint(1, 20)
            case 4:
                out[at:at] = chance.randbytes(chance.randint(1, 50))
        if not out:
            out += b" "
    return bytes(out)


def as_text(data: bytes) -> bytes:
    """Without what no text holds: else nine of ten mutants end at the decoder, and no parser sees them."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", data.decode("utf-8", "ignore")).encode() or b" "


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with Reader(tmp_path_factory.mktemp("home"), TODAY) as reader:
        yield reader


def test_mutated_files_of_every_format(reader: Reader) -> None:
    chance = random.Random(SEED)
    known = seeds()
    slowest = 0.0
    accepted = 0
    for number in range(COUNT):
        kind, data = known[number % len(known)]
        begun = time.monotonic()
        mutant = mutated(data, chance)
        if kind != ".pdf" and chance.random() < 0.7:
            mutant = as_text(mutant)
        found = outcome(reader, Raw(kind, mutant, f"{number}{kind}", ""))
        if isinstance(found, str):
            assert not any(word in found for word in ("reader down", "longer than", "\n")), (number, found)
        elif isinstance(found, list):
            assert all(isinstance(link, str) for link in found)
        else:
            accepted += 1
            assert found.text
            assert found.published is None or found.published <= TODAY.isoformat()
        slowest = max(slowest, time.monotonic() - begun)
    print(f"{COUNT} files, {accepted} articles, slowest {slowest:.1f} s")
    assert slowest < TIME_LIMIT_S
    assert accepted > COUNT / 4  # else the mutations are too coarse to test anything
    if sys.platform == "linux":
        assert reader._child is not None
        status = Path(f"/proc/{reader._child.pid}/status").read_text()
        peak_kb = int(status.split("VmHWM:")[1].split()[0])
        assert peak_kb * 1024 < MEMORY_LIMIT


@settings(max_examples=60, deadline=5000)
@given(data=st.binary(max_size=3000), kind=st.sampled_from(KINDS))
def test_any_bytes(reader: Reader, data: bytes, kind: str) -> None:
    assert "reader down" not in str(outcome(reader, Raw(kind, data, "x", "")))


@settings(max_examples=150, deadline=2000)
@given(raw=st.binary(max_size=4000))
def test_any_bytes_decode_or_are_refused(raw: bytes) -> None:
    with contextlib.suppress(Rejected):
        assert "\ufffd" not in decode(raw) or b"\xef\xbf\xbd" in raw


LINES_LIKE = st.lists(
    st.one_of(
        st.text(max_size=300),
        st.sampled_from(
            ["", "", "Có thể bạn quan tâm", "a.jpg", "PV", "Tiêu đề", "Câu ... ", "Một câu dài. (Ảnh: X)"]
        ),
    ),
    max_size=25,
).map("\n".join)


@settings(max_examples=150, deadline=2000)
@given(text=LINES_LIKE)
def test_cleaning_adds_nothing_and_keeps_captions_inside(text: str) -> None:
    found = clean(text)
    assert all(0 <= c.at <= len(found.text) for c in found.captions)
    assert all(paragraph and "\n" not in paragraph for paragraph in found.paragraphs)
    assert len(found.text) <= 2 * len(text) + 2
    publication_day(found.stated, found.paragraphs, TODAY)


@settings(max_examples=200, deadline=2000)
@given(text=st.text(alphabet="0123456789/-–., ngàythánămOctober()đếnvà", max_size=200))
def test_dates_are_possible_and_where_they_are_said(text: str) -> None:
    for when in find_dates(text, date(2025, 10, 26)):
        assert 0 <= when.start < when.end <= len(text)
        if when.month and when.day:
            date(when.year or 2024, when.month, when.day)
    date_line(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1/1 " * 20_000, id="dates"),
        pytest.param("ngày " * 30_000, id="words of dates"),
        pytest.param("1-" * 50_000, id="spans"),
        pytest.param("(" * 100_000, id="brackets"),
        pytest.param("Ảnh: " * 30_000, id="credits"),
        pytest.param("a. " * 50_000, id="sentences"),
        pytest.param(" ".join(["Tên"] * 50_000), id="capitals"),
        pytest.param("a\n\n" * 50_000, id="lines"),
        pytest.param("x.vn " * 30_000, id="hosts"),
        pytest.param("[a](" * 30_000, id="links"),
        pytest.param("**" * 50_000, id="stars"),
        pytest.param("<!--" * 30_000, id="comments"),
    ],
)
@pytest.mark.parametrize("kind", [".txt", ".md"])
def test_long_repetitions_take_bounded_time(reader: Reader, text: str, kind: str) -> None:
    assert "longer than" not in str(outcome(reader, Raw(kind, f"Tiêu đề\n\n{text}".encode(), "x", "")))
