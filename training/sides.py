"""Fit the log odds of yes: `python -m training.sides --model FILE --out bot/reading/sides.json`.

Every yes-or-no question of the kept-out passages is read with the sentence that decides it, as the product does. Figures are
cross-fitted over passages.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.reading.model import OwnReader
from bot.reading.sides import NEIGHBOURS, SideEvidence, evidence
from vectorstore.e5folder import ensure_folder
from vectorstore.text import fold, nfc
from vectorstore.tokenizer import load_tokenizer

from .examples import restorer
from .measure import auroc
from .passages import passages

FOLDS = 10
# Of the pull towards 0, over features of deviation 1, in questions.
STRENGTH = 3.0
Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """One question with what speaks for yes."""

    passage: str
    vector: Array
    yes: bool


def read(model: Path, models: Path) -> list[Asked]:
    """Every decided question of the kept-out passages."""
    every = list(passages())
    reader, restore = OwnReader(load_tokenizer(ensure_folder(models)), model), restorer(every)
    found = []
    for passage in (p for p in every if p.kept_out):
        for question in (q for q in passage.questions if q.answer and q.yes is not None):
            text = restore(fold(question.text)) if question.language == "vi-nodiac" else question.text
            at = question.answer[0]
            near = [nfc(s) for s in passage.sentences[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]]
            given = evidence(
                text, "en" if question.language == "en" else "vi", nfc(passage.sentences[at]),
                "vi" if passage.language == "vi" else "en", reader.read(text, near, passage.title).yes,
            )  # fmt: skip
            found.append(Asked(passage.id, given.vector(), bool(question.yes)))
    return found


def fit(found: Sequence[Asked]) -> tuple[Array, float]:
    """Weights and bias, on features as they are."""
    from scipy.optimize import minimize

    rows, yes = np.array([a.vector for a in found]), np.array([a.yes for a in found], np.float64)
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = np.concatenate([(rows - mean) / scale, np.ones((len(rows), 1))], axis=1)

    def cost(weights: Array) -> float:
        logits = scaled @ weights
        pull = STRENGTH / 2 * weights[:-1] @ weights[:-1]
        return float((np.logaddexp(0, logits) - yes * logits).sum() + pull)

    best = minimize(cost, np.zeros(scaled.shape[1]), method="L-BFGS-B").x
    weights = best[:-1] / scale
    return weights, float(best[-1] - (weights * mean).sum())


def report(found: Sequence[Asked]) -> None:
    """Print the cross-fitted figures."""
    names = sorted({a.passage for a in found})
    scores, yes = [], []
    for fold_ in range(FOLDS):
        held = set(names[fold_::FOLDS])
        weights, bias = fit([a for a in found if a.passage not in held])
        for asked in (a for a in found if a.passage in held):
            scores.append(float(asked.vector @ weights + bias))
            yes.append(asked.yes)
    odds, right = np.array(scores), np.array(yes)
    print(
        f"questions={len(odds)} auroc={auroc(odds[right], odds[~right]):.3f} right={((odds > 0) == right).mean():.3f}"
    )
    for least in (0.5, 0.8, 1.1, 1.4, 1.7, 2.0, 2.5):
        sure = abs(odds) >= least
        told = ((odds > 0) == right)[sure].mean() if sure.any() else float("nan")
        print(f"beyond {least}: {sure.mean():.3f} decided, {told:.3f} of them right")


def main() -> None:
    """Read, report, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--models", type=Path, default=Path("build/models"))
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    found = read(options.model, options.models)
    report(found)
    weights, bias = fit(found)
    named = {f.name: round(float(w), 4) for f, w in zip(fields(SideEvidence), weights, strict=True)}
    print(named, round(bias, 4))
    if options.out:
        record = json.dumps({"bias": round(bias, 4), "weights": named}, indent=1)
        options.out.write_text(record + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
