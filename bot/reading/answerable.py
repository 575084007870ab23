"""Whether anything that was read answers: one probability for a question, from its likeliest sentences and the model's best.

A sentence's probability says which of those read it is; near misses share more words with a passage than the questions that it
answers do, so that whether any answers rests on what the model makes of all. `training.fit` gives the weights; the order of the
fields is theirs.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from bot.reading.evidence import Evidence

# Log odds between a lone sentence and the second that there is not.
LONE = 3.0


@dataclass(frozen=True, slots=True)
class Whole:
    """What speaks for an answer in all that was read."""

    best: float  # log odds of the likeliest sentence
    second: float  # of the next
    strongest: float  # the model's log odds of the sentence that it takes for likeliest
    model: float  # of the likeliest one
    passage_model: float  # of the likeliest passage
    span: float  # log probability of the likeliest span
    elsewhere: float  # of the likeliest sentence, as are those below
    across: float
    english: float
    english_text: float
    restored: float

    def vector(self) -> npt.NDArray[np.float64]:
        """As an array, in the order of the fields."""
        return np.array([getattr(self, f.name) for f in fields(self)])


def whole(odds: Sequence[float], read: Sequence[Evidence]) -> Whole:
    """From the log odds of the sentences and their evidence, in one order, one or more."""
    order = sorted(range(len(odds)), key=lambda n: -odds[n])
    best = read[order[0]]
    return Whole(
        odds[order[0]],
        odds[order[1]] if len(order) > 1 else odds[order[0]] - LONE,
        max(e.model for e in read),
        best.model,
        max(e.passage_model for e in read),
        max(e.span for e in read),
        best.elsewhere,
        best.across,
        best.english,
        best.english_text,
        best.restored,
    )


def probability(of: Whole) -> float:
    """0..1: that something read answers."""
    bias, weights = _fitted()
    return 1 / (1 + math.exp(-(bias + float(weights @ of.vector()))))


@functools.cache
def _fitted() -> tuple[float, npt.NDArray[np.float64]]:
    record = json.loads(files("bot.reading").joinpath("weights.json").read_text(encoding="utf-8"))[
        "answerable"
    ]
    return record["bias"], np.array([record["weights"][f.name] for f in fields(Whole)], np.float64)
