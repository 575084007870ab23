"""Why a pair failed, in lines that a person can act on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.evaluate.difference import marked
from bot.evaluate.pairs import Pair
from bot.evaluate.run import Outcome, one, system_of
from bot.evaluate.texts import contains
from vectorstore.types import Filters

if TYPE_CHECKING:
    from bot.steps import Explanation
    from vectorstore.index import Index


@dataclass(frozen=True, slots=True)
class ExplainedPair:
    """A pair's outcome, and how its answer came about without a language model."""

    outcome: Outcome
    explanation: Explanation

    def text(self) -> str:
        """Its verdict as in a report, then the explanation."""
        pair = self.outcome.pair
        passed = f"{pair.place}: {pair.id} [{pair.lang}, {pair.kind}] passed"
        return f"{passed if self.outcome.passed else why(self.outcome)}\n\n{self.explanation.text()}"

    def to_json(self) -> dict[str, Any]:
        """The outcome as a line of RESULTS, what was expected and is not there, and the explanation."""
        expected = [] if self.outcome.passed else missing(self.outcome)
        return {**self.outcome.to_json(), "expected": expected, "explanation": self.explanation.record}


def explained_pair(pair: Pair, index: Index) -> ExplainedPair:
    """Ask *pair* and look at everything that decided it."""
    from bot.chat import consider
    from bot.evaluate.conversations import Thread
    from bot.steps import explained

    system = system_of(index)
    turns = Thread(system.ask).before(pair) or pair.history
    considered = consider(pair.question, index, history=turns, filters=Filters(as_of=pair.as_of))
    return ExplainedPair(one(pair, system), explained(considered))


def why(outcome: Outcome, was: str | None = None) -> str:
    """What was asked, what was expected and not there, what came; and how the words differ from *was*."""
    pair, answer = outcome.pair, outcome.answer
    failed = ", ".join(outcome.checks.failed())
    lines = [f"{pair.place}: {pair.id} [{pair.lang}, {pair.kind}] failed: {failed}"]
    lines += [f"  earlier: {question}" for question in pair.history]
    lines.append(f"  question: {pair.question}" + (f" (as of {pair.as_of})" if pair.as_of else ""))
    lines += [f"  expected: {line}" for line in missing(outcome)]
    said = answer.text if answer.found else f"refused ({answer.reason}): {answer.text}"
    lines.append(f"  answer: {' '.join(said.split())}")
    lines += [f"  [{c.number}] {c.source}, {c.published}: {c.quote}" for c in answer.citations]
    lines.append(f"  first passage of a right source: {outcome.rank or 'not among those retrieved'}")
    if was is not None:
        lines.append(f"  against the baseline: {' '.join(marked(was, answer.text).split())}")
    return "\n".join(lines)


def missing(outcome: Outcome) -> list[str]:
    """Each failed check as what should have been."""
    pair, answer, checks = outcome.pair, outcome.answer, outcome.checks
    texts = [answer.text, *(c.quote for c in answer.citations)]
    lines = []
    if not checks.found:
        lines.append("an answer" if pair.answerable else "a refusal")
    if not checks.facts:
        groups = [g for g in pair.must_contain if not any(contains(t, w) for w in g for t in texts)]
        lines += ["one of " + " | ".join(group) for group in groups]
    if not checks.source:
        lines.append("a quote from " + " | ".join(pair.source_any))
    if not checks.date:
        lines.append(f"that quote to be of {pair.date}")
    if not checks.clean:
        bad = [b for b in pair.must_not_contain if any(contains(t, b) for t in texts)]
        lines.append("not to read " + " | ".join(bad))
    if not checks.verbatim:
        lines.append("every quote word for word as in its article")
    return lines
