"""How sure the reader may be: is the answer in the articles at all, and is this it?

Both are logistic functions of what retrieval and reading saw, fitted by `benchmarks/reader.py` on development
questions with and without their paragraph. The numbers mean nothing outside the embedder they were fitted
with; another embedder needs the fit again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from vectorstore.index import Index
from vectorstore.types import Hit

from .asked import Question
from .features import Candidate
from .focus import focus_of
from .names import missing_names, missing_numbers
from .views import View, view_of
from .weigh import Weigher


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one question found; the order is the order of the weights."""

    lexical: float  # best BM25 as a share of the best possible
    cosine: float  # of the best passage
    sentence_cosine: float  # of the chosen sentence
    overlap: float  # of the question with the chosen sentence's passage
    missing: float  # weight of the rarest question word that the passage lacks, 0..1
    pairs: float  # word pairs of the question in the passage
    sentence_pairs: float  # in the chosen sentence
    kind: float  # the chosen sentence holds the kind asked for
    margin: float  # log of how much likelier the first sentence is than the second
    standing: float  # how far the best passage's cosine is above the rest's
    sentence_standing: float  # likewise for the best sentences
    focus: float  # what is counted is counted in the chosen sentence; 1 when nothing is
    uncounted: float  # 1 when what is counted is counted in none of the sentences read
    names: float  # share of the question's names that the chosen sentence and its neighbours lack
    subject: float  # likewise, of a yes-or-no question alone
    numbers: float  # share of the question's numbers that the passage lacks
    unknown: float  # share of the question's weight in words that no article has
    english: float  # 1 for an English question: its cosines are lower throughout
    alignment: float  # of the passage's words with the question's, * 5; 0 within one language
    # What speaks against the passage: that others say what it leaves out, or that it is one of many alike.
    elsewhere: float  # weight of the rarest question word that it lacks and another one read has, 0..1
    met_elsewhere: float  # how much better its words are met in others, * 10; 0 within one language
    lead: float  # how far the best passage's cosine is above the second's, * 20
    rest: float  # mean BM25, as a share of the best possible, of the passages behind the fifth, * 5

    def vector(self) -> npt.NDArray[np.float64]:
        """As an array, in the order of the fields."""
        return np.array([getattr(self, f.name) for f in fields(self)])


def evidence(
    question: Question,
    hits: Sequence[Hit],
    ranked: Sequence[Candidate],
    scores: Sequence[float],
    index: Index,
) -> Evidence:
    """Gather it for the first of *ranked*; *scores* are theirs, best first."""
    best, query = ranked[0], question.query
    weigher = Weigher(query, index, best.article.language != query.language)
    passage = view_of(best.article.text[best.hit.passage.start : best.hit.passage.end])
    unseen = math.log1p((index.manifest.passages + 0.5) / 0.5)
    missing = {word: idf for word, idf in weigher.folded.items() if word not in passage.folded}
    nowhere = sum(idf for word, idf in weigher.folded.items() if not index.folded.has(word))
    others = frozenset().union(*(c.view.folded for c in ranked if c.hit.row != best.hit.row))
    names = missing_names(query, [around(best), view_of(best.article.title)], best.article.text)
    cosines = sorted((h.cosine for h in hits), reverse=True)
    rest = sorted((h.lexical for h in hits), reverse=True)[5:]
    return Evidence(
        lexical=max(h.lexical for h in hits),
        cosine=(cosines[0] - 0.8) * 10,
        sentence_cosine=best.features.cosine,
        overlap=weigher.folded_overlap(passage.folded),
        missing=max(missing.values(), default=0.0) / unseen,
        pairs=weigher.pair_overlap(passage),
        sentence_pairs=best.features.pairs,
        kind=best.features.kind,
        margin=min(scores[0] - scores[1], 5.0) if len(scores) > 1 else 5.0,
        standing=_standing(cosines),
        sentence_standing=_standing([max(h.sentence_cosines) for h in hits]),
        focus=best.features.focus if focus_of(query) else 1.0,
        uncounted=float(focus_of(query) is not None and not any(c.features.focus for c in ranked)),
        names=names,
        subject=names if "yesno" in question.kinds else 0.0,
        numbers=missing_numbers(query, passage),
        unknown=nowhere / (sum(weigher.folded.values()) or 1.0),
        english=float(query.language == "en"),
        alignment=5 * best.hit.alignment,
        elsewhere=max((idf for word, idf in missing.items() if word in others), default=0.0) / unseen,
        met_elsewhere=10 * best.hit.met_elsewhere,
        lead=20 * (cosines[0] - cosines[1]) if len(cosines) > 1 else 0.0,
        rest=5 * sum(rest) / len(rest) if rest else 0.0,
    )


# Of the first probability, in the mean of both. It tells questions with an answer from those without; the second says
# more of whether the quote is right. With 0.7, of what is said with .9 or more as much is right as with the second
# alone, and questions without an answer come lower (`benchmarks.reader`).
_ANSWERABLE_SHARE = 0.7


def confidence_of(answerable: float, correct: float) -> float:
    """0..1: how sure that what is quoted answers, from the two probabilities."""
    return _ANSWERABLE_SHARE * answerable + (1 - _ANSWERABLE_SHARE) * correct


def around(candidate: Candidate) -> View:
    """A sentence with its neighbours in the passage."""
    near = candidate.hit.passage.sentences[max(0, candidate.place - 1) : candidate.place + 2]
    return view_of(candidate.article.text[near[0].start : near[-1].end])


def _standing(cosines: Sequence[float]) -> float:
    """The highest above the mean of those behind the fifth (or of all the others, when there are fewer)."""
    ordered = sorted(cosines, reverse=True)
    rest = ordered[5:] or ordered[1:]
    return (ordered[0] - sum(rest) / len(rest)) * 10 if rest else 0.0
