"""The reader's fitted numbers (`weights.json`, written by `python -m benchmarks.reader --write`)."""

from __future__ import annotations

import functools
import json
import math
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

import numpy as np
import numpy.typing as npt

from .confidence import Evidence
from .features import Features

# A question and what is read for it: both Vietnamese, both English, or of two languages.
Relation = Literal["vi", "en", "across"]


@dataclass(frozen=True, slots=True)
class Weights:
    """For one relation of languages."""

    sentence: npt.NDArray[np.float64]  # of `Features`, a conditional logit over a question's sentences
    answerable: npt.NDArray[
        np.float64
    ]  # of `Evidence`, a logistic regression; the last number is the constant
    correct: npt.NDArray[np.float64]  # likewise: whether the first quote answers

    def score(self, features: Features) -> float:
        """Of one sentence; only differences within one question mean something."""
        return float(features.vector() @ self.sentence)

    def answerable_probability(self, evidence: Evidence) -> float:
        """0..1: that the articles hold the answer."""
        return _logistic(self.answerable, evidence)

    def correct_probability(self, evidence: Evidence) -> float:
        """0..1: that the first quote is the answer."""
        return _logistic(self.correct, evidence)


def _logistic(weights: npt.NDArray[np.float64], evidence: Evidence) -> float:
    return 1 / (1 + math.exp(-float(evidence.vector() @ weights[:-1] + weights[-1])))


@functools.cache
def weights_for(relation: Relation) -> Weights:
    """The numbers fitted for *relation*."""
    record = json.loads(files("bot").joinpath("weights.json").read_text(encoding="utf-8"))[relation]
    return Weights(*(np.array(list(record[k].values())) for k in ("sentence", "answerable", "correct")))
