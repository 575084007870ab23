"""How likely the probability is right on development pairs: `python -m training.calibrate HOME=PAIRS.jsonl...`.

Each HOME is an index that the pairs were written for. It prints what share of questions is answered and refused from each
probability on, and the slope and shift that `training.fit` should apply.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.chat import consider
from bot.evaluate.pairfiles import read
from bot.evaluate.pairs import Pair
from bot.evaluate.texts import contains
from vectorstore.embedder import load_embedder
from vectorstore.index import Index
from vectorstore.types import Filters


@dataclass(frozen=True, slots=True)
class Judged:
    """The best sentence of one pair."""

    log_odds: float
    right: bool  # it holds all that must be there
    answerable: bool | None


def judged(home: Path, pairs: list[Pair], models: Path) -> list[Judged]:
    """Every pair that was read; those that the status table answers are not."""
    index = Index.open(home, load_embedder(None, models))
    found = []
    for pair in pairs:
        parts = consider(pair.question, index, history=pair.history, filters=Filters(as_of=pair.as_of)).parts
        best = parts[0].reading.best if parts else None
        if best is None:
            continue
        odds = np.log(best.probability) - np.log1p(-best.probability)
        held = all(any(contains(best.text, text) for text in group) for group in pair.must_contain)
        found.append(Judged(float(odds), bool(pair.answerable) and held, pair.answerable))
    index.close()
    return found


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", metavar="HOME=PAIRS.jsonl")
    parser.add_argument("--models", type=Path, default=Path("build/models"))
    options = parser.parse_args()
    found: list[Judged] = []
    for named in options.sets:
        home, _, pairs = named.partition("=")
        found += judged(Path(home), list(read([Path(pairs)])), options.models)
    from sklearn.linear_model import LogisticRegression

    odds, right = np.array([j.log_odds for j in found]), np.array([j.right for j in found])
    chance = 1 / (1 + np.exp(-odds))
    yes = np.array([j.answerable is True for j in found])
    no = np.array([j.answerable is False for j in found])
    for least in np.arange(0.05, 0.75, 0.05):
        print(
            f"from {least:.2f}: answered {(chance[yes] >= least).mean():.3f}, refused {(chance[no] < least).mean():.3f}"
        )
    fitted = LogisticRegression(C=100).fit(odds[:, None], right)
    print(f"slope {fitted.coef_[0][0]:.3f}, shift {fitted.intercept_[0]:.3f}")


if __name__ == "__main__":
    main()
