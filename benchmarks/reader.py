"""Fit the reader on one half of the development questions, report on the other; `--write` keeps the fit on all.

    python -m benchmarks.reader QA_FOLDER [--write] [--every N]

Two sets, each indexed alone in a temporary home (the embedded model comes from HANOI_MODELS or the usual home):
QA_FOLDER with `docs/*.txt` (title line, blank line, one paragraph; five in a row come from one article) and
`pairs.jsonl`; and the starter corpus with `tests/qa/starter.jsonl`. A question with an answer is also asked with
its paragraph (its sources) left out, and with its whole article left out. Halves are by article, and by pair
for the starter corpus; every figure is the mean over both directions.
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
from bot.chat import RETRIEVED
from bot.confidence import Evidence, evidence
from bot.evaluate.checks import contains
from bot.features import Candidate, Features, candidates
from bot.followup import standalone
from bot.question import understand
from bot.reader import READ_PASSAGES
from vectorstore.index import Index
from vectorstore.types import Filters

from .homes import index_folder, index_starter

Array = npt.NDArray[np.float64]
# Relation of languages -> the columns it is fitted on and the first of those it is reported for.
COLUMNS = {
    "vi": (("vi", "vi-nodiac", "starter vi"), ("vi", "vi-nodiac", "starter vi")),
    "en": (("starter en", "starter vi", "vi"), ("starter en",)),
    "across": (("en", "starter across"), ("en", "starter across")),
}
# English sentences for English questions are few: they count this many times beside the Vietnamese ones.
ENGLISH_WEIGHT = 10.0
# Pulls weights towards 0, per question; chosen among 3e-5..1e-3, where the report moved by < 0.005.
L2 = 3e-4
PARAGRAPHS_PER_ARTICLE = 5


# The starter corpus is what a visitor's questions are like, the paragraphs are ten times as many.
STARTER_WEIGHT = 4.0
# Of that, in the confidence across languages: visitors' questions are shorter than the paragraphs', and without
# them too many of those with an answer are refused; with all of it, those on paragraphs are told apart less well.
ACROSS_SHARE = 0.25


@dataclass
class Case:
    """One question, its sentences' features and which of them hold the answer."""

    pair: dict[str, Any]
    column: str  # of the table
    left_out: str  # "all": nothing; "paragraph"; "article"
    first_half: bool
    weight: float
    features: Array  # (sentences, features)
    right: npt.NDArray[np.bool_]
    lengths: list[int]  # syllables
    rank: int  # of the right source, 99 when not found
    evidence: Callable[[Array], Array]  # sentence weights -> evidence


def main() -> None:
    """Print the table, and write the weights when asked to."""
    parser = argparse.ArgumentParser(description="Fit and report the reader.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--every", type=int, default=1, help="use every Nth question of QA_FOLDER")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        cases = paragraphs(options.folder, Path(one), options.every) + starter(Path(other))
        cases = [c for c in cases if len(c.features) and not mislabelled(c)]
        fitted = report(cases)
    if options.write:
        target = Path(bot.__file__).with_name("weights.json")
        target.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")


def paragraphs(folder: Path, home: Path, every: int) -> list[Case]:
    """The cases of QA_FOLDER."""
    index = index_folder(folder / "docs", home)
    pairs = read_pairs(folder / "pairs.jsonl")[::every]

    def number(source: str) -> int:
        return (int("".join(c for c in source if c.isdigit())) - 1) // PARAGRAPHS_PER_ARTICLE

    middle = number(max(a.source for a in index.articles())) // 2
    cases = []
    for pair in pairs:
        source = pair["source_any"][0]
        article = {a.source for a in index.articles() if number(a.source) == number(source)}
        for left_out, without in (("all", set[str]()), ("paragraph", {source}), ("article", article)):
            cases.append(case(pair, index, pair["lang"], left_out, without, number(source) <= middle, 1.0))
    return cases


def starter(home: Path) -> list[Case]:
    """The cases of the starter corpus; one with its sources left out is one to refuse."""
    index = index_starter(home)
    cases = []
    for n, pair in enumerate(read_pairs(Path("tests/qa/starter.jsonl"))):
        if pair["answerable"] is None:
            continue
        column = "starter en" if pair["lang"] == "en" else "starter vi"
        answerable = pair["answerable"]
        cases.append(
            case(pair, index, column, "all" if answerable else "article", set(), n % 2 == 0, STARTER_WEIGHT)
        )
        if answerable:
            sources = set(pair["source_any"])
            cases.append(case(pair, index, column, "paragraph", sources, n % 2 == 0, STARTER_WEIGHT / 4))
            cases.append(case(pair, index, "starter across", "all", set(), n % 2 == 0, STARTER_WEIGHT))
            cases.append(
                case(pair, index, "starter across", "paragraph", sources, n % 2 == 0, STARTER_WEIGHT / 4)
            )
        else:
            cases.append(case(pair, index, "starter across", "article", set(), n % 2 == 0, STARTER_WEIGHT))
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
    first_half: bool,
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
        first_half,
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
            total -= c.weight * float(np.log(right.sum()))
            gradient -= c.weight * ((right / right.sum() - likely) @ c.features)
        n = sum(c.weight for c in cases)
        return total / n + L2 * float(weights @ weights), gradient / n + 2 * L2 * weights

    start = np.zeros(len(fields(Features)))
    found: Array = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return found


