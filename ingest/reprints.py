"""One text in many outlets: which article is the original, which are its reprints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vectorstore.types import Article

from .publishers import Publishers
from .sketches import PERMUTATIONS, Sketches, shingles

# Share of all runs of two articles that both have. An editor's cuts and a new lead leave two thirds and
# more; two reports of one event that quote the same speech stay below a third.
_SAME = 0.6
_CANDIDATE = 0.5  # lower, so that the estimate misses none


def originals(
    articles: Mapping[str, Article], outlets: Publishers, sketches: Sketches | None = None
) -> dict[str, str | None]:
    """For every id the id of the article it reprints, None for originals.

    An agency's copy is the original, else the earliest, else the one added first. The same articles give
    the same groups in any order.
    """
    found: dict[str, str | None] = dict.fromkeys(articles)
    sketches = sketches or Sketches()
    for group in _groups([articles[i] for i in sorted(articles) if articles[i].kind == "news"], sketches):
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


def _groups(articles: Iterable[Article], sketches: Sketches) -> list[list[Article]]:
    from datasketch import MinHashLSH  # brings scipy: 0.7 s

    table = MinHashLSH(threshold=_CANDIDATE, num_perm=PERMUTATIONS)
    known: dict[str, Article] = {}
    leader: dict[str, str] = {}
    for article in articles:
        sketch = sketches.of(article)
        if sketch.is_empty():  # a text too short to be compared
            continue
        near = [i for i in sorted(table.query(sketch)) if _is_same(article, known[i])]
        table.insert(article.id, sketch)
        known[article.id] = article
        leader[article.id] = article.id
        for other in near:
            _join(leader, article.id, other)
    groups: dict[str, list[Article]] = {}
    for article_id, article in known.items():
        groups.setdefault(_top(leader, article_id), []).append(article)
    return [group for group in groups.values() if len(group) > 1]


def _is_same(one: Article, other: Article) -> bool:
    if one.sha256 == other.sha256:
        return True
    a, b = shingles(one), shingles(other)
    return len(a & b) >= _SAME * len(a | b)


def _top(leader: dict[str, str], article_id: str) -> str:
    while leader[article_id] != article_id:
        article_id = leader[article_id]
    return article_id


def _join(leader: dict[str, str], one: str, other: str) -> None:
    a, b = sorted((_top(leader, one), _top(leader, other)))
    leader[b] = a
