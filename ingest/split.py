"""Cut an article into passages on sentence borders, with exact offsets."""

from __future__ import annotations

from vectorstore.sentences import split
from vectorstore.text import syllables
from vectorstore.types import Article, Passage, Sentence

# Below 45 syllables a passage's embedding says little of its subject; above 140 it says many things at once.
MIN_SYLLABLES = 45
MAX_SYLLABLES = 140
_MIDDLE = (MIN_SYLLABLES + MAX_SYLLABLES) / 2

# Costs of one passage in the search for the best cut; what matters is their order.
_OUT_OF_BOUNDS = 100.0  # a size outside the bounds
_MID_PARAGRAPH = 1.0  # a border inside a paragraph
_AFTER_HEADING = 5.0  # a sub-heading left behind by its text


def passages(article: Article) -> list[Passage]:
    """Passages of 45-140 syllables, in reading order, that hold every sentence once.

    Shorter or longer ones occur only where sentence borders leave no choice: an article below
    45 syllables, a single sentence above 140.
    """
    sentences = split(article.text)
    return [
        Passage(article.id, n, sentences[a].start, sentences[b - 1].end, tuple(sentences[a:b]))
        for n, (a, b) in enumerate(_best_cut(article.text, sentences))
    ]


def _best_cut(text: str, sentences: list[Sentence]) -> list[tuple[int, int]]:
    """The cheapest way to part the sentences, by dynamic programming over borders."""
    sizes = [syllables(text[s.start : s.end]) for s in sentences]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for b in range(1, len(sentences) + 1):
        options = []
        size = 0
        for a in range(b - 1, -1, -1):
            size += sizes[a]
            if size > MAX_SYLLABLES and a < b - 1:
                break
            options.append((best[a][0] + _cost(text, sentences, a, b, size), a))
        best.append(min(options))
    cut, b = [], len(sentences)
    while b > 0:
        a = best[b][1]
        cut.append((a, b))
        b = a
    return cut[::-1]


def _cost(text: str, sentences: list[Sentence], a: int, b: int, size: int) -> float:
    cost = ((size - _MIDDLE) / _MIDDLE) ** 2
    if not MIN_SYLLABLES <= size <= MAX_SYLLABLES:
        cost += _OUT_OF_BOUNDS
    if b < len(sentences) and "\n" not in text[sentences[b - 1].end : sentences[b].start]:
        cost += _MID_PARAGRAPH
    if sentences[b - 1].heading:
        cost += _AFTER_HEADING
    return cost
