"""What speaks for a sentence as the answer to a question, as numbers: the model's reading, and what retrieval saw.

`training.fit` turns them into one probability; the order of the fields is the order of its weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from bot.question.value import Part
from bot.reading.demands import act_exchanged, act_missing, countries_missing, kind_met
from bot.reading.model import UNREAD, PassageRead
from bot.reading.overlap import Weighed, words_of
from vectorstore.index import Index
from vectorstore.types import Hit

# Beyond these a log odds says "surely", and how surely is noise.
CLIP = 8.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence's."""

    model: float  # log odds: this sentence against "the passage does not say it"
    passage_model: float  # log odds: any sentence of its passage
    within: float  # log share of this sentence among those of its passage
    span: float  # log probability of the likeliest span in it
    elsewhere: float  # log odds of the best other passage read
    cosine: float  # of question and sentence, (x - 0.8) * 10: E5's live in 0.74-0.95
    overlap: float  # share of the question's words, by weight, in the sentence
    pairs: float  # of its word pairs
    around: float  # what its two neighbours and the title add to the overlap
    missing: float  # weight of the rarest question word that passage and title lack, 0..1
    passage: float  # fused score of its passage, 0..1
    first: float  # 1 when its passage was found first
    lexical: float  # BM25 of its passage as a share of the best possible
    alignment: float  # how well the question's words are met across languages, * 5; 0 within one
    names: float  # share of the question's names, numbers and years that sentence, neighbours and title lack
    kind: float  # 1 when something new of the kind asked for stands in it, or no kind is asked
    countries: float  # share of the question's countries that sentence, neighbours and title lack
    act: float  # 1 when the question asks of an act towards a treaty and sentence and neighbours tell of another or none
    exchanged: float  # 1 when the sentence itself tells of other acts towards a treaty than the one asked of
    across: float  # 1 when question and sentence are of two languages
    english: float  # 1 for an English question
    english_text: float  # 1 for an English sentence
    restored: float  # 1 for a question typed without marks

    def vector(self) -> npt.NDArray[np.float64]:
        """As an array, in the order of the fields."""
        return np.array([getattr(self, f.name) for f in fields(self)])


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A sentence with its evidence."""

    hit: Hit
    place: int
    evidence: Evidence


def gather(part: Part, read: Sequence[tuple[Hit, PassageRead]], index: Index) -> list[Found]:
    """The evidence of every quotable sentence of the passages read, in their order."""
    answerable = [passage.answerable for _, passage in read]
    found: list[Found] = []
    for number, (hit, passage) in enumerate(read):
        others = [a for n, a in enumerate(answerable) if n != number]
        found += _of_passage(part, hit, passage, number == 0, max(others, default=-CLIP), index)
    return found


def _of_passage(
    part: Part, hit: Hit, passage: PassageRead, first: bool, elsewhere: float, index: Index
) -> list[Found]:
    query = part.query
    across = hit.article.language != query.language
    weighed = Weighed(query, index, across)
    texts = [hit.article.text[s.start : s.end] for s in hit.passage.sentences]
    held = [words_of(t) for t in texts]
    title = words_of(hit.article.title).folded
    everything = title.union(*(w.folded for w in held))
    missing = weighed.rarest_missing(everything, index.manifest.passages)
    found = []
    for n, sentence in enumerate(hit.passage.sentences):
        read = passage.sentences[n]
        if sentence.heading or read.logit <= UNREAD:
            continue
        overlap = weighed.held(held[n].folded)
        near = title.union(*(w.folded for w in held[max(0, n - 1) : n + 2]))
        context = " ".join([hit.article.title, *texts[max(0, n - 1) : n + 2]])
        evidence = Evidence(
            model=_clipped(read.logit - passage.none),
            passage_model=_clipped(passage.answerable),
            within=_clipped(read.logit - passage.none - passage.answerable),
            span=_clipped(read.span_logit),
            elsewhere=_clipped(elsewhere),
            cosine=(hit.sentence_cosines[n] - 0.8) * 10,
            overlap=overlap,
            pairs=weighed.pairs_held(held[n].pairs),
            around=weighed.held(near) - overlap,
            missing=missing,
            passage=hit.score,
            first=float(first),
            lexical=hit.lexical,
            alignment=5 * hit.alignments[n] if hit.alignments else 0.0,
            names=missing_share(part, context),
            kind=kind_met(part, texts[n], hit.article.language),
            countries=countries_missing(part, context, hit.article.language),
            act=act_missing(part, context, hit.article.language),
            exchanged=act_exchanged(part, texts[n], hit.article.language),
            across=float(across),
            english=float(query.language == "en"),
            english_text=float(hit.article.language == "en"),
            restored=float(not query.marked),
        )
        found.append(Found(hit, n, evidence))
    return found


def missing_share(part: Part, text: str) -> float:
    """0..1: the share of the names, numbers and years that the question holds and *text* does not."""
    demanded = [*part.names, *part.numbers, *map(str, part.years)]
    if not demanded:
        return 0.0
    words = words_of(text).folded
    return sum(not words_of(d).folded <= words for d in demanded) / len(demanded)


def _clipped(value: float) -> float:
    return max(-CLIP, min(CLIP, value))
