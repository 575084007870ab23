"""What speaks for a sentence as the answer to a question, as numbers.

The features and their use follow the measurements of `benchmarks/reader.py`, which fits and reprints them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from vectorstore.index import Index
from vectorstore.query import Query
from vectorstore.types import Article, Hit, Sentence

from .focus import counts, focus_of
from .kindmatch import kind_match
from .kinds import Kind
from .views import View, view_of
from .weigh import Weigher


@dataclass(frozen=True, slots=True)
class Features:
    """One sentence's; the order is the order of the weights."""

    cosine: float  # of question and sentence, (x - 0.8) * 10: E5's live in 0.74-0.95
    overlap: float  # share of the question's words, by weight, in the sentence
    pairs: float  # share of its word pairs
    neighbours: float  # what the two sentences around add to the overlap
    kind: float  # whether it holds something of the kind asked for, that the question does not say
    focus: float  # whether a quantity of what is counted stands in it
    passage: float  # fused score of its passage
    title: float  # overlap with its article's title
    alignment: float  # how well the question's words are met across languages, * 5; 0 within one

    def vector(self) -> npt.NDArray[np.float64]:
        """As an array, in the order of the fields."""
        return np.array([getattr(self, f.name) for f in fields(self)])


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A sentence that might answer."""

    hit: Hit
    place: int  # its number in the passage
    sentence: Sentence
    view: View
    features: Features

    @property
    def article(self) -> Article:
        """The article it stands in."""
        return self.hit.article


def candidates(query: Query, kinds: frozenset[Kind], hits: Sequence[Hit], index: Index) -> list[Candidate]:
    """Every quotable sentence of *hits* with its features, passage by passage in reading order.

    All *hits* are of one language.
    """
    across = any(h.article.language != query.language for h in hits)
    weigher = Weigher(query, index, across)
    focus = focus_of(query)
    found: list[Candidate] = []
    for hit in hits:
        views = [view_of(hit.article.text[s.start : s.end]) for s in hit.passage.sentences]
        title = weigher.folded_overlap(view_of(hit.article.title).folded)
        for n, sentence in enumerate(hit.passage.sentences):
            if sentence.heading:
                continue
            overlap = weigher.overlap(views[n])
            around = views[max(0, n - 1) : n + 2]
            together = frozenset().union(*(v.folded for v in around))
            features = Features(
                cosine=(hit.sentence_cosines[n] - 0.8) * 10,
                overlap=overlap,
                pairs=weigher.pair_overlap(views[n]),
                neighbours=weigher.folded_overlap(together) - weigher.folded_overlap(views[n].folded),
                kind=kind_match(kinds, query.question, views[n]),
                focus=counts(focus, views[n], hit.article.language),
                passage=hit.score,
                title=title,
                alignment=5 * hit.alignments[n] if hit.alignments else 0.0,
            )
            found.append(Candidate(hit, n, sentence, views[n], features))
    return found
