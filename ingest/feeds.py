"""The articles that a feed (RSS, Atom) or a sitemap points to."""

from __future__ import annotations

from urllib.parse import urljoin

from lxml import etree

from .errors import Rejected

# RFC-less, but sitemaps.org allows 50,000 addresses in one file.
MAX_LINKS = 50_000


def links_in(data: bytes, url: str) -> list[str]:
    """Addresses in a feed or sitemap, newest first where it says, each once. Raises `Rejected`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Rejected("it is neither a page nor a feed") from error
    if root is None or _name(root) not in ("rss", "feed", "rdf", "urlset", "sitemapindex"):
        raise Rejected("it is neither a page nor a feed")
    dated = [
        (_date(entry), _link(entry))
        for entry in root.iter()
        if _name(entry) in ("item", "entry", "url", "sitemap")
    ]
    # The order of a feed is its own; a sitemap is often oldest first.
    if _name(root) in ("urlset", "sitemapindex"):
        dated.sort(key=lambda pair: pair[0], reverse=True)
    found = dict.fromkeys(filter(None, (_joined(url, link) for _, link in dated if link)))
    return list(found)[:MAX_LINKS]


def _joined(url: str, link: str) -> str:
    """The address of a link; a malformed one as it stands, to be refused by name when it is asked for."""
    try:
        return urljoin(url, link)
    except ValueError:
        return link


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _link(entry: etree._Element) -> str:
    """The link of an entry; of Atom's several the one to the page itself."""
    for child in entry:
        if _name(child) in ("link", "loc") and child.get("rel", "alternate") == "alternate":
            link = (child.get("href") or child.text or "").strip()
            if link:
                return link
    return next(
        (
            c.text.strip()
            for c in entry
            if _name(c) == "guid" and (c.text or "").strip().startswith("http") and c.text
        ),
        "",
    )


def _date(entry: etree._Element) -> str:
    return next(
        ((c.text or "").strip() for c in entry.iter() if _name(c) in ("lastmod", "publication_date")), ""
    )
