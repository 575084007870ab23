"""Read: the best passages closely, each sentence with one probability that it answers."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from bot.question.value import Part
from bot.reading.answerable import probability, whole
from bot.reading.demands import acting_first, without_exchanged
from bot.reading.evidence import Evidence, Found, gather
from bot.reading.model import PassageRead, Reader
from bot.reading.numbered import speaking_of, titled_first
from bot.reading.sides import with_side
from bot.reading.value import Judged, Reading
from bot.reading.worth import with_worth, worthy_first
from vectorstore.index import Index
from vectorstore.pause import pause
from vectorstore.types import Hit

# Passages read closely: 35 ms each on one core. Of strangers' questions about five articles the right one is among the
# first three in .86, among the first five in .90; reading all five finds the sentence in .90 instead of .84.
READ_PASSAGES = 5
# Of these the first are always read; further ones only while none of them surely answers (log odds, 12 to 1).
READ_ALWAYS = 2
SURE = 2.5
# Of a yes-or-no question so many sentences are read once more for the side they take.
SIDES = 2


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Of the logistic function from evidence to probability."""

    bias: float
    weights: npt.NDArray[np.float64]  # (evidence,)

    def odds(self, evidence: Evidence) -> float:
        """Log odds that the sentence answers."""
        return self.bias + float(self.weights @ evidence.vector())

    def probability(self, evidence: Evidence) -> float:
        """0..1: that the sentence answers."""
        return 1 / (1 + math.exp(-self.odds(evidence)))


@functools.cache
def fitted() -> Weights:
    """Those of the package, which `training.fit` wrote."""
    record = json.loads(files("bot.reading").joinpath("weights.json").read_text(encoding="utf-8"))
    named = record["weights"]
    return Weights(record["bias"], np.array([named[f.name] for f in fields(Evidence)], np.float64))


def read(part: Part, hits: Sequence[Hit], index: Index, reader: Reader) -> Reading:
    """Read the first passages of *hits*; the same input gives the same reading."""
    weights = fitted()
    ordered = titled_first(part, worthy_first(part, acting_first(part, hits)))
    passages = closely(part, ordered, reader)
    by_row = {hit.row: passage for hit, passage in passages}
    found = gather(part, passages, index)
    evidence = {(f.hit.row, f.place): f.evidence for f in found}
    judged = speaking_of(part, [_judged(f, by_row[f.hit.row], weights) for f in found])
    judged = without_exchanged(part, with_worth(part, judged))
    judged.sort(key=lambda j: (-j.probability, j.hit.row, j.place))
    if part.shape == "yesno":
        judged = [*(with_side(part, j, reader) for j in judged[:SIDES]), *judged[SIDES:]]
    best = asdict(evidence[judged[0].hit.row, judged[0].place]) if judged else {}
    return Reading(tuple(judged), tuple(hits), _answerable(judged, evidence, weights), best)


def _answerable(
    judged: Sequence[Judged], evidence: Mapping[tuple[int, int], Evidence], weights: Weights
) -> float:
    """0..1: that something answers; a sentence that is worth more by what it says counts as that."""
    if not judged:
        return 0.0
    read = [evidence[j.hit.row, j.place] for j in judged]
    said = probability(whole([weights.odds(e) for e in read], read))
    return max(said, judged[0].probability) if judged[0].probability > weights.probability(read[0]) else said


def closely(part: Part, hits: Sequence[Hit], reader: Reader) -> list[tuple[Hit, PassageRead]]:
    """What the model makes of the first passages."""
    read: list[tuple[Hit, PassageRead]] = []
    for number, hit in enumerate(hits[:READ_PASSAGES]):
        if number >= READ_ALWAYS and max(passage.answerable for _, passage in read) >= SURE:
            break
        pause()
        texts = [hit.article.text[s.start : s.end] for s in hit.passage.sentences]
        read.append((hit, reader.read(part.query.text, texts, hit.article.title)))
    return read


def _judged(found: Found, passage: PassageRead, weights: Weights) -> Judged:
    sentence = found.hit.passage.sentences[found.place]
    read = passage.sentences[found.place]
    return Judged(
        found.hit,
        found.place,
        sentence,
        found.hit.article.text[sentence.start : sentence.end],
        weights.probability(found.evidence),
        found.evidence.model,
        read.span,
        math.exp(min(0.0, read.span_logit)),
    )
