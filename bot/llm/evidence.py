"""What a model is shown: passages with their neighbours, every sentence with a number, as many as fit.

Sentences that speak to a model, links and mark-up are left out; headings are not evidence.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer import Answer
from bot.grounding.compare import Told
from bot.llm.markup import forbidden
from bot.llm.orders import orders
from vectorstore.sentences import split
from vectorstore.types import Article, Hit, Sentence

# The right passage is among the first 12 in all but a few of the development questions; more only cost tokens.
PASSAGES = 12
# Sentences before and behind a passage that are shown with it.
_NEIGHBOURS = 1
# Of passages in the other language than the first one, so many stand beside it: the same brief told twice says nothing new.
_OF_THE_OTHER = 2
# Characters to a token: measured with OpenAI's o200k_base on the starter briefs, 2.9 vi and 4.8 en; older
# vocabularies need more tokens.
_CHARACTERS_PER_TOKEN = 2.5
# What a number in brackets and a line's end cost, in tokens; and a passage's head and marks.
_LINE_TOKENS, _HEAD_TOKENS = 5, 40


@dataclass(frozen=True, slots=True)
class Line:
    """One numbered sentence."""

    number: int  # from 1
    article: Article
    sentence: Sentence
    text: str  # one line

    @property
    def told(self) -> Told:
        """As evidence; whoever its article named before it may be meant."""
        article = self.article
        outlets = ", ".join([article.publisher, *(b.publisher for b in article.based_on)])
        before = article.text[: self.sentence.start]
        return Told(self.text, article.language, article.published, article.title, outlets, before)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one article that follow each other."""

    article: Article
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is shown."""

    blocks: tuple[Block, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """In order of their numbers."""
        return tuple(line for block in self.blocks for line in block.lines)

    def line(self, number: int) -> Line | None:
        """The one of that number."""
        lines = self.lines
        return lines[number - 1] if 1 <= number <= len(lines) else None

    def beside(self, lines: Sequence[Line]) -> list[Line]:
        """*lines*, each with the one before it in its block: who speaks, and what "it" is."""
        numbers = {line.number for line in lines}
        chosen: list[Line] = []
        for block in self.blocks:
            for n, line in enumerate(block.lines):
                following = block.lines[n + 1].number if n + 1 < len(block.lines) else 0
                if line.number in numbers or following in numbers:
                    chosen.append(line)
        return chosen


def tokens_of(text: str) -> int:
    """About how many tokens *text* has; rather more than fewer."""
    return int(len(text) / _CHARACTERS_PER_TOKEN) + 1


def gather(
    answer: Answer, hits: Sequence[Hit], tokens: int, *, whole: bool = False, summed: bool = False
) -> Evidence:
    """The passages that *answer* quotes and the best of *hits*, with neighbours, within *tokens*.

    *whole*: of the articles that hold most of them, all the rest too, as far as there is room; *summed*: of the one that
    is to be summed up, all before anything else.
    """
    chosen: dict[str, set[int]] = {}
    articles: dict[str, Article] = {}
    left = tokens
    for article, places in _wanted(answer, hits, whole=whole, summed=summed):
        usable = _usable(article)
        fresh = [n for n in places if n in usable and n not in chosen.get(article.id, ())]
        cost = sum(tokens_of(usable[n][1]) + _LINE_TOKENS for n in fresh) + _HEAD_TOKENS
        if cost > left and (whole or summed or not chosen):
            fresh = _fitting(fresh, usable, left - _HEAD_TOKENS)
            cost = sum(tokens_of(usable[n][1]) + _LINE_TOKENS for n in fresh) + _HEAD_TOKENS
        if not fresh or cost > left:
            continue
        left -= cost
        articles[article.id] = article
        chosen.setdefault(article.id, set()).update(fresh)
    return _numbered(articles, chosen)


def block_of(article: Article, start: int, end: int) -> Block:
    """The sentences of *article* between two characters, numbered from 1."""
    places = [n for n, s in enumerate(_sentences(article.text)) if s.start < end and start < s.end]
    usable = _usable(article)
    lines = [Line(n, article, *usable[p]) for n, p in enumerate((p for p in places if p in usable), 1)]
    return Block(article, tuple(lines))


def _wanted(
    answer: Answer, hits: Sequence[Hit], *, whole: bool, summed: bool
) -> Iterable[tuple[Article, list[int]]]:
    """Articles with the places of their sentences, the most important first."""
    quoted = {(c.article_id, c.start) for c in answer.citations}
    first = [
        h for h in hits if any(a == h.article.id and h.passage.start <= s < h.passage.end for a, s in quoted)
    ]
    best = _of_one_language([*first, *(h for h in hits if h not in first)])[: max(PASSAGES, len(first))]
    if summed and best:
        yield (article := _most_found(best)), list(range(len(_sentences(article.text))))
    for hit in best:
        yield hit.article, _places(hit)
    if whole or summed:
        held = Counter(h.article.id for h in best)
        for article in sorted({h.article.id: h.article for h in best}.values(), key=lambda a: -held[a.id]):
            yield article, list(range(len(_sentences(article.text))))


def _most_found(hits: Sequence[Hit]) -> Article:
    """The article that is found most and highest: each hit weighs the inverse of its place."""
    weight: dict[str, float] = defaultdict(float)
    for place, hit in enumerate(hits, 1):
        weight[hit.article.id] += 1 / place
    return max((h.article for h in hits), key=lambda a: weight[a.id])


def _of_one_language(hits: Sequence[Hit]) -> list[Hit]:
    """*hits* in order, with few of the other language than the first one's."""
    kept, others = [], 0
    for hit in hits:
        if hit.article.language != hits[0].article.language:
            others += 1
            if others > _OF_THE_OTHER:
                continue
        kept.append(hit)
    return kept


