"""The passages a model is shown, numbered, and everything that can be proven with them."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import Answer
from bot.llm.facts import Facts, facts
from bot.llm.markup import forbidden
from bot.llm.orders import orders
from bot.views import view_of
from vectorstore.aliases import terms
from vectorstore.text import fold
from vectorstore.types import Article, Hit, Sentence

# The right passage is among the first 5 in .97-.99 of development questions (`bot.reader`).
_PASSAGES = 5


@dataclass(frozen=True, slots=True)
class Proof:
    """One sentence of a passage, taken apart."""

    sentence: Sentence
    text: str
    published: str | None  # its article's

    @property
    def words(self) -> frozenset[str]:
        """Folded."""
        return _words(self.text)

    @property
    def facts(self) -> Facts:
        """What it claims: taken apart when a sentence is checked, while the model writes the next one."""
        return facts(self.text, self.published)


@dataclass(frozen=True, slots=True)
class Source:
    """A passage as [number]."""

    number: int
    article: Article
    proofs: tuple[Proof, ...]

    @property
    def text(self) -> str:
        """What the model reads."""
        return " ".join(p.text for p in self.proofs)


def sources(answer: Answer, hits: Sequence[Hit]) -> tuple[Source, ...]:
    """The passages that *answer* quotes, then the next best in the same language."""
    quoted = {c.article_id: c for c in reversed(answer.citations)}
    spans = [(c.article_id, c.start) for c in answer.citations]
    languages = {h.article.language for h in hits if h.article.id in quoted}
    first = [
        h for h in hits if any(a == h.article.id and h.passage.start <= s < h.passage.end for a, s in spans)
    ]
    rest = [h for h in hits if h not in first and (not languages or h.article.language in languages)]
    found: list[Source] = []
    for hit in [*first, *rest]:
        if len(found) >= max(_PASSAGES, len(first)):
            break
        if proofs := _proofs(hit):
            found.append(Source(len(found) + 1, hit.article, proofs))
    return tuple(found)


@functools.lru_cache(maxsize=4_096)
def _words(text: str) -> frozenset[str]:
    return frozenset(fold(w) for w in terms(text)) | view_of(text).folded


def _proofs(hit: Hit) -> tuple[Proof, ...]:
    """Its sentences, without headings, links and mark-up, and without those that speak to a model."""
    text = hit.article.text
    told = [" ".join(text[s.start : s.end].split()) for s in hit.passage.sentences]
    left_out = orders(told)
    return tuple(
        Proof(s, t, hit.article.published)
        for n, (s, t) in enumerate(zip(hit.passage.sentences, told, strict=True))
        if n not in left_out and not s.heading and not forbidden(t)
    )
