"""Sentences that answer by what they say, whatever the model makes of them: definitions, and what is said about something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.question.value import Part
from bot.reading import defining, topical
from bot.reading.value import Judged
from vectorstore.types import Hit

_WAYS = (defining.worth_of, topical.worth_of)


def worthy_first(part: Part, hits: Sequence[Hit]) -> list[Hit]:
    """*hits* with the passages first that hold the sentence worth most."""
    for worth in filter(None, (way(part) for way in _WAYS)):
        hits = sorted(
            hits, key=lambda hit: -max(worth(hit, place) for place in range(len(hit.passage.sentences)))
        )
    return list(hits)


def with_worth(part: Part, judged: Sequence[Judged]) -> list[Judged]:
    """*judged*, none less probable than it is worth."""
    for worth in filter(None, (way(part) for way in _WAYS)):
        judged = [replace(j, probability=max(j.probability, worth(j.hit, j.place))) for j in judged]
    return list(judged)
