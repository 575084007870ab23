"""Forms by their address: packed sitemaps, feeds that hold their texts, documents."""

# ruff: noqa: F811  (fixtures are named where they are used)

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from form_samples import PARAGRAPHS, TITLE, page, paragraph, word_file
from library_samples import HashEmbedder
from test_fetch import Site, fetcher, site  # noqa: F401
from test_lists import ATOM, HTML, RSS

from ingest.archive import Archive
from ingest.fetch import Fetcher
from ingest.run import ingest
from vectorstore.types import Article

WORD = word_file("".join(map(paragraph, (TITLE, *PARAGRAPHS))))
MARKDOWN = f"---\ntitle: {TITLE}\ndate: 2024-05-03\n---\n\n" + "\n\n".join(PARAGRAPHS)
JSON_FEED = {"version": "1.1", "items": [{"url": "/thu-vien", "title": TITLE, "content_html": HTML,
                                          "date_published": "2024-05-03T08:00:00+07:00"}]}  # fmt: skip


def taken(
    url: str, home: Path, fetcher: Fetcher, quick: HashEmbedder
) -> tuple[list[tuple[str, str]], list[Article]]:
    report = ingest([url], home, quick, fetcher=fetcher)
    return [(o.source, o.status) for o in report.outcomes], list(Archive(home).load().values())


@pytest.mark.parametrize(
    ("feed", "declared"),
    [(RSS, "application/rss+xml"), (ATOM, "text/html"), (json.dumps(JSON_FEED), "application/feed+json")],
    ids=["RSS", "Atom", "JSON"],
)
@pytest.mark.parametrize("gone", [True, False])
def test_a_page_that_is_gone_is_taken_from_its_feed(
    tmp_path: Path,
    site: Site,
    fetcher: Fetcher,
    quick: HashEmbedder,
    feed: str,
    declared: str,
    gone: bool,
) -> None:
    site.pages.append(("/news", 200, {"Content-Type": declared}, feed.encode()))
    if not gone:
        site.pages.append(("/thu-vien", 200, {"Content-Type": "text/html"}, page(day="2024-05-02").encode()))
    outcomes, (article,) = taken("http://news.example/news", tmp_path, fetcher, quick)
    assert outcomes[0] == ("http://news.example/thu-vien", "added")
    assert outcomes[1:] in ([], [("http://news.example/teaser", "rejected")])  # a teaser whose page is gone
    assert (article.title, article.text) == (TITLE, "\n\n".join(PARAGRAPHS))
    assert article.published == ("2024-05-03" if gone else "2024-05-02")
    assert article.origin == "http://news.example/news"
    again, _ = taken("http://news.example/news", tmp_path, fetcher, quick)
    assert again[0] == ("http://news.example/thu-vien", "unchanged")


@pytest.mark.parametrize(
    "declared", ["application/x-gzip", "application/gzip", "application/octet-stream", "text/xml"]
)
def test_a_packed_sitemap(
    tmp_path: Path,
    site: Site,
    fetcher: Fetcher,
    quick: HashEmbedder,
    declared: str,
) -> None:
    packed = gzip.compress(b"<urlset><url><loc>http://news.example/a.html</loc></url></urlset>")
    site.pages.append(("/sitemap.xml.gz", 200, {"Content-Type": declared}, packed))
    outcomes, _ = taken("http://news.example/sitemap.xml.gz", tmp_path, fetcher, quick)
    assert outcomes == [("http://news.example/a.html", "added")]


@pytest.mark.parametrize(
    ("path", "declared", "data"),
    [
        ("/a.docx", "application/octet-stream", WORD),
        ("/word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", WORD),
        ("/a.html.gz", "application/gzip", gzip.compress(page().encode())),
        ("/a.md", "text/plain", MARKDOWN.encode()),
    ],
    ids=["a Word file", "a declared Word file", "a packed page", "Markdown"],
)  # fmt: skip
def test_documents_by_address(
    tmp_path: Path,
    site: Site,
    fetcher: Fetcher,
    quick: HashEmbedder,
    path: str,
    declared: str,
    data: bytes,
) -> None:
    site.pages.append((path, 200, {"Content-Type": declared}, data))
    outcomes, (article,) = taken(f"http://news.example{path}", tmp_path, fetcher, quick)
    assert outcomes == [(f"http://news.example{path}", "added")]
    assert (article.title, article.text) == (TITLE, "\n\n".join(PARAGRAPHS))


def test_bombs_by_address_are_refused(
    tmp_path: Path, site: Site, fetcher: Fetcher, quick: HashEmbedder
) -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * 60_000_000)
    site.pages.append(("/sitemap.xml.gz", 200, {"Content-Type": "application/gzip"}, bomb))
    report = ingest(["http://news.example/sitemap.xml.gz"], tmp_path, quick, fetcher=fetcher)
    assert "more than 20 MB" in report.outcomes[0].reason