def fit_confidence(rows: Array, truth: npt.NDArray[np.bool_], weights: Array) -> Array:
    """Weights of a logistic regression, the constant last."""
    model = LogisticRegression(C=3, max_iter=5000).fit(rows, truth, sample_weight=weights)
    return np.append(model.coef_[0], model.intercept_)


def first_right(cases: Sequence[Case], weights: Array, count: int = 1) -> npt.NDArray[np.bool_]:
    """Whether one of the first *count* sentences holds the answer."""
    orders = (np.argsort(-(c.features @ weights), kind="stable")[:count] for c in cases)
    return np.array([bool(c.right[o].any()) for c, o in zip(cases, orders, strict=True)])


def fit(cases: Sequence[Case]) -> dict[str, Array]:
    """All weights from these cases."""
    sentence = fit_sentences(cases)
    rows = np.array([c.evidence(sentence) for c in cases])
    answerable = np.array([c.left_out == "all" for c in cases])
    counted = np.array([c.weight * (ACROSS_SHARE if c.column == "starter across" else 1) for c in cases])
    return {
        "sentence": sentence,
        "answerable": fit_confidence(rows, answerable, counted),
        "correct": fit_confidence(rows, first_right(cases, sentence), counted),
    }


def report(cases: Sequence[Case]) -> dict[str, Any]:
    """Print figures of both directions' means; returns the fit on everything."""
    table: dict[str, list[list[float]]] = defaultdict(list)
    fitted: dict[str, Any] = {}
    evidence_names = [*(f.name for f in fields(Evidence)), "constant"]
    names = {
        "sentence": [f.name for f in fields(Features)],
        "answerable": evidence_names,
        "correct": evidence_names,
    }
    for relation, (fitted_on, reported) in COLUMNS.items():
        own = [c for c in cases if c.column in fitted_on]
        for half in (True, False):
            weights = fit([c for c in own if c.first_half is half])
            for column in reported:
                test = [c for c in own if c.first_half is not half and c.column == column]
                table[column].append(figures(test, weights))
        values = fit(own)
        fitted[relation] = {
            k: dict(zip(names[k], np.round(v, 3).tolist(), strict=True)) for k, v in values.items()
        }
    order = sorted(table, key=lambda c: c.startswith("starter"))
    print(f"{'':36}" + "".join(f"{c:>12}" for c in order))
    for n, name in enumerate(ROWS):
        print(f"{name:36}" + "".join(f"{np.nanmean([r[n] for r in table[c]]):12.3f}" for c in order))
    return fitted


LEFT_OUT = ("all", "paragraph", "article")
# Candidates for `bot.refuse.REFUSE_BELOW`.
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


def figures(test: Sequence[Case], weights: dict[str, Array]) -> list[float]:
    """One column of the table."""
    full = [c for c in test if c.left_out == "all"]
    probability = {
        m: probabilities([c for c in test if c.left_out == m], weights, "answerable") for m in LEFT_OUT
    }
    sure = probabilities(test, weights, "correct") >= 0.9
    right, two = (first_right(full, weights["sentence"], n) for n in (1, 2))
    of_all, two_of_all = (first_right(test, weights["sentence"], n) for n in (1, 2))
    ranks = np.array([c.rank for c in full])
    chosen = [c.lengths[int(np.argmax(c.features @ weights["sentence"]))] for c in full]

    def auroc(left_out: str) -> float:
        both = np.concatenate([probability["all"], probability[left_out]])
        return float(roc_auc_score(np.arange(len(both)) < len(full), both))

    return [
        float((ranks <= 1).mean()),
        float((ranks <= 5).mean()),
        *(float((probability["all"] >= t).mean()) for t in THRESHOLDS),
        float(right.mean()),
        float(two.mean()),
        float(np.mean(chosen)),
        auroc("paragraph"),
        auroc("article"),
        *(float((probability[m] >= t).mean()) for m in LEFT_OUT[1:] for t in THRESHOLDS),
        float(sure.mean()),
        float(of_all[sure].mean()) if sure.any() else float("nan"),
        float(two_of_all[sure].mean()) if sure.any() else float("nan"),
    ]


def probabilities(cases: Sequence[Case], weights: dict[str, Array], which: str) -> Array:
    """Of each case, by the logistic regression called *which*."""
    rows = np.array([c.evidence(weights["sentence"]) for c in cases])
    result: Array = 1 / (1 + np.exp(-(rows @ weights[which][:-1] + weights[which][-1])))
    return result


if __name__ == "__main__":
    main()
