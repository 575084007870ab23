"""Fit the reader on one half of development paragraphs, report on the other; `--write` keeps the fit on all.

    python -m benchmarks.reader QA_FOLDER [--write] [--every N]

QA_FOLDER holds `docs/*.txt` (title line, blank line, one paragraph; five in a row come from one article) and
`pairs.jsonl` in the form of the regression pairs. Indexed alone, in a temporary home (the embedded model is
taken from HANOI_MODELS or the usual home). Each question is asked three times: as it is, with its paragraph
left out, with its article left out. Halves are by article; every figure is the mean over both directions.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

import bot
from bot.confidence import Evidence, evidence
from bot.evaluate.checks import contains
from bot.features import Features, Weigher, candidates
from bot.question import understand
from bot.reader import READ_PASSAGES
from vectorstore.index import Index
from vectorstore.types import Filters

from .homes import index_folder

Array = npt.NDArray[np.float64]
LANGUAGES = {"vi": ("vi", "vi-nodiac"), "en": ("en",)}
# Pulls weights towards 0, per question; chosen among 3e-5..1e-3, where the report moved by < 0.005.
L2 = 3e-4
PARAGRAPHS_PER_ARTICLE = 5
ANSWERED_FROM = 0.12


@dataclass
class Case:
    """One question, its sentences' features and which of them hold the answer."""

    pair: dict[str, Any]
    article: int
    features: Array  # (sentences, features)
    right: npt.NDArray[np.bool_]
    lengths: list[int]  # syllables
    rank: int  # of the right paragraph, 99 when not found
    evidence: Callable[[Array], Array]  # sentence weights -> evidence


def main() -> None:
    """Print the table, and write the weights when asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--every", type=int, default=1, help="use every Nth question")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        index = index_folder(options.folder / "docs", Path(home))
        lines = (options.folder / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
        pairs = [json.loads(line) for line in lines][:: options.every]
        cases = {mode: [case(p, index, mode) for p in pairs] for mode in ("all", "paragraph", "article")}
        fitted = report(cases)
        index.close()
    if options.write:
        target = Path(bot.__file__).with_name("weights.json")
        target.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")


def case(pair: dict[str, Any], index: Index, left_out: str) -> Case:
    """Ask one question, with nothing, its paragraph or its article left out."""
    source = pair["source_any"][0]
    number = int("".join(c for c in source if c.isdigit()))
    article = (number - 1) // PARAGRAPHS_PER_ARTICLE
    without = {
        "all": set[str](),
        "paragraph": {source},
        "article": {
            a.source
            for a in index.articles()
            if (int(a.source[2:5]) - 1) // PARAGRAPHS_PER_ARTICLE == article
        },
    }[left_out]
    ids = tuple(a.id for a in index.articles() if a.source in without)
    question = understand(pair["question"], index, Filters(without=ids))
    hits = index.search(question.query, 40, question.filters)
    found = candidates(question.query, question.kinds, hits[:READ_PASSAGES], index)
    features = np.array([c.features.vector() for c in found])
    sources = list(dict.fromkeys(h.article.source for h in hits))

    def evidence_of(weights: Array) -> Array:
        scores = features @ weights
        order = np.argsort(-scores, kind="stable")
        ranked = [found[n] for n in order]
        return evidence(
            Weigher(question.query, index), hits[:20], ranked, list(scores[order]), index
        ).vector()

    return Case(
        pair,
        article,
        features,
        np.array([c.article.source == source and holds(c.view.text, pair["must_contain"]) for c in found]),
        [len(c.view.text.split()) for c in found],
        sources.index(source) + 1 if source in sources else 99,
        evidence_of,
    )


def holds(text: str, must_contain: Sequence[Sequence[str]]) -> bool:
    """Whether at least one string of every inner list is in *text*."""
    return all(any(contains(text, wanted) for wanted in either) for either in must_contain)


def fit_sentences(cases: Sequence[Case]) -> Array:
    """Weights of a conditional logit: the right sentence among a question's sentences."""
    cases = [c for c in cases if c.right.any()]

    def loss(weights: Array) -> tuple[float, Array]:
        total, gradient = 0.0, np.zeros_like(weights)
        for c in cases:
            scores = c.features @ weights
            likely = np.exp(scores - scores.max())
            likely /= likely.sum()
            right = likely * c.right
            total -= float(np.log(right.sum()))
            gradient -= (right / right.sum() - likely) @ c.features
        n = len(cases)
        return total / n + L2 * float(weights @ weights), gradient / n + 2 * L2 * weights

    start = np.zeros(len(fields(Features)))
    found: Array = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return found


def fit_confidence(rows: Array, truth: npt.NDArray[np.bool_]) -> Array:
    """Weights of a logistic regression, the constant last."""
    model = LogisticRegression(C=3, max_iter=5000).fit(rows, truth)
    return np.append(model.coef_[0], model.intercept_)


