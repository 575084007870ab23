"""The third gate: whether evidence means what a sentence says, by the local reader and by a model that judges.

The reader's support head reads both and gives log odds. It is small: where it is sure either way it decides, in
between a judging model does; a statement that it takes for wrong is not shown whatever a judge says, since the
judge is mostly the model that wrote it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.llm.checks import Checked
from bot.llm.evidence import Evidence

Opinion = Literal["yes", "no", "open"]


class Supporter(Protocol):
    """Whatever tells whether sentences support a claim: `bot.reading.model.Reader` does."""

    def supports(self, claim: str, sentences: Sequence[str], title: str = "") -> float | None:
        """Log odds that *sentences* support *claim*; None when it cannot tell."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Log odds of the support head, as `benchmarks.support` prints them for claims that it was not trained on."""

    sure: float  # from here on no judge is asked
    alone: float  # from here on a statement is shown when there is no judge
    wrong: float  # below, no judge is believed


# The head tells 81 % of pairs apart. From `sure` on pass .2 % of unsupported claims, so that where a judge can be asked it
# nearly always is; from `alone` on 4 % of unsupported and 19 % of supported ones. `wrong` lies below nearly all: on real
# articles a higher one took 16 % of an honest model's sentences away.
THRESHOLDS = Thresholds(sure=1.92, alone=1.2, wrong=-2.7)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the local reader thinks of statements."""

    supporter: Supporter | None = None
    thresholds: Thresholds = THRESHOLDS

    def odds(self, checked: Checked, evidence: Evidence) -> float | None:
        """Log odds that its evidence supports it; None without a reader that can tell."""
        if self.supporter is None:
            return None
        beside = evidence.beside(checked.lines)
        return self.supporter.supports(
            checked.statement, [line.text for line in beside], beside[0].article.title
        )

    def opinion(self, odds: float | None, *, judged: bool) -> Opinion:
        """What *odds* alone decide; *judged*: a judge can be asked about what is open."""
        if odds is None:
            return "open" if judged else "no"
        if odds < self.thresholds.wrong:
            return "no"
        if judged:
            return "yes" if odds >= self.thresholds.sure else "open"
        return "yes" if odds >= self.thresholds.alone else "no"
