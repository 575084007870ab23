"""What reading gives: sentences with probabilities, and the verdict on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from vectorstore.types import Article, Hit, Sentence

Outcome = Literal["answer", "hedge", "refuse"]

# Why there is no answer; the words for each stand in `bot/reply/wording.py`.
RefusedFor = Literal[
    "not_in_articles",
    "off_subject",
    "after_newest",
    "forecast",
    "false_premise",
    "provision",
    "country",
    "time",
]


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A sentence that might answer, with what the reader thinks of it."""

    hit: Hit
    place: int  # its number in the passage
    sentence: Sentence
    text: str
    probability: float  # 0..1, calibrated: that this sentence answers
    model: float  # log odds by the reader's model alone: this sentence against "the passage does not say it"
    span: tuple[int, int] | None = None  # the shortest answer, characters in `text`
    span_probability: float = 0.0  # 0..1
    yes: float | None = None  # log odds of yes, of a yes-or-no question

    @property
    def article(self) -> Article:
        """The article it stands in."""
        return self.hit.article

    @property
    def around(self) -> str:
        """The sentence with its neighbours in the passage."""
        near = self.hit.passage.sentences[max(0, self.place - 1) : self.place + 2]
        return self.article.text[near[0].start : near[-1].end]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """Sentences of the passages found, the likeliest first."""

    sentences: tuple[Judged, ...]
    hits: tuple[Hit, ...]  # all that was found, best first, read closely or not
    answerable: float = 0.0  # 0..1: that anything that was read answers
    evidence: Mapping[str, float] = field(
        default_factory=dict
    )  # of the first sentence, by name, for --explain

    @property
    def best(self) -> Judged | None:
        """The likeliest sentence."""
        return self.sentences[0] if self.sentences else None

    @property
    def probability(self) -> float:
        """That the best sentence answers; 0 without one."""
        return self.sentences[0].probability if self.sentences else 0.0


@dataclass(frozen=True, slots=True)
class Gate:
    """One demand on the answer, and what came of it."""

    name: str
    passed: bool
    value: float | str = ""
    needs: float | str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to answer a part, and how surely."""

    outcome: Outcome
    confidence: float  # 0..1
    reason: RefusedFor | None = None  # when refused
    gates: tuple[Gate, ...] = ()
    yes: bool | None = None  # of a yes-or-no question, when the sentence decides it
