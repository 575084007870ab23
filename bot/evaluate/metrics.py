"""Figures of a run: shares with their intervals, retrieval, time, and what confidence is worth."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.evaluate.run import Outcome, Results

# The normal quantile of a two-sided 95 % interval.
_Z = 1.959964
# Lower ends of the confidence bands. The answer hedges from .3 to .5; .9 is where it must be right.
_BANDS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with Wilson's 95 % interval."""

    good: int
    of: int

    @property
    def value(self) -> float | None:
        return self.good / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson (1927): holds near 0 and 1 and for small counts, where the normal one does not."""
        if not self.of:
            return None
        share, z2 = self.good / self.of, _Z * _Z
        middle = (share + z2 / (2 * self.of)) / (1 + z2 / self.of)
        half = _Z * math.sqrt(share * (1 - share) / self.of + z2 / (4 * self.of**2)) / (1 + z2 / self.of)
        return max(0.0, middle - half), min(1.0, middle + half)

    def to_json(self) -> dict[str, Any]:
        low, high = self.interval or (None, None)
        return {"good": self.good, "of": self.of, "share": self.value, "low": low, "high": high}


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Where the first passage of a right source stands, over the pairs that name one."""

    of: int
    recall_1: float
    recall_5: float
    recall_10: float
    mrr_10: float
    ndcg_10: float  # one right source is all that is needed, so the ideal gain is 1


@dataclass(frozen=True, slots=True)
class Band:
    """Answers given with a confidence of *low* up to *high*: how sure, and how often right."""

    low: float
    high: float
    said: float  # mean confidence
    right: Share


@dataclass(frozen=True, slots=True)
class Row:
    """Pairs that belong together."""

    name: str
    passed: Share
    answered: Share  # passed, of those that have an answer
    refused: Share  # passed, of those to refuse
    facts_first: Share  # of those that have an answer
    facts_two: Share
    median_ms: float


@dataclass(frozen=True, slots=True)
class Summary:
    """All figures of a run."""

    total: Row
    kinds: tuple[Row, ...]
    languages: tuple[Row, ...]
    retrieval: Retrieval | None
    reliability: tuple[Band, ...]
    first_quote: float | None  # mean length of the first quotes, characters
    median_ms: float
    p95_ms: float

    def to_json(self) -> dict[str, Any]:
        """As plain values, each share with its interval."""
        record = asdict(self)
        for row, made in ((self.total, record["total"]), *zip(self.kinds, record["kinds"], strict=True)):
            made.update(_shares(row))
        for row, made in zip(self.languages, record["languages"], strict=True):
            made.update(_shares(row))
        for band, made in zip(self.reliability, record["reliability"], strict=True):
            made["right"] = band.right.to_json()
        return record


def _shares(row: Row) -> dict[str, Any]:
    names = ("passed", "answered", "refused", "facts_first", "facts_two")
    return {name: getattr(row, name).to_json() for name in names}


def summarise(results: Results) -> Summary:
    """Every figure; an empty run gives zeros."""
    outcomes = results.outcomes
    quotes = [len(o.answer.citations[0].quote) for o in outcomes if o.answer.found and o.answer.citations]
    times = sorted(o.took_ms for o in outcomes) or [0.0]
    return Summary(
        total=_row("all", outcomes),
        kinds=_rows(outcomes, lambda o: o.pair.kind),
        languages=_rows(outcomes, lambda o: o.pair.lang),
        retrieval=retrieval(outcomes),
        reliability=reliability(outcomes),
        first_quote=statistics.fmean(quotes) if quotes else None,
        median_ms=statistics.median(times),
        p95_ms=times[math.ceil(0.95 * len(times)) - 1],
    )


def _rows(outcomes: Sequence[Outcome], name_of: Callable[[Outcome], str]) -> tuple[Row, ...]:
    names = dict.fromkeys(name_of(o) for o in outcomes)
    return tuple(_row(name, [o for o in outcomes if name_of(o) == name]) for name in names)


def _row(name: str, outcomes: Sequence[Outcome]) -> Row:
    answerable = [o for o in outcomes if o.pair.answerable]
    to_refuse = [o for o in outcomes if o.pair.answerable is False]
    return Row(
        name,
        passed=_share(outcomes, lambda o: o.passed),
        answered=_share(answerable, lambda o: o.passed),
        refused=_share(to_refuse, lambda o: o.passed),
        facts_first=_share(answerable, lambda o: o.checks.facts_first),
        facts_two=_share(answerable, lambda o: o.checks.facts_two),
        median_ms=statistics.median(o.took_ms for o in outcomes) if outcomes else 0.0,
    )


def _share(outcomes: Sequence[Outcome], good: Callable[[Outcome], bool]) -> Share:
    return Share(sum(good(o) for o in outcomes), len(outcomes))


def retrieval(outcomes: Sequence[Outcome]) -> Retrieval | None:
    """Figures over the pairs with a `source_any`; None when there are none."""
    ranks = [o.rank or math.inf for o in outcomes if o.pair.source_any]
    if not ranks:
        return None
    return Retrieval(
        of=len(ranks),
        recall_1=statistics.fmean(r <= 1 for r in ranks),
        recall_5=statistics.fmean(r <= 5 for r in ranks),
        recall_10=statistics.fmean(r <= 10 for r in ranks),
        mrr_10=statistics.fmean(1 / r if r <= 10 else 0.0 for r in ranks),
        ndcg_10=statistics.fmean(1 / math.log2(1 + r) if r <= 10 else 0.0 for r in ranks),
    )


def reliability(outcomes: Sequence[Outcome]) -> tuple[Band, ...]:
    """Bands of confidence over the answers given; right means that the pair passed."""
    answers = [o for o in outcomes if o.answer.found]
    bands = []
    for low, high in zip(_BANDS, (*_BANDS[1:], math.inf), strict=True):
        inside = [o for o in answers if low <= o.answer.confidence < high]
        if inside:
            said = statistics.fmean(o.answer.confidence for o in inside)
            bands.append(Band(low, min(high, 1.0), said, _share(inside, lambda o: o.passed)))
    return tuple(bands)