def _places(hit: Hit) -> list[int]:
    inside = [
        n
        for n, s in enumerate(_sentences(hit.article.text))
        if s.start < hit.passage.end and hit.passage.start < s.end
    ]
    if not inside:
        return []
    return list(range(inside[0] - _NEIGHBOURS, inside[-1] + _NEIGHBOURS + 1))


def _fitting(places: Sequence[int], usable: dict[int, tuple[Sentence, str]], tokens: int) -> list[int]:
    kept: list[int] = []
    for n in places:
        tokens -= tokens_of(usable[n][1]) + _LINE_TOKENS
        if tokens < 0 and kept:
            break
        kept.append(n)
    return kept


def _numbered(articles: dict[str, Article], chosen: dict[str, set[int]]) -> Evidence:
    blocks: list[Block] = []
    number = 0
    for key, places in chosen.items():
        usable = _usable(articles[key])
        run: list[Line] = []
        before: int | None = None
        for place in sorted(places):
            if run and before is not None and place != before + 1:
                blocks.append(Block(articles[key], tuple(run)))
                run = []
            number += 1
            run.append(Line(number, articles[key], *usable[place]))
            before = place
        if run:
            blocks.append(Block(articles[key], tuple(run)))
    return Evidence(tuple(blocks))


@functools.lru_cache(maxsize=256)
def _sentences(text: str) -> tuple[Sentence, ...]:
    return tuple(split(text))


def _usable(article: Article) -> dict[int, tuple[Sentence, str]]:
    """By place: the sentences that may be shown."""
    return dict(_harmless(article.text))


@functools.lru_cache(maxsize=256)
def _harmless(text: str) -> tuple[tuple[int, tuple[Sentence, str]], ...]:
    told = [" ".join(text[s.start : s.end].split()) for s in _sentences(text)]
    left_out = orders(told)
    return tuple(
        (n, (s, t))
        for n, (s, t) in enumerate(zip(_sentences(text), told, strict=True))
        if n not in left_out and not s.heading and not forbidden(t)
    )
