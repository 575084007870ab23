"""Yes or no: which side a sentence takes of a question, from the model's reading and from what the two texts deny and count.

`training.sides` turns the evidence into log odds; the order of the fields is the order of its weights.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass, fields, replace
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from bot.question import lexicon
from bot.question.utterance import Utterance, utterance
from bot.question.value import Part
from bot.reading.model import Reader
from bot.reading.overlap import words_of
from bot.reading.value import Judged
from vectorstore.pause import pause
from vectorstore.types import Language

# Log odds of the model beyond which it says "surely".
CLIP = 6.0
# Sentences to each side that are read along.
NEIGHBOURS = 1
# They end a clause: what is denied under "when" or "if" is not what the sentence says.
_BREAKS = frozenset(",;:.")


@dataclass(frozen=True, slots=True)
class SideEvidence:
    """One sentence's, of one yes-or-no question."""

    model: float  # the model's log odds of yes, of the sentence and its neighbours
    apart: float  # 1 when one of question and sentence denies and the other does not
    denied: float  # 1 when the sentence denies
    other: float  # 1 when the question gives a number that the sentence lacks, and the sentence has another
    same: float  # 1 when all numbers of the question stand in the sentence, and there are some

    def vector(self) -> npt.NDArray[np.float64]:
        """As an array, in the order of the fields."""
        return np.array([getattr(self, f.name) for f in fields(self)])


def evidence(
    question: str, language: Language, sentence: str, in_language: Language, logit: float
) -> SideEvidence:
    """What speaks for yes and for no; *logit* is the model's."""
    asked, told = denies(question, language, asked=True), denies(sentence, in_language)
    wanted, stated = _numbers(question), _numbers(sentence)
    return SideEvidence(
        max(-CLIP, min(CLIP, logit)),
        float(asked != told),
        float(told),
        float(bool(wanted - stated) and bool(stated - wanted)),
        float(bool(wanted) and wanted <= stated),
    )


def log_odds(given: SideEvidence) -> float:
    """Of yes."""
    bias, weights = _fitted()
    return float(bias + weights @ given.vector())


def with_side(part: Part, judged: Judged, reader: Reader) -> Judged:
    """The sentence with its log odds of yes, read with its neighbours alone: what else a passage says has no part."""
    pause()
    near = judged.hit.passage.sentences[max(0, judged.place - NEIGHBOURS) : judged.place + NEIGHBOURS + 1]
    texts = [judged.article.text[s.start : s.end] for s in near]
    question, language = part.query.text, part.query.language
    logit = reader.read(question, texts, judged.article.title).yes
    return replace(
        judged, yes=log_odds(evidence(question, language, judged.text, judged.article.language, logit))
    )


def denies(text: str, language: Language, *, asked: bool = False) -> bool:
    """Whether a text says that something is not so; in a question the words that only ask do not count."""
    said = utterance(text, language)
    found = lexicon.found("denials", said)
    asking = lexicon.phrases("whether", language).all(said) if asked else []
    idle = {n for f in (*asking, *(f for f in found if f.value == "none")) for n in range(f.first, f.last)}
    for clause in lexicon.phrases("subordinate", language).all(said):
        idle |= set(range(clause.last, _clause_end(said, clause.last)))
    return any(f.value == "denies" and not idle & set(range(f.first, f.last)) for f in found)


def _clause_end(said: Utterance, n: int) -> int:
    """One past the last word of the clause that word *n* stands in."""
    while n < len(said.words) and not (n + 1 < len(said.words) and set(said.gap(n)) & _BREAKS):
        n += 1
    return min(n + 1, len(said.words))


def _numbers(text: str) -> set[str]:
    return {w for w in words_of(text).folded if w[0].isdecimal()}


@functools.cache
def _fitted() -> tuple[float, npt.NDArray[np.float64]]:
    record = json.loads(files("bot.reading").joinpath("sides.json").read_text(encoding="utf-8"))
    return record["bias"], np.array([record["weights"][f.name] for f in fields(SideEvidence)], np.float64)
