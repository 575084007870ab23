"""Fit the reader on development questions, report on those it was not fitted on; `--write` keeps the fit on all.

    python -m benchmarks.reader QA_FOLDER [--write] [--every N] [--folds N]

Two sets, each indexed alone in a temporary home (the embedded model comes from HANOI_MODELS or the usual home):
QA_FOLDER with `docs/*.txt` (title line, blank line, one paragraph; five in a row come from one article) and
`pairs.jsonl`; and the starter corpus with `tests/qa/starter.jsonl` and `asked.jsonl`. A question with an answer is also asked with
its paragraph (its sources) left out, and with its whole article left out. Every question is judged by weights
fitted on the other folds; folds are by article, and by pair for the starter corpus.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

import bot
from bot.asked import understand
from bot.chat import RETRIEVED
from bot.confidence import Evidence, confidence_of, evidence
from bot.evaluate.checks import contains
from bot.features import Candidate, Features, candidates
from bot.followup import standalone
from bot.reader import READ_PASSAGES
from bot.weights import Relation
from vectorstore.index import Index
from vectorstore.types import Filters

from .homes import index_folder, index_starter

Array = npt.NDArray[np.float64]
# Relation of languages -> the columns it is fitted on and the first of those it is reported for.
COLUMNS: dict[Relation, tuple[Sequence[str], Sequence[str]]] = {
    "vi": (("vi", "vi-nodiac", "starter vi"), ("vi", "vi-nodiac", "starter vi")),
    "en": (("starter en", "starter vi", "vi"), ("starter en",)),
    "across": (("en", "starter across"), ("en", "starter across")),
}
# English sentences for English questions are few: they count this many times beside the Vietnamese ones.
ENGLISH_WEIGHT = 10.0
# Pulls weights towards 0, per question; chosen among 3e-5..1e-3, where the report moved by < 0.005, so that the
# fixed pairs lose none (`hanoi eval check`).
L2: dict[Relation, float] = {"vi": 3e-4, "en": 1e-4, "across": 3e-4}
# scikit-learn's C of the two probabilities, over features of mean 0 and deviation 1; among 0.03..0.3 the report
# moved by < 0.003.
CONFIDENCE_C = 0.1
# As many as leave each fit nearly all articles, as the fit that is kept has them all.
FOLDS = 12
PARAGRAPHS_PER_ARTICLE = 5
# `fresh.jsonl` and `unseen.jsonl` are left to be reported on.
STARTER_PAIRS = ("starter.jsonl", "asked.jsonl")

# The starter corpus is what a visitor's questions are like, the paragraphs are ten times as many.
STARTER_WEIGHT = 4.0
# As many times that in the two probabilities: visitors' questions are shorter than the paragraphs', and with less
# too many of those with an answer are refused. Across languages, with more, paragraphs are told apart less well.
CONFIDENCE_SHARE = {"starter vi": 2.0, "starter en": 2.0, "starter across": 0.5}


@dataclass
class Case:
    """One question, its sentences' features and which of them hold the answer."""

    pair: dict[str, Any]
    column: str  # of the table
    left_out: str  # "all": nothing; "paragraph"; "article"
    group: int  # of one group all cases are in one fold
    weight: float
    features: Array  # (sentences, features)
    right: npt.NDArray[np.bool_]
    lengths: list[int]  # syllables
    rank: int  # of the right source, 99 when not found
    evidence: Callable[[Array], Array]  # sentence weights -> evidence

    def order(self, weights: Array) -> npt.NDArray[np.int64]:
        """Its sentences by these weights, best first."""
        return np.argsort(-(self.features @ weights), kind="stable")

    def first_right(self, weights: Array, count: int = 1) -> bool:
        """Whether one of the first *count* sentences holds the answer."""
        return bool(self.right[self.order(weights)[:count]].any())


@dataclass(frozen=True, slots=True)
class Judged:
    """What weights that have not seen a case make of it."""

    case: Case
    answerable: float
    correct: float
    first: bool  # whether the first sentence holds the answer
    two: bool  # whether one of the first two does
    syllables: int  # of the first sentence

    @property
    def confidence(self) -> float:
        """As an answer has it."""
        return confidence_of(self.answerable, self.correct)


