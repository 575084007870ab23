"""Whether pairs can be met at all by the articles of an index, before anybody blames the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.evaluate.pairs import Pair
from bot.evaluate.texts import contains
from vectorstore.status.read import FILE
from vectorstore.types import Article


def check(pairs: Iterable[Pair], articles: Sequence[Article]) -> list[str]:
    """One line a problem, with file, line and field; empty when every pair can be met."""
    by_source: dict[str, list[Article]] = {}
    for article in articles:
        by_source.setdefault(article.source, []).append(article)
    return [f"{pair.place}: {line}" for pair in pairs for line in _faults(pair, by_source)]


def _faults(pair: Pair, by_source: dict[str, list[Article]]) -> Iterator[str]:
    if pair.answerable is False:
        for name in ("must_contain", "source_any", "date"):
            if getattr(pair, name):
                yield f"{name}: is given for a pair that must be refused, so it is never met"
        return
    for source in pair.source_any:
        if source not in by_source and source != FILE:  # the table of parties is no article
            yield f"source_any: no article comes from {source!r}"
    allowed = [a for a in _allowed(pair, by_source) if _known(pair, a)]
    if pair.answerable and not allowed:
        if pair.as_of:
            yield f"as_of: no article it allows was published by {pair.as_of}"
        return
    if pair.date and allowed and not any(a.published == pair.date for a in allowed):
        dates = ", ".join(sorted({a.published or "no date" for a in allowed}))
        yield f"date: no article it allows is of {pair.date}; they are of {dates}"
    for number, group in enumerate(pair.must_contain, 1):
        if allowed and not any(contains(a.text, wanted) for wanted in group for a in allowed):
            yield f"must_contain: item {number} ({' | '.join(group)}) stands in none of the articles it allows"


def _allowed(pair: Pair, by_source: dict[str, list[Article]]) -> list[Article]:
    sources = pair.source_any or tuple(by_source)
    return [article for source in sources for article in by_source.get(source, ())]


def _known(pair: Pair, article: Article) -> bool:
    return not pair.as_of or bool(article.published and article.published <= pair.as_of)
