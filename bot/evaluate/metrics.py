"""Figures of a run: shares with their intervals, retrieval, time, and what confidence is worth."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from bot.evaluate.run import Outcome, Results

# The normal quantile of a two-sided 95 % interval.
_Z = 1.959964
# Lower ends of the confidence bands. The answer hedges from .3 to .5; .9 is where it must be right.
# Kinds of pairs to refuse that come near what the articles say, and kinds that are off the subject altogether.
NEAR_MISSES = frozenset(("unans_in", "near_miss", "false_premise"))
OFF_SUBJECT = frozenset(("ood", "off_subject", "hostile", "injection"))
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
    complete: Share  # of those that have an answer: seen at once and unhedged
    lead: Share  # right, of the leads shown
    verdict: Share  # right, of the yes-or-no pairs that say what is right
    hedged: Share  # right, of the answers given with a hedge
    unhedged: Share  # right, of those without
    refusals: Share  # right, of the refusals given: their precision; `refused` is their recall
    median_ms: float

    def shares(self) -> dict[str, Share]:
        """Every share by its name."""
        return {f.name: value for f in fields(self) if isinstance(value := getattr(self, f.name), Share)}


@dataclass(frozen=True, slots=True)
class Summary:
    """All figures of a run."""

    total: Row
    kinds: tuple[Row, ...]
    languages: tuple[Row, ...]
    near_misses: Share  # refused, of the pairs to refuse that come near what the articles say
    off_subject: Share  # refused, of those that are off the subject
    retrieval: Retrieval | None
    reliability: tuple[Band, ...]
    first_quote: float | None  # mean length of the first quotes, characters
    median_ms: float
    p95_ms: float

    def to_json(self) -> dict[str, Any]:
        """As plain values, each share with its interval."""
        record = asdict(self)
        rows = ((self.total, record["total"]), *zip(self.kinds, record["kinds"], strict=True))
        for row, made in (*rows, *zip(self.languages, record["languages"], strict=True)):
            made.update({name: share.to_json() for name, share in row.shares().items()})
        for name in ("near_misses", "off_subject"):
            record[name] = getattr(self, name).to_json()
        for band, made in zip(self.reliability, record["reliability"], strict=True):
            made["right"] = band.right.to_json()
        return record


def summarise(results: Results) -> Summary:
    """Every figure; an empty run gives zeros."""
    outcomes = results.outcomes
    quotes = [len(o.answer.citations[0].quote) for o in outcomes if o.answer.found and o.answer.citations]
    times = sorted(o.took_ms for o in outcomes) or [0.0]
    return Summary(
        total=_row("all", outcomes),
        kinds=_rows(outcomes, lambda o: o.pair.kind),
        languages=_rows(outcomes, lambda o: o.pair.lang),
        near_misses=_refused(outcomes, NEAR_MISSES),
        off_subject=_refused(outcomes, OFF_SUBJECT),
        retrieval=retrieval(outcomes),
        reliability=reliability(outcomes),
        first_quote=statistics.fmean(quotes) if quotes else None,
        median_ms=statistics.median(times),
        p95_ms=times[math.ceil(0.95 * len(times)) - 1],
    )


def _rows(outcomes: Sequence[Outcome], name_of: Callable[[Outcome], str]) -> tuple[Row, ...]:
    names = dict.fromkeys(name_of(o) for o in outcomes)
    return tuple(_row(name, [o for o in outcomes if name_of(o) == name]) for name in names)


def _refused(outcomes: Sequence[Outcome], kinds: frozenset[str]) -> Share:
    return _share(
        [o for o in outcomes if o.pair.answerable is False and o.pair.kind in kinds], lambda o: o.passed
    )


def _row(name: str, outcomes: Sequence[Outcome]) -> Row:
    answerable = [o for o in outcomes if o.pair.answerable]
    to_refuse = [o for o in outcomes if o.pair.answerable is False]
    given = [o for o in outcomes if o.answer.found]
    return Row(
        name,
        passed=_share(outcomes, lambda o: o.passed),
        answered=_share(answerable, lambda o: o.passed),
        refused=_share(to_refuse, lambda o: o.passed),
        facts_first=_share(answerable, lambda o: o.checks.facts_first),
        facts_two=_share(answerable, lambda o: o.checks.facts_two),
        complete=_share(answerable, lambda o: o.checks.complete),
        lead=_judged(outcomes, lambda o: o.checks.lead),
        verdict=_judged(outcomes, lambda o: o.checks.verdict),
        hedged=_share([o for o in given if o.answer.hedged], lambda o: o.passed),
        unhedged=_share([o for o in given if not o.answer.hedged], lambda o: o.passed),
        refusals=_share([o for o in outcomes if not o.answer.found], lambda o: o.pair.answerable is not True),
        median_ms=statistics.median(o.took_ms for o in outcomes) if outcomes else 0.0,
    )


def _share(outcomes: Sequence[Outcome], good: Callable[[Outcome], bool]) -> Share:
    return Share(sum(good(o) for o in outcomes), len(outcomes))


def _judged(outcomes: Sequence[Outcome], right: Callable[[Outcome], bool | None]) -> Share:
    """Of those that it can be said of."""
    said = [value for o in outcomes if (value := right(o)) is not None]
    return Share(sum(said), len(said))


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
