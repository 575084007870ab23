"""Web archives: the pages in them, as servers sent them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from form_samples import PARAGRAPHS, TITLE, page, zipped
from library_samples import HashEmbedder

from ingest.archive import Archive
from ingest.errors import Rejected
from ingest.formats import Left, Place, Raw, kind_of, read_bytes
from ingest.run import ingest

PAGE = page().encode()


def record(payload: bytes, url: str = "https://x.example/1", kind: str = "response", more: str = "") -> bytes:
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n{more}Content-Length: {len(payload)}\r\n\r\n"
    return head.encode() + payload + b"\r\n\r\n"


def http(body: bytes, declared: str = "text/html; charset=utf-8", status: int = 200, more: str = "") -> bytes:
    return f"HTTP/1.1 {status} OK\r\nContent-Type: {declared}\r\n{more}\r\n".encode() + body


def chunked(body: bytes) -> bytes:
    return b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"


INFO = record(b"software: x\r\n", "", "warcinfo")
ASKED = record(b"GET /1 HTTP/1.1\r\n\r\n", kind="request")
PICTURE = record(http(b"\x89PNG", "image/png"), "https://x.example/a.png")
MOVED = record(http(b"", status=301), "https://x.example/0")


def parts(data: bytes, name: str = "a.warc") -> list[Raw | Left]:
    return list(read_bytes(kind_of(name, data[:2048]), data, Place(name, name, "")))


@pytest.mark.parametrize(
    "answer",
    [http(PAGE), http(gzip.compress(PAGE), more="Content-Encoding: gzip\r\n"),
     http(chunked(PAGE), more="Transfer-Encoding: chunked\r\n")],
    ids=["plain", "gzip", "chunked"],
)  # fmt: skip
@pytest.mark.parametrize("form", [".warc", ".warc.gz", ".wacz"])
def test_pages_of_a_web_archive(tmp_path: Path, quick: HashEmbedder, answer: bytes, form: str) -> None:
    records = [INFO, ASKED, record(answer), PICTURE, MOVED]
    packed = b"".join(map(gzip.compress, records))
    wacz = zipped({"datapackage.json": "{}", "pages/pages.jsonl": "{}", "archive/data.warc.gz": packed})
    path = tmp_path / f"a{form}"
    path.write_bytes({".warc": b"".join(records), ".warc.gz": packed, ".wacz": wacz}[form])
    report = ingest([str(path)], tmp_path / "home", quick)
    (article,) = Archive(tmp_path / "home").load().values()
    assert (article.title, article.text, article.published) == (TITLE, "\n\n".join(PARAGRAPHS), "2024-05-03")
    assert article.url == "https://x.example/1"
    assert [o.status for o in report.outcomes] == ["added", "skipped"]
    assert "4 records" in report.outcomes[1].reason


@pytest.mark.parametrize(
    ("payload", "more", "why"),
    [
        (http(PAGE, more=f"Content-Length: {len(PAGE) + 9}\r\n"), "", "cut short"),
        (http(gzip.compress(PAGE)[:-9], more="Content-Encoding: gzip\r\n"), "", "cut short"),
        (http(PAGE), "WARC-Truncated: length\r\n", "cut short"),
        (http(PAGE, more="Content-Encoding: gzip\r\n"), "", "damaged"),
        (b"no answer", "", "damaged"),
        (http(gzip.compress(bytes(30_000_000)), more="Content-Encoding: gzip\r\n"), "", "too much"),
    ],
)
def test_a_bad_record_is_refused_alone(payload: bytes, more: str, why: str) -> None:
    left, good = parts(record(payload, "https://x.example/bad", more=more) + record(http(PAGE)))
    assert isinstance(left, Left)
    assert (why in left.why, left.source) == (True, "a.warc#https://x.example/bad")
    assert isinstance(good, Raw)


@pytest.mark.parametrize(
    "data",
    [
        record(http(PAGE))[:-900],
        record(http(PAGE)) + b"junk",
        b"WARC/1.1\r\n\r\n",
        b"WARC/1.1\r\nContent-Length: -5\r\n\r\nx",
    ],
)
def test_a_damaged_archive_is_refused(data: bytes) -> None:
    with pytest.raises(Rejected, match=r"cut short|damaged"):
        parts(data)
