"""The verdict on a part: answer, answer with care, or refuse. One probability, and the few demands that stay.

`DEMANDS` is the whole policy; a test prints it into `docs/reader.md`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.question.value import Part
from bot.reading.sides import denies
from bot.reading.value import Gate, Judged, Outcome, Reading, RefusedFor, Verdict
from vectorstore.index import Index

# Probability that anything read answers, from which on an answer is given. Of development pairs, each judged by weights of
# the others, .94 of those with an answer and .21 of those without reach it; of questions of the reading data in a
# stranger's words .72 and .29 (`training.fit` prints what each threshold costs).
ANSWERED_FROM = 0.55
# Probability from which on a sentence is quoted alone; below, the next likeliest stands beside it.
ALONE = 0.7
# Probability that one of those quoted is the answer, from which on they are quoted, and stand without a warning: of
# strangers' questions, each judged by weights of others, half of those between are right, above four in five.
SAY_FROM, SURE_FROM = 0.15, 0.4
# Who asks nothing, but tells of something that the articles are about, is told the nearest from here on, with care.
NEAR_FROM = 0.12
# Under this, nothing found even speaks of the same thing: BM25 of the best passage as a share of the best possible.
NEAR_LEXICAL = 0.15
# Log odds from which on "yes" or "no" is said of a yes-or-no question: 3 to 1; "no" of a sentence that denies what the
# question does not from fewer on. Of kept-out questions, written so that no word gives the side away, .78 and .77 of
# those said are right (`training.sides`).
DECIDED, DENIED = 1.1, 0.6


@dataclass(frozen=True, slots=True)
class Demand:
    """Something without which no probability suffices."""

    name: RefusedFor
    asked: Callable[[Part], bool]
    met: Callable[[Part, Judged, Index], bool]
    why: str


def _is_known_by_then(part: Part, best: Judged, index: Index) -> bool:
    """A day or year after all that was read is known only to a sentence that speaks of it."""
    newest = index.manifest.newest
    if newest is None:
        return True
    seen = date.fromisoformat(newest)
    late = [d.year for d in part.days if d > seen] + [y for y in part.years if y > seen.year]
    return not late or any(str(y) in best.around for y in late)


DEMANDS: tuple[Demand, ...] = (
    Demand(
        "after_newest",
        lambda part: bool(part.days or part.years),
        _is_known_by_then,
        "a day or year later than every article is known only to a sentence that speaks of it",
    ),
)


def judge(part: Part, reading: Reading, index: Index) -> Verdict:
    """Whether to answer *part* from *reading*, how surely, and what decided."""
    best = reading.best
    if (
        best is None
    ):  # of a numbered article, only sentences that speak of it are read (`bot.reading.numbered`)
        return Verdict("refuse", 0.0, "provision" if part.provisions else "not_in_articles")
    gates = [Gate(d.name, d.met(part, best, index)) for d in DEMANDS if d.asked(part)]
    unmet = next((g for g in gates if not g.passed), None)
    quoted = one_of_quoted(reading)
    told = part.convention and not part.asks
    for name, value, least in (
        ("answerable", reading.answerable, 0.0 if told else ANSWERED_FROM),
        _said(part, reading, quoted),
    ):
        gates.append(Gate(name, value >= least, round(value, 3), least))
    if unmet is not None:
        return Verdict("refuse", 0.0, _named(unmet.name), tuple(gates))
    if not all(gate.passed for gate in gates):
        return Verdict("refuse", min(quoted, SURE_FROM), _reason(part, reading), tuple(gates))
    outcome: Outcome = "answer" if quoted >= SURE_FROM else "hedge"
    return Verdict(outcome, quoted, None, tuple(gates), _decided(part, best))


def _said(part: Part, reading: Reading, quoted: float) -> tuple[str, float, float]:
    """What the sentences must reach: who neither asks nor speaks of the Convention is told only what is likely by itself."""
    if part.asks:
        return "probability", quoted, SAY_FROM
    return (
        ("probability", quoted, NEAR_FROM)
        if part.convention
        else ("probability", reading.probability, SURE_FROM)
    )


def one_of_quoted(reading: Reading) -> float:
    """0..1: that one of the sentences quoted is the answer: the likeliest, and without a sure one the next."""
    likeliest = [j.probability for j in reading.sentences[:2]]
    return min(1.0, sum(likeliest[:1] if reading.probability >= ALONE else likeliest))


def _named(name: str) -> RefusedFor:
    return next(d.name for d in DEMANDS if d.name == name)


def _reason(part: Part, reading: Reading) -> RefusedFor:
    if part.future:
        return "forecast"
    near = part.convention or max(h.lexical for h in reading.hits) >= NEAR_LEXICAL
    return "not_in_articles" if near else "off_subject"


def _decided(part: Part, best: Judged) -> bool | None:
    """Yes or no, when that was asked and one is clear."""
    if part.shape != "yesno" or best.yes is None:
        return None
    if best.yes <= -DENIED and denies(best.text, best.article.language):
        asked = denies(part.query.text, part.query.language, asked=True)
        return None if asked and best.yes > -DECIDED else False
    return None if abs(best.yes) < DECIDED else best.yes > 0
