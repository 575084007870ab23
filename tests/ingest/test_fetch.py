"""Fetching from a server of our own, reached under a public address that only the test knows."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from library_samples import HashEmbedder

from ingest import fetch as fetch_module
from ingest import http_get
from ingest.archive import Archive
from ingest.errors import Rejected
from ingest.fetch import Fetcher
from ingest.run import ingest

PUBLIC = "93.184.216.34"
PAGE = (Path(__file__).parent / "pages" / "headline_daily.html").read_bytes()
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
<item><title>A</title><link>http://news.example/a.html</link></item>
<item><title>B</title><link>http://news.example/gone.html</link></item></channel></rss>"""
SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>http://news.example/a.html</loc><lastmod>2024-08-19</lastmod></url></urlset>"""


class Handler(BaseHTTPRequestHandler):
    """A small news site; what it was asked for is kept in `server.asked`."""

    def do_GET(self) -> None:
        site: Site = self.server  # type: ignore[assignment]
        site.asked.append((self.path, self.headers["Host"], self.headers["User-Agent"]))
        if self.path in site.slow:
            self._drip()
            return
        for path, status, headers, body in site.pages:
            if path == self.path:
                if status == 503:
                    site.pages.remove((path, status, headers, body))
                self._say(status, headers, body)
                return
        self._say(404, {}, b"")

    def _say(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b"x")
                time.sleep(0.1)
        except OSError:
            pass

    def log_message(self, format: str, *args: object) -> None:
        """Be quiet."""


