"""One text in many outlets: which article is the original, which are its reprints."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from vectorstore.text import tokens
from vectorstore.types import Article

from .publishers import Publishers

if TYPE_CHECKING:
    from datasketch import MinHash

# Runs of this many words: shorter ones are shared by any two articles on one subject.
_SHINGLE = 5
# Share of all runs of two articles that both have. An editor's cuts and a new lead leave two thirds and
# more; two reports of one event that quote the same speech stay below a third.
_SAME = 0.6
_CANDIDATE = 0.5  # lower, so that the estimate misses none
_PERMUTATIONS = 128  # estimates the share within 0.09


def originals(articles: Mapping[str, Article], outlets: Publishers) -> dict[str, str | None]:
    """For every id the id of the article it reprints, None for originals.

    An agency's copy is the original, else the earliest, else the one added first. The same articles give
    the same groups in any order.
    """
    found: dict[str, str | None] = dict.fromkeys(articles)
    for group in _groups([articles[i] for i in sorted(articles) if articles[i].kind == "news"]):
        first = min(group, key=lambda a: _rank(a, outlets))
        found |= {a.id: first.id for a in group if a is not first}
    return found


def _rank(article: Article, outlets: Publishers) -> tuple[bool, str, str, str]:
    return (
        not outlets.is_agency(article.publisher),
        article.published or "9999",
        article.added_at or "9999",
        article.id,
    )


def _groups(articles: Iterable[Article]) -> list[list[Article]]:
    from datasketch import MinHashLSH  # brings scipy: 0.7 s

    table = MinHashLSH(threshold=_CANDIDATE, num_perm=_PERMUTATIONS)
    shingles: dict[str, frozenset[str]] = {}
    known: dict[str, Article] = {}
    leader: dict[str, str] = {}
    for article in articles:
        mine = _shingles(article)
        if not mine:
            continue
        sketch = _sketch(mine)
        near = [i for i in sorted(table.query(sketch)) if _is_same(mine, shingles[i])]
        table.insert(article.id, sketch)
        shingles[article.id], known[article.id] = mine, article
        leader[article.id] = article.id
        for other in near:
            _join(leader, article.id, other)
    groups: dict[str, list[Article]] = {}
    for article_id, article in known.items():
        groups.setdefault(_top(leader, article_id), []).append(article)
    return [group for group in groups.values() if len(group) > 1]


def _shingles(article: Article) -> frozenset[str]:
    words = tokens(article.text)
    return frozenset(" ".join(words[n : n + _SHINGLE]) for n in range(len(words) - _SHINGLE + 1))


def _sketch(shingles: frozenset[str]) -> MinHash:
    sketch = _empty().copy()
    sketch.update_batch([s.encode() for s in shingles])
    return sketch


@functools.cache
def _empty() -> MinHash:
    """Made once: new permutations for each article took longer than the article."""
    from datasketch import MinHash

    return MinHash(num_perm=_PERMUTATIONS, hashfunc=zlib.crc32)


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _SAME * len(one | other)


def _top(leader: dict[str, str], article_id: str) -> str:
    while leader[article_id] != article_id:
        article_id = leader[article_id]
    return article_id


def _join(leader: dict[str, str], one: str, other: str) -> None:
    a, b = sorted((_top(leader, one), _top(leader, other)))
    leader[b] = a
