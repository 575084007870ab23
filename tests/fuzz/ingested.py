"""What a site may answer and what a file of the archive may hold: refused by name, or taken."""

from __future__ import annotations

import json
import random
import tempfile
from email.message import Message
from http.client import HTTPMessage
from pathlib import Path
from unittest.mock import patch

from ingest.archive import Archive
from ingest.errors import BrokenRecord, Rejected
from ingest.fetch import Fetcher
from ingest.http_get import Response
from vectorstore.types import Article

# Headers are bytes, read as Latin-1: no half character comes from them.
_ODD = (
    "http://[",
    "//[",
    "http://a:99999/",
    "²",
    "9" * 400,
    "\x00",
    "/x",
    "http://10.0.0.1/",
    "é://",
    "\xed\xa0\x80",
    "",
)
_RULES = (
    "User-agent: *",
    "Crawl-delay: {}",
    "Request-rate: {0}/{0}",
    "Disallow: {}",
    "Allow: {}",
    "Sitemap: {}",
)
_NAMES = ("Location", "Content-Type", "Retry-After", "Content-Encoding", "Last-Modified")
_KINDS = ("text/html", "text/html; charset={}", "application/rss+xml", "application/pdf", "{}")
_VALUES = (7, -1, 1.5, True, None, [], ["a"], {"a": 1}, "\ud800", "2025-02-30", "x" * 100_000, [[[]]])


def fetched(rng: random.Random) -> str:
    """How fetching one page of a site that answers with anything ended; never waits."""
    fetcher = Fetcher(resolve=lambda host, port: ["93.184.216.34"], sleep=lambda s: None)
    with patch("ingest.fetch.request", lambda target, most, connect: _response(rng, target.path)):
        try:
            fetcher.fetch("https://news.example/a")
        except Rejected:
            return "refused"
    return "taken"


def _response(rng: random.Random, path: str) -> Response:
    headers = HTTPMessage()
    Message.add_header(headers, "X-Kind", "odd")
    for name in _NAMES:
        if rng.random() < 0.5:
            odd = rng.choice(_KINDS) if name == "Content-Type" else "{}"
            headers._headers.append(
                (name, odd.format(rng.choice(_ODD)))
            )  # as a server may send it, unchecked
    lines = [rng.choice(_RULES).format(rng.choice(_ODD)) for _ in range(rng.randrange(6))]
    body = "\n".join(lines).encode(errors="replace") if path == "/robots.txt" else rng.randbytes(300)
    return Response(rng.choice((200, 200, 301, 302, 404, 429, 500)), headers, body, rng.random() < 0.9)


def read_back(rng: random.Random) -> str:
    """How reading a file of the archive ended in which a field or some bytes were changed."""
    with tempfile.TemporaryDirectory() as home:
        archive = Archive(Path(home))
        archive.write(Article("a", "A title", "a.md", "en", "Nine states signed it.", published="2025-10-25"))
        path = archive.folder / "a.json"
        path.write_bytes(_changed(rng, path.read_bytes()))
        try:
            article = archive.load()["a"]
        except BrokenRecord:
            return "named"
        json.dumps(article.to_json(), ensure_ascii=False).encode()
    return "read"


def _changed(rng: random.Random, raw: bytes) -> bytes:
    if rng.random() < 0.3:
        at = rng.randrange(len(raw))
        return raw[:at] + rng.randbytes(rng.randrange(4)) + raw[at + 1 :]
    record = json.loads(raw)
    record[rng.choice([*record, "x"])] = rng.choice(_VALUES)
    return json.dumps(record).encode()