def main() -> None:
    """Print the table, and write the weights when asked to."""
    parser = argparse.ArgumentParser(description="Fit and report the reader.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--every", type=int, default=1, help="use every Nth question of QA_FOLDER")
    parser.add_argument("--folds", type=int, default=FOLDS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        cases = paragraphs(options.folder, Path(one), options.every) + starter(Path(other))
        cases = [c for c in cases if len(c.features) and not mislabelled(c)]
        fitted = report(cases, options.folds)
    if options.write:
        target = Path(bot.__file__).with_name("weights.json")
        target.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")


def paragraphs(folder: Path, home: Path, every: int) -> list[Case]:
    """The cases of QA_FOLDER."""
    index = index_folder(folder / "docs", home)
    pairs = read_pairs(folder / "pairs.jsonl")[::every]

    def number(source: str) -> int:
        return (int("".join(c for c in source if c.isdigit())) - 1) // PARAGRAPHS_PER_ARTICLE

    cases = []
    for pair in pairs:
        source = pair["source_any"][0]
        article = {a.source for a in index.articles() if number(a.source) == number(source)}
        for left_out, without in (("all", set[str]()), ("paragraph", {source}), ("article", article)):
            cases.append(case(pair, index, pair["lang"], left_out, without, number(source), 1.0))
    return cases


def starter(home: Path) -> list[Case]:
    """The cases of the starter corpus; one with its sources left out is one to refuse."""
    index = index_starter(home)
    cases = []
    for n, pair in enumerate(pair for name in STARTER_PAIRS for pair in read_pairs(Path("tests/qa", name))):
        if pair["answerable"] is None:
            continue
        column = "starter en" if pair["lang"] == "en" else "starter vi"
        answerable = pair["answerable"]
        whole = "all" if answerable else "article"
        for where in (column, "starter across"):
            cases.append(case(pair, index, where, whole, set(), n, STARTER_WEIGHT))
            if answerable:
                sources = set(pair["source_any"])
                cases.append(case(pair, index, where, "paragraph", sources, n, STARTER_WEIGHT / 4))
    return cases


def mislabelled(case: Case) -> bool:
    """What a starter pair wants may be written in one language alone: its answer in the other then goes unseen."""
    return case.column == "starter across" and case.left_out == "all" and not case.right.any()


def read_pairs(path: Path) -> list[dict[str, Any]]:
    """All pairs of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def case(
    pair: dict[str, Any],
    index: Index,
    column: str,
    left_out: str,
    without: set[str],
    group: int,
    weight: float,
) -> Case:
    """Ask one question with the articles of some sources left out."""
    ids = tuple(a.id for a in index.articles() if a.source in without)
    filters = Filters(without=ids, as_of=pair.get("as_of"))
    question = understand(standalone(pair["question"], pair["history"]), index, filters)
    hits = index.search(question.query, 40, question.filters)
    if column.startswith("starter"):  # two languages: the bot reads its own first, the other when it must
        across = column.endswith("across")
        hits = [h for h in hits if (h.article.language == question.query.language) is not across]
    found = candidates(question.query, question.kinds, hits[:READ_PASSAGES], index)
    features = np.array([c.features.vector() for c in found])
    sources = list(dict.fromkeys(h.article.source for h in hits))
    ranks = [sources.index(s) + 1 for s in pair["source_any"] if s in sources]

    def right(candidate: Candidate) -> bool:
        own = candidate.article.source in pair["source_any"]
        return left_out == "all" and own and holds(candidate.view.text, pair["must_contain"])

    def evidence_of(weights: Array) -> Array:
        scores = features @ weights
        order = np.argsort(-scores, kind="stable")
        ranked = [found[n] for n in order]
        return evidence(question, hits[:RETRIEVED], ranked, list(scores[order]), index).vector()

    if column == "starter en":
        weight *= ENGLISH_WEIGHT
    return Case(
        pair,
        column,
        left_out,
        group,
        weight,
        features,
        np.array([right(c) for c in found]),
        [len(c.view.text.split()) for c in found],
        min(ranks, default=99),
        evidence_of,
    )


def holds(text: str, must_contain: Sequence[Sequence[str]]) -> bool:
    """Whether at least one string of every inner list is in *text*."""
    return all(any(contains(text, wanted) for wanted in either) for either in must_contain)


def fit_sentences(cases: Sequence[Case], l2: float) -> Array:
    """Weights of a conditional logit: the right sentence among a question's sentences."""
    cases = [c for c in cases if c.right.any()]

    def loss(weights: Array) -> tuple[float, Array]:
        total, gradient = 0.0, np.zeros_like(weights)
        for c in cases:
            scores = c.features @ weights
            likely = np.exp(scores - scores.max())
            likely /= likely.sum()
            right = likely * c.right
            total -= c.weight * float(np.log(right.sum()))
            gradient -= c.weight * ((right / right.sum() - likely) @ c.features)
        n = sum(c.weight for c in cases)
        return total / n + l2 * float(weights @ weights), gradient / n + 2 * l2 * weights

    start = np.zeros(len(fields(Features)))
    found: Array = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return found


def fit_confidence(rows: Array, truth: npt.NDArray[np.bool_], weights: Array) -> Array:
    """Weights of a logistic regression, the constant last."""
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=CONFIDENCE_C, max_iter=5000)
    model.fit(scaler.transform(rows), truth, sample_weight=weights)
    coefficients: Array = model.coef_[0] / scaler.scale_
    return np.append(coefficients, model.intercept_ - coefficients @ scaler.mean_)


