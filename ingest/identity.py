"""Which article is which: ids that stay the same from run to run."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from vectorstore.text import tokens
from vectorstore.types import Article

# Parameters that say where a reader came from, not which page it is.
_TRACKING = frozenset(
    "fbclid gclid gclsrc dclid msclkid ref ref_src referrer zarsrc cmpid cmp igshid yclid spm _ga amp".split()
)
_TRACKING_FAMILIES = ("utm_", "mc_", "pk_", "hsa_")
# Two versions of one article share most of their words; reports of one event by different outlets shared
# up to 0.48 of theirs. Share of words.
_SAME_SHARE = 0.65


def canonical_url(url: str) -> str:
    """One form for all addresses of a page: no tracking, "www.", "amp.", "m." or last slash; a fragment only when
    it is a route ("#!/a/1")."""
    try:
        parts = urlsplit(url.strip())
        number = parts.port
    except ValueError:  # a record may hold anything
        return url.strip()
    host = (parts.hostname or "").removeprefix("www.").removeprefix("amp.").removeprefix("m.")
    port = f":{number}" if number not in (None, 80, 443) else ""
    query = [
        (k, v)
        for k, v in parse_qsl(parts.query, keep_blank_values=True)
        if k.lower() not in _TRACKING and not k.lower().startswith(_TRACKING_FAMILIES)
    ]
    path = parts.path.removesuffix("/amp/").removesuffix("/amp").rstrip("/")
    route = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit(("https", host + port, path, urlencode(sorted(query)), route))


def named(article: Article, known: Mapping[str, Article]) -> Article:
    """*article* with its id: of its address, else of its source.

    The address of a brief or a legal text is what it is based on, shared by many, and no name for it. When
    the name is another text's already, the folder becomes part of it, then the source: a list's address stands
    in all its rows, a section's in many saved pages.
    """
    key = canonical_url(article.url) if article.url and article.kind == "news" else article.source
    names = [
        _hash(f"{article.origin}\n{article.source}\n{key}"),
        _hash(f"{article.origin}\n{key}"),
        _hash(key),
    ]
    for apart in names[:2]:
        if apart in known and _is_its(known[apart], article):
            return replace(article, id=apart)
    free = (n for n in reversed(names) if n not in known or _is_its(known[n], article))
    return replace(article, id=next(free, names[0]))


def _is_its(holder: Article, article: Article) -> bool:
    """Whether an archived article is this one, perhaps in another version or under another name."""
    return (holder.origin, holder.source) == (article.origin, article.source) or same_text(holder, article)


def same_text(one: Article, other: Article) -> bool:
    """Whether two records may be versions of one article."""
    if one.sha256 == other.sha256:
        return True
    a, b = set(tokens(one.text)), set(tokens(other.text))
    return len(a & b) >= _SAME_SHARE * max(1, len(a | b))


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:16]
