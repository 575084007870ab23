"""Which article is which: ids that stay the same from run to run."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from vectorstore.text import tokens
from vectorstore.types import Article

# Parameters that say where a reader came from, not which page it is.
_TRACKING = ("utm_", "fbclid", "gclid", "mc_", "ref", "zarsrc", "cmpid", "igshid", "yclid", "spm")
# Two versions of one article share most of their words; reports of one event by different outlets shared
# up to 0.48 of theirs. Share of words.
_SAME_SHARE = 0.65


def canonical_url(url: str) -> str:
    """One form for all addresses of a page: no fragment, tracking, "www.", "amp.", "m." or last slash."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.").removeprefix("amp.").removeprefix("m.")
    query = [
        (k, v)
        for k, v in parse_qsl(parts.query)
        if not k.lower().startswith(_TRACKING) and k.lower() != "amp"
    ]
    path = parts.path.removesuffix("/amp/").removesuffix("/amp").rstrip("/")
    return urlunsplit(("https", host, path, urlencode(sorted(query)), ""))


def named(article: Article, known: Mapping[str, Article]) -> Article:
    """*article* with its id: of its address, else of its source.

    The address of a brief or a legal text is what it is based on, shared by many, and no name for it. When
    another folder already holds another text under the same source, the folder becomes part of the name.
    """
    key = canonical_url(article.url) if article.url and article.kind == "news" else article.source
    apart = _hash(f"{article.origin}\n{key}")
    plain = _hash(key)
    holder = known.get(plain)
    if apart in known or (holder and holder.origin != article.origin and not same_text(holder, article)):
        return replace(article, id=apart)
    return replace(article, id=plain)


def same_text(one: Article, other: Article) -> bool:
    """Whether two records may be versions of one article."""
    if one.sha256 == other.sha256:
        return True
    a, b = set(tokens(one.text)), set(tokens(other.text))
    return len(a & b) >= _SAME_SHARE * max(1, len(a | b))


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:16]