class Site(ThreadingHTTPServer):
    """The server and what it serves."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str, str]] = []
        self.slow: set[str] = set()
        html = {"Content-Type": "text/html; charset=utf-8"}
        self.pages: list[tuple[str, int, dict[str, str], bytes]] = [
            ("/a.html", 200, html, PAGE),
            ("/zipped", 200, html | {"Content-Encoding": "gzip"}, gzip.compress(PAGE)),
            ("/bomb", 200, html | {"Content-Encoding": "gzip"}, gzip.compress(bytes(50_000_000))),
            ("/moved", 301, {"Location": "/a.html"}, b""),
            ("/loop", 302, {"Location": "/loop"}, b""),
            ("/inside", 302, {"Location": "http://169.254.169.254/latest/meta-data/"}, b""),
            ("/inside2", 302, {"Location": "http://localhost/"}, b""),
            ("/file", 302, {"Location": "file:///etc/passwd"}, b""),
            ("/nowhere", 302, {}, b""),
            ("/picture", 200, {"Content-Type": "image/png"}, b"\x89PNG"),
            ("/feed.xml", 200, {"Content-Type": "application/rss+xml"}, FEED),
            ("/sitemap.xml", 200, {"Content-Type": "text/xml"}, SITEMAP),
            ("/busy", 503, {}, b""),
            ("/busy", 200, html, PAGE),
        ]

    def connect(self, ip: str, port: int, limit_s: float) -> socket.socket:
        """Lead the public address here; nothing else is reached."""
        assert (ip, port) == (PUBLIC, 80)
        return socket.create_connection(self.server_address[:2], timeout=limit_s)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def resolve(host: str, port: int) -> Sequence[str]:
    return ["127.0.0.1"] if host == "localhost" else [host] if host[0].isdigit() else [PUBLIC]


@pytest.fixture
def fetcher(site: Site) -> Fetcher:
    return Fetcher(resolve=resolve, connect=site.connect, sleep=lambda _: None)


@pytest.mark.parametrize("path", ["/a.html", "/zipped", "/moved", "/busy"])
def test_fetches(fetcher: Fetcher, site: Site, path: str) -> None:
    page = fetcher.fetch(f"http://news.example{path}")
    assert (page.kind, page.data) == (".html", PAGE)
    path, host, agent = site.asked[-1]
    assert host == "news.example"
    assert "hanoi-convention-bot" in agent
    assert page.url == f"http://news.example{path}"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/nothing", "answered 404"),
        ("/loop", "redirects more than"),
        ("/inside", "private network"),
        ("/inside2", "private network"),
        ("/file", "only http"),
        ("/nowhere", "nowhere"),
        ("/picture", "image/png"),
        ("/bomb", "larger than"),
    ],
)
def test_refuses(fetcher: Fetcher, path: str, reason: str) -> None:
    with pytest.raises(Rejected, match=reason):
        fetcher.fetch(f"http://news.example{path}")


def test_robots_are_obeyed(fetcher: Fetcher, site: Site) -> None:
    site.pages.append(("/robots.txt", 200, {}, b"User-agent: *\nDisallow: /a"))
    with pytest.raises(Rejected, match="robots"):
        fetcher.fetch("http://news.example/a.html")
    assert fetcher.fetch("http://news.example/zipped").kind == ".html"
    assert [path for path, _, _ in site.asked] == ["/robots.txt", "/zipped"]


def test_unreachable_robots_allow_nothing(fetcher: Fetcher, site: Site) -> None:
    site.pages += [("/robots.txt", 500, {}, b"")]
    with pytest.raises(Rejected, match="robots"):
        fetcher.fetch("http://news.example/a.html")


def test_a_host_is_not_asked_more_than_once_a_second(site: Site) -> None:
    pauses: list[float] = []
    fetcher = Fetcher(resolve=resolve, connect=site.connect, sleep=pauses.append)
    fetcher.fetch("http://news.example/a.html")
    fetcher.fetch("http://news.example/zipped")
    assert len(pauses) == 2
    assert all(0.5 < pause <= 1.0 for pause in pauses)


def test_a_crawl_delay_is_kept_and_an_absurd_one_refused(site: Site) -> None:
    pauses: list[float] = []
    fetcher = Fetcher(resolve=resolve, connect=site.connect, sleep=pauses.append)
    site.pages.append(("/robots.txt", 200, {}, b"User-agent: *\nCrawl-delay: 5"))
    fetcher.fetch("http://news.example/a.html")
    assert pauses[0] > 4
    site.pages[-1] = ("/robots.txt", 200, {}, b"User-agent: *\nCrawl-delay: 900")
    with pytest.raises(Rejected, match="900 s"):
        Fetcher(resolve=resolve, connect=site.connect, sleep=pauses.append).fetch(
            "http://news.example/a.html"
        )


def test_a_server_that_drips_is_cut_off(
    fetcher: Fetcher, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_get, "REQUEST_LIMIT_S", 0.6)
    site.slow.add("/a.html")
    begun = time.monotonic()
    with pytest.raises(Rejected):
        fetcher.fetch("http://news.example/a.html")
    assert time.monotonic() - begun < 6


def test_bytes_are_capped_while_streaming(fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_module, "MAX_PAGE_BYTES", 1000)
    with pytest.raises(Rejected, match="larger"):
        fetcher.fetch("http://news.example/a.html")


def test_a_feed_brings_its_articles(tmp_path: Path, fetcher: Fetcher, quick: HashEmbedder) -> None:
    home = tmp_path / "home"
    report = ingest(["http://news.example/feed.xml"], home, quick, fetcher=fetcher)
    assert [(o.source, o.status) for o in report.outcomes] == [
        ("http://news.example/a.html", "added"),
        ("http://news.example/gone.html", "rejected"),
    ]
    (article,) = Archive(home).load().values()
    assert article.origin == "http://news.example/feed.xml"
    assert article.url == "https://bensong.example/cau-moi-4791234.html"
    again = ingest(["http://news.example/sitemap.xml"], home, quick, fetcher=fetcher)
    assert [o.status for o in again.outcomes] == ["unchanged"]


def test_a_refused_address_is_one_rejected_item(tmp_path: Path, quick: HashEmbedder) -> None:
    report = ingest(["http://127.0.0.1/x"], tmp_path / "home", quick)
    assert report.outcomes[0].status == "rejected"
    assert "private network" in report.outcomes[0].reason
