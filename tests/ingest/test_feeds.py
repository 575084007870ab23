"""Links of feeds and sitemaps."""

from __future__ import annotations

import pytest

from ingest.errors import Rejected
from ingest.feeds import MAX_LINKS, links_in

URL = "https://news.example/feed"
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="/feed"/>
<entry><link rel="edit" href="/edit/1"/><link href="/one"/></entry>
<entry><link rel="alternate" href="https://news.example/two"/></entry><entry><link href="/one"/></entry></feed>"""
SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://news.example/old</loc><lastmod>2024-01-01</lastmod></url>
<url><loc> https://news.example/new </loc><lastmod>2025-01-01</lastmod></url></urlset>"""
BOMB = b"""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c SYSTEM "file:///etc/passwd">]><rss><channel><item><link>http://x.example/&b;&c;</link></item></channel></rss>"""


def test_reads_atom_and_sitemaps() -> None:
    assert links_in(ATOM, URL) == ["https://news.example/one", "https://news.example/two"]
    assert links_in(SITEMAP, URL) == ["https://news.example/new", "https://news.example/old"]


def test_entities_are_not_opened() -> None:
    assert all("aaaa" not in link and "root:" not in link for link in links_in(BOMB, URL))


def test_links_are_bounded() -> None:
    items = b"".join(b"<item><link>http://x.example/%d</link></item>" % n for n in range(MAX_LINKS + 5))
    assert len(links_in(b"<rss>" + items + b"</rss>", URL)) == MAX_LINKS


@pytest.mark.parametrize("data", [b"<html></html>", b"<opml/>", b"plain", b"", b"<rss", b"\x00\xff"])
def test_other_documents_are_refused(data: bytes) -> None:
    if data == b"<rss":
        assert links_in(data, URL) == []
        return
    with pytest.raises(Rejected):
        links_in(data, URL)
