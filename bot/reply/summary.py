"""A summary: 4 to 7 sentences over the aspects of a thing, no two saying the same, in reading order, dated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.question.located import names_any
from bot.question.value import Part
from bot.reading.value import Judged, Reading
from bot.reply.choose import SAME_COSINE, says_the_same
from bot.reply.quoting import Body, Quotes
from vectorstore.index import Index
from vectorstore.types import Language, Sentence

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


# What is asked of a treaty as a whole, in the order in which it is told: what, when, who, how many, what follows, what
# is said against it. Asked of any treaty, whatever the articles say of this one.
ASPECTS: dict[Language, tuple[str, ...]] = {
    "vi": (
        "Công ước Hà Nội là gì?",
        "Công ước Hà Nội được thông qua và mở ký khi nào?",
        "Công ước Hà Nội buộc các nước làm gì?",
        "Bao nhiêu nước đã ký và phê chuẩn Công ước Hà Nội?",
        "Khi nào Công ước Hà Nội có hiệu lực?",
        "Công ước Hà Nội bị chỉ trích điều gì?",
    ),
    "en": (
        "What is the Hanoi Convention?",
        "When was the Hanoi Convention adopted and opened for signature?",
        "What does the Hanoi Convention oblige States to do?",
        "How many countries have signed and ratified the Hanoi Convention?",
        "When does the Hanoi Convention enter into force?",
        "What is the Hanoi Convention criticised for?",
    ),
}
# Passages searched for each aspect, and how many of them, in the question's language, are looked at: the search ranks
# by words and meaning, a sentence's cosine alone would take any sentence in the question's tone.
_SEARCHED, _OF_EACH = 8, 2


def summary(part: Part, reading: Reading, index: Index) -> Body:
    """Quotes chosen for what they add, in the order of their days and, within an article, of its text.

    The Convention as a whole is told by its aspects, in theirs.
    """
    quotes = Quotes(part)
    chosen = by_aspects(part, index) if is_whole(part) else []
    if len(chosen) < FEWEST:
        chosen = sorted(diverse(_candidates(part, reading), index), key=_order)
    for judged in chosen:
        quotes.add(judged)
    return quotes.body()


def is_whole(part: Part) -> bool:
    """Whether the Convention is to be summed up, not a part of it, an article about it or what somebody did."""
    narrowed = (
        part.provisions or part.days or part.names or part.countries or part.act or part.filters.without
    )
    return part.convention and not narrowed


def by_aspects(part: Part, index: Index) -> list[Judged]:
    """The sentence closest to each aspect, in their order; none that says the same as one before it."""
    chosen: list[Judged] = []
    for aspect in ASPECTS[part.language]:
        hits = index.search(index.understand(aspect), _SEARCHED, part.filters)
        own = [h for h in hits if h.article.language == part.language] or hits
        found = _candidates(part, Reading((), tuple(own[:_OF_EACH])))
        new = (c.judged for c in found if not any(says_the_same(c.judged, j, index) for j in chosen))
        chosen += [judged for judged in [next(new, None)] if judged is not None]
    return chosen


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
