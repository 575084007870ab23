"""A body comes whole or not at all: cut short it is asked for again, then refused, and never stored."""

from __future__ import annotations

import gzip
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
import zstandard
from form_samples import page
from library_samples import HashEmbedder

from ingest import fetch as fetch_module
from ingest.archive import Archive
from ingest.errors import Rejected
from ingest.fetch import Fetcher
from ingest.run import ingest

PAGE = page().encode()
PUBLIC = "93.184.216.34"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


class Server:
    """Answers robots.txt with nothing, and everything else with bytes as they are, then closes."""

    def __init__(self) -> None:
        self.answers: list[bytes] = [b""]
        self.asked: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                visitor, _ = self._socket.accept()
            except OSError:
                return
            with visitor:
                asked = visitor.recv(65536)
                if b"/robots.txt" in asked:
                    visitor.sendall(b"HTTP/1.1 404 None\r\nContent-Length: 0\r\n\r\n")
                    continue
                self.asked.append(asked)
                visitor.sendall(self.answers[min(len(self.asked), len(self.answers)) - 1])

    def connect(self, ip: str, port: int, limit_s: float) -> socket.socket:
        assert (ip, port) == (PUBLIC, 80)
        return socket.create_connection(self._socket.getsockname(), timeout=limit_s)

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def fetcher(server: Server) -> Fetcher:
    return Fetcher(resolve=lambda *_: [PUBLIC], connect=server.connect, sleep=lambda _: None)


def sized(body: bytes, size: int | None = None, coding: str = "") -> bytes:
    packed = f"Content-Encoding: {coding}\r\n".encode() if coding else b""
    return HEAD + packed + f"Content-Length: {len(body) if size is None else size}\r\n\r\n".encode() + body


def unsized(body: bytes, coding: str) -> bytes:
    return HEAD + f"Content-Encoding: {coding}\r\nConnection: close\r\n\r\n".encode() + body


def chunked(body: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    parts = [body[n : n + 300] for n in range(0, len(body), 300)]
    sent = b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in parts)
    return HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + sent + end


def deflated(data: bytes) -> bytes:
    one = zlib.compressobj(wbits=-15)
    return one.compress(data) + one.flush()


def zstd(data: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(data)


PACKED: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", deflated), ("br", brotli.compress), ("zstd", zstd),
]  # fmt: skip
WHOLE = [
    sized(PAGE), chunked(PAGE), *(sized(pack(PAGE), None, name) for name, pack in PACKED),
    sized(gzip.compress(PAGE[:400]) + gzip.compress(PAGE[400:]), None, "gzip"),
    sized(zstd(PAGE[:400]) + zstd(PAGE[400:]), None, "zstd"),
]  # fmt: skip
CUT = [
    sized(PAGE[:-200], len(PAGE)), chunked(PAGE[:-200], b""), chunked(PAGE[:900], b"12c\r\n<p>half"),
    *(unsized(pack(PAGE)[:-9], name) for name, pack in PACKED),
    *(sized(pack(PAGE)[:-9], None, name) for name, pack in PACKED),
]  # fmt: skip


@pytest.mark.parametrize("answer", WHOLE, ids=range(len(WHOLE)))
def test_a_whole_body_is_taken(server: Server, fetcher: Fetcher, answer: bytes) -> None:
    server.answers = [answer]
    assert fetcher.fetch("http://news.example/a").data == PAGE
    assert b"Accept-Encoding: gzip, br, zstd" in server.asked[0]


@pytest.mark.parametrize("answer", CUT, ids=range(len(CUT)))
def test_a_body_cut_short_is_asked_for_again_and_then_refused(
    server: Server, fetcher: Fetcher, answer: bytes
) -> None:
    server.answers = [answer]
    with pytest.raises(Rejected, match=r"cut short.*try again later"):
        fetcher.fetch("http://news.example/a")
    assert len(server.asked) == 3
    server.answers = [*[answer] * 4, sized(PAGE)]
    assert fetcher.fetch("http://news.example/a").data == PAGE


@pytest.mark.parametrize(
    "answer",
    [
        sized(b"\x1f\x8b" + PAGE, None, "gzip"),
        sized(PAGE, None, "br"),
        sized(PAGE, None, "zstd"),
        sized(PAGE, None, "lzma"),
    ],
    ids=["gzip", "br", "zstd", "another"],
)
def test_a_body_that_is_not_what_it_says_is_refused(server: Server, fetcher: Fetcher, answer: bytes) -> None:
    server.answers = [answer]
    with pytest.raises(Rejected, match=r"damaged compression|not asked for"):
        fetcher.fetch("http://news.example/a")


@pytest.mark.parametrize(("coding", "pack"), PACKED, ids=[n for n, _ in enumerate(PACKED)])
def test_a_bomb_is_refused_before_it_fills_memory(
    server: Server,
    fetcher: Fetcher,
    monkeypatch: pytest.MonkeyPatch,
    coding: str,
    pack: Callable[[bytes], bytes],
) -> None:
    monkeypatch.setattr(fetch_module, "MAX_PAGE_BYTES", 1_000_000)
    server.answers = [sized(pack(bytes(60_000_000)), None, coding)]
    with pytest.raises(Rejected, match="larger than 1 MB"):
        fetcher.fetch("http://news.example/a")
    assert len(server.asked) == 1


def test_a_body_cut_short_never_replaces_an_article(
    tmp_path: Path, server: Server, fetcher: Fetcher, quick: HashEmbedder
) -> None:
    server.answers = [sized(PAGE)]
    ingest(["http://news.example/a"], tmp_path, quick, fetcher=fetcher)
    (before,) = Archive(tmp_path).load().values()
    server.answers = [CUT[0]]
    report = ingest(["http://news.example/a"], tmp_path, quick, fetcher=fetcher)
    assert report.outcomes[0].status == "rejected"
    assert list(Archive(tmp_path).load().values()) == [before]


def test_a_page_that_nothing_measures_must_come_to_its_end(server: Server, fetcher: Fetcher) -> None:
    """Without any length a connection that breaks looks like one that ends."""
    server.answers = [HEAD + b"\r\n" + PAGE[: len(PAGE) // 2]]
    with pytest.raises(Rejected, match="only a part"):
        fetcher.fetch("http://news.example/a")
    server.answers = [HEAD + b"\r\n" + PAGE]
    assert fetcher.fetch("http://news.example/a").data == PAGE
