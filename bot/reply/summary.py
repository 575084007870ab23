"""A summary: 4 to 7 sentences over the aspects of a thing, no two saying the same, in reading order, dated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.question.value import Part
from bot.reading.value import Judged, Reading
from bot.reply.body import Body, Quotes
from bot.reply.choose import SAME_COSINE
from bot.reply.located import names_any
from vectorstore.index import Index
from vectorstore.types import Sentence

# A summary of fewer quotes is an answer, of more an article; of a short text as many as it has.
FEWEST, MOST = 4, 7
# Weight of being on the subject against being new (Carbonell and Goldstein 1998 call it lambda): .6 keeps the subject
# first. Cosines of e5 lie between .75 and 1, so both sides are brought to 0..1 first.
ON_SUBJECT = 0.6
# Gain below which nothing new is said: the summary ends there once it has its fewest quotes.
LEAST_GAIN = 0.05
# Sentences looked at, the best of the passages found; more cost time and are further off the subject.
CANDIDATES = 60
# Characters: shorter sentences say too little alone, longer ones too much.
SHORTEST, LONGEST = 40, 400

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    """A sentence of a passage that was found."""

    judged: Judged
    relevance: float  # 0..1 over the candidates


def summary(part: Part, reading: Reading, index: Index) -> Body:
    """Quotes chosen for what they add, in the order of their days and, within an article, of its text."""
    found = _candidates(part, reading)
    quotes = Quotes(part)
    for judged in sorted(diverse(found, index), key=_order):
        quotes.add(judged)
    return quotes.body()


def _order(judged: Judged) -> tuple[str, str, int]:
    """Reading order: what it is comes from the oldest article, what follows from the newest."""
    return judged.article.published or "", judged.article.id, judged.sentence.start


def diverse(found: Sequence[_Candidate], index: Index) -> list[Judged]:
    """By maximal marginal relevance over the sentences' vectors: each the most on the subject of what is new."""
    if not found:
        return []
    vectors = index.sentence_vectors([(c.judged.hit.row, c.judged.place) for c in found])
    alike = _scaled(vectors @ vectors.T)
    same = vectors @ vectors.T >= SAME_COSINE
    left, chosen = list(range(len(found))), list[int]()
    while left and len(chosen) < MOST:
        gains = {n: _gain(found[n].relevance, alike[n, chosen]) for n in left}
        best = max(left, key=lambda n: gains[n])
        if len(chosen) >= FEWEST and gains[best] < LEAST_GAIN:
            break
        chosen.append(best)
        left = [n for n in left if n != best and not same[n, best]]
    return [found[n].judged for n in chosen]


def _gain(relevance: float, alike: Floats) -> float:
    return ON_SUBJECT * relevance - (1 - ON_SUBJECT) * float(alike.max(initial=0.0))


def _scaled(values: Floats) -> Floats:
    """From the lowest as 0 to 1 as 1."""
    low = float(values.min())
    return (values - low) / (1 - low) if low < 1 else np.zeros_like(values)


def _candidates(part: Part, reading: Reading) -> list[_Candidate]:
    """Sentences of the passages found that may be quoted, in the question's language when there are enough."""
    read = {(j.article.id, j.sentence.start): j for j in reading.sentences}
    found: list[tuple[float, Judged]] = []
    for hit in reading.hits:
        for place, (sentence, cosine) in enumerate(
            zip(hit.passage.sentences, hit.sentence_cosines, strict=True)
        ):
            text = hit.article.text[sentence.start : sentence.end]
            judged = read.get((hit.article.id, sentence.start)) or Judged(
                hit, place, sentence, text, 0.0, 0.0
            )
            if _quotable(sentence, text) and _on_subject(part, judged):
                found.append((cosine + judged.probability, judged))
    own = [f for f in found if f[1].article.language == part.language]
    kept = sorted(own if len(own) >= MOST else found, key=lambda f: -f[0])[:CANDIDATES]
    return _relevant(kept)


def _relevant(found: Sequence[tuple[float, Judged]]) -> list[_Candidate]:
    if not found:
        return []
    low, high = found[-1][0], found[0][0]
    return [_Candidate(j, (score - low) / (high - low) if high > low else 1.0) for score, j in found]


def _quotable(sentence: Sentence, text: str) -> bool:
    return not sentence.heading and SHORTEST <= len(text) <= LONGEST


def _on_subject(part: Part, judged: Judged) -> bool:
    """Of a numbered provision, only sentences that name it or stand in an article whose title does."""
    if not part.provisions:
        return True
    article = judged.article
    return any(names_any(t, part.provisions, article.language) for t in (judged.text, article.title))