def first_right(cases: Sequence[Case], weights: Array, count: int = 1) -> npt.NDArray[np.bool_]:
    """Whether one of the first *count* sentences holds the answer."""
    orders = (np.argsort(-(c.features @ weights), kind="stable")[:count] for c in cases)
    return np.array([bool(c.right[o].any()) for c, o in zip(cases, orders, strict=True)])


def fit(cases: dict[str, list[Case]]) -> dict[str, Array]:
    """All weights from these cases."""
    sentence = fit_sentences(cases["all"])
    rows = np.array([c.evidence(sentence) for mode in cases for c in cases[mode]])
    answerable = np.array([mode == "all" for mode in cases for _ in cases[mode]])
    right = np.concatenate(
        [first_right(cases["all"], sentence), np.zeros(len(rows) - len(cases["all"]), bool)]
    )
    return {
        "sentence": sentence,
        "answerable": fit_confidence(rows, answerable),
        "correct": fit_confidence(rows, right),
    }


def report(cases: dict[str, list[Case]]) -> dict[str, Any]:
    """Print figures of both directions' means; returns the fit on everything."""
    last = 1 + max(c.article for c in cases["all"])
    table: dict[str, list[list[float]]] = defaultdict(list)
    fitted: dict[str, Any] = {}
    for language, variants in LANGUAGES.items():
        own = {m: [c for c in cases[m] if c.pair["lang"] in variants] for m in cases}
        for first_half in (True, False):
            train = {m: [c for c in own[m] if (c.article < last // 2) is first_half] for m in own}
            weights = fit(train)
            for variant in variants:
                test = {
                    m: [
                        c
                        for c in own[m]
                        if (c.article < last // 2) is not first_half and c.pair["lang"] == variant
                    ]
                    for m in own
                }
                table[variant].append(figures(test, weights))
        names = {
            "sentence": [f.name for f in fields(Features)],
            "answerable": [*(f.name for f in fields(Evidence)), "constant"],
        }
        names["correct"] = names["answerable"]
        values = fit(own)
        fitted[language] = {
            k: dict(zip(names[k], map(float, np.round(v, 3)), strict=True)) for k, v in values.items()
        }
    print(f"{'':32}" + "".join(f"{v:>12}" for v in table))
    for n, name in enumerate(ROWS):
        print(f"{name:32}" + "".join(f"{np.mean([r[n] for r in table[v]]):12.3f}" for v in table))
    return fitted


ROWS = (
    "recall@1",
    "recall@5",
    "answered at all",
    "first quote right",
    "first two right",
    "first quote, syllables",
    "AUROC, paragraph left out",
    "AUROC, article left out",
    "answered, paragraph left out",
    "answered, article left out",
    "share with confidence >= 0.9",
    "right, confidence >= 0.9",
    "first two right, confidence >= 0.9",
)


def figures(test: dict[str, list[Case]], weights: dict[str, Array]) -> list[float]:
    """One column of the table."""
    probability = {m: probabilities(test[m], weights, "answerable") for m in test}
    sure = np.concatenate([probabilities(test[m], weights, "correct") for m in test]) >= 0.9
    right = first_right(test["all"], weights["sentence"])
    two = first_right(test["all"], weights["sentence"], 2)
    nothing = np.zeros(sum(len(test[m]) for m in test if m != "all"), bool)
    ranks = np.array([c.rank for c in test["all"]])
    chosen = [c.lengths[int(np.argmax(c.features @ weights["sentence"]))] for c in test["all"]]

    def auroc(left_out: str) -> float:
        both = np.concatenate([probability["all"], probability[left_out]])
        return float(roc_auc_score(np.arange(len(both)) < len(test["all"]), both))

    answered = {m: float((probability[m] >= ANSWERED_FROM).mean()) for m in test}
    return [
        float((ranks <= 1).mean()),
        float((ranks <= 5).mean()),
        answered["all"],
        float(right.mean()),
        float(two.mean()),
        float(np.mean(chosen)),
        auroc("paragraph"),
        auroc("article"),
        answered["paragraph"],
        answered["article"],
        float(sure.mean()),
        float(np.append(right, nothing)[sure].mean()) if sure.any() else float("nan"),
        float(np.append(two, nothing)[sure].mean()) if sure.any() else float("nan"),
    ]


def probabilities(cases: Sequence[Case], weights: dict[str, Array], which: str) -> Array:
    """Of each case, by the logistic regression called *which*."""
    rows = np.array([c.evidence(weights["sentence"]) for c in cases])
    result: Array = 1 / (1 + np.exp(-(rows @ weights[which][:-1] + weights[which][-1])))
    return result


if __name__ == "__main__":
    main()