def fit(cases: Sequence[Case], l2: float) -> dict[str, Array]:
    """All weights from these cases."""
    sentence = fit_sentences(cases, l2)
    rows = np.array([c.evidence(sentence) for c in cases])
    answerable = np.array([c.left_out == "all" for c in cases])
    counted = np.array([c.weight * CONFIDENCE_SHARE.get(c.column, 1.0) for c in cases])
    return {
        "sentence": sentence,
        "answerable": fit_confidence(rows, answerable, counted),
        "correct": fit_confidence(rows, np.array([c.first_right(sentence) for c in cases]), counted),
    }


def report(cases: Sequence[Case], folds: int) -> dict[str, Any]:
    """Print what each column's cases come to, each judged by the other folds' fit; returns the fit on everything."""
    table: dict[str, list[float]] = {}
    fitted: dict[str, Any] = {}
    evidence_names = [*(f.name for f in fields(Evidence)), "constant"]
    names = {
        "sentence": [f.name for f in fields(Features)],
        "answerable": evidence_names,
        "correct": evidence_names,
    }
    for relation, (fitted_on, reported) in COLUMNS.items():
        own = [c for c in cases if c.column in fitted_on]
        told: list[Judged] = []
        for fold in range(folds):
            weights = fit([c for c in own if c.group % folds != fold], L2[relation])
            told += judged([c for c in own if c.group % folds == fold], weights)
        for column in reported:
            table[column] = figures([j for j in told if j.case.column == column])
        values = fit(own, L2[relation])
        fitted[relation] = {
            k: dict(zip(names[k], np.round(v, 3).tolist(), strict=True)) for k, v in values.items()
        }
    order = sorted(table, key=lambda c: c.startswith("starter"))
    print(f"{'':36}" + "".join(f"{c:>12}" for c in order))
    for n, name in enumerate(ROWS):
        print(f"{name:36}" + "".join(f"{table[c][n]:12.3f}" for c in order))
    return fitted


LEFT_OUT = ("all", "paragraph", "article")
# Candidates for `bot.needed.REFUSE_BELOW`.
THRESHOLDS = (0.1, 0.15, 0.2, 0.3)
ROWS = (
    "recall@1",
    "recall@5",
    *(f"answered at all, from {t}" for t in THRESHOLDS),
    "first quote right",
    "first two right",
    "first quote, syllables",
    "AUROC, paragraph left out",
    "AUROC, article left out / to refuse",
    *(f"answered without its {m}, from {t}" for m in LEFT_OUT[1:] for t in THRESHOLDS),
    "share with confidence >= 0.9",
    "right, confidence >= 0.9",
    "first two right, confidence >= 0.9",
)


def judged(cases: Sequence[Case], weights: dict[str, Array]) -> list[Judged]:
    """What *weights* make of cases."""
    sentence = weights["sentence"]

    def probability(rows: Array, which: str) -> float:
        return 1 / (1 + math.exp(-float(rows @ weights[which][:-1] + weights[which][-1])))

    told = []
    for case in cases:
        rows = case.evidence(sentence)
        told.append(
            Judged(
                case,
                probability(rows, "answerable"),
                probability(rows, "correct"),
                case.first_right(sentence),
                case.first_right(sentence, 2),
                case.lengths[case.order(sentence)[0]],
            )
        )
    return told


def figures(test: Sequence[Judged]) -> list[float]:
    """One column of the table."""
    of = {m: [j for j in test if j.case.left_out == m] for m in LEFT_OUT}
    answerable = {m: np.array([j.answerable for j in of[m]]) for m in LEFT_OUT}
    full, sure = of["all"], [j for j in test if j.confidence >= 0.9]

    def mean(values: Sequence[float]) -> float:
        return float(np.mean(values)) if values else math.nan

    def auroc(left_out: str) -> float:
        both = [j.confidence for j in full + of[left_out]]
        return float(roc_auc_score(np.arange(len(both)) < len(full), both))

    return [
        mean([j.case.rank <= 1 for j in full]),
        mean([j.case.rank <= 5 for j in full]),
        *(float((answerable["all"] >= t).mean()) for t in THRESHOLDS),
        mean([j.first for j in full]),
        mean([j.two for j in full]),
        mean([j.syllables for j in full]),
        auroc("paragraph"),
        auroc("article"),
        *(float((answerable[m] >= t).mean()) for m in LEFT_OUT[1:] for t in THRESHOLDS),
        len(sure) / len(test),
        mean([j.first for j in sure]),
        mean([j.two for j in sure]),
    ]


if __name__ == "__main__":
    main()
