"""Read: choose the sentences that answer, say how sure we are, or that the articles do not say.

No language model: features, fitted weights and rules with a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vectorstore.index import Index
from vectorstore.types import Hit

from .asked import Question
from .confidence import Evidence, confidence_of, evidence
from .features import Candidate, candidates
from .focus import counts_in, focus_of
from .promote import promoted
from .weights import Relation, Weights, weights_for

# Passages read closely; the right one is among the first 5 in .97-.99 of development questions.
READ_PASSAGES = 5
# Figures are gathered from more: an older or newer one may stand in an article that matches less.
COUNTED_PASSAGES = 15
# From this probability on an answer in the question's own language needs no rival in the other; below the second
# the other language is no rival: where the own one says nothing, what the other says is seldom the answer.
SURE = 0.5
SURE_ACROSS = 0.8


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading found: sentences, best first, and what speaks for the first."""

    ranked: tuple[Candidate, ...]
    scores: tuple[float, ...]  # of the conditional logit, highest first
    evidence: Evidence | None  # None when nothing was found at all
    answerable: float  # 0..1
    correct: float  # 0..1
    counted: tuple[tuple[Candidate, float], ...]  # with scores: of more passages, when something is counted
    relation: Relation  # of the question's language and the articles'

    @property
    def confidence(self) -> float:
        """0..1: how sure that what is quoted answers: that there is an answer, and that the first sentence is it."""
        return confidence_of(self.answerable, self.correct)

    @property
    def best(self) -> Candidate:
        """The first sentence."""
        return self.ranked[0]


def read(question: Question, hits: Sequence[Hit], index: Index) -> Reading:
    """Rank the sentences of the best passages; the same input gives the same order.

    Passages in the question's language are read first; those in the other one only when they surely answer
    better, or when there is nothing else.
    """
    own = [h for h in hits if h.article.language == question.query.language]
    other = [h for h in hits if h.article.language != question.query.language]
    reading = _read(question, own, index, question.query.language)
    if other and reading.answerable < SURE:
        across = _read(question, other, index, "across")
        if across.answerable > reading.answerable and (not own or across.answerable >= SURE_ACROSS):
            return across
    return reading


def _read(question: Question, hits: Sequence[Hit], index: Index, relation: Relation) -> Reading:
    weights = weights_for(relation)
    found = candidates(question.query, question.kinds, hits[:READ_PASSAGES], index)
    order = sorted(((weights.score(c.features), -n) for n, c in enumerate(found)), reverse=True)
    exact = promoted(question, [(score, found[-n]) for score, n in order])
    ranked = tuple(c for _, c in exact)
    scores = tuple(s for s, _ in exact)
    if not ranked:
        return Reading((), (), None, 0.0, 0.0, (), relation)
    seen = evidence(question, hits, ranked, scores, index)
    return Reading(
        ranked,
        scores,
        seen,
        weights.answerable_probability(seen),
        weights.correct_probability(seen),
        _counted(question, hits, index, weights),
        relation,
    )


def _counted(
    question: Question, hits: Sequence[Hit], index: Index, weights: Weights
) -> tuple[tuple[Candidate, float], ...]:
    """Sentences that count what the question counts, best first."""
    focus = focus_of(question.query)
    if focus is None:
        return ()
    counting = [h for h in hits[:COUNTED_PASSAGES] if counts_in(focus, h)]
    found = candidates(question.query, question.kinds, counting, index)
    scored = [(c, weights.score(c.features)) for c in found if c.features.focus]
    return tuple(sorted(scored, key=lambda s: -s[1]))
