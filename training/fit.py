"""Fit the probability that a sentence answers: `python -m training.fit --model FILE --out bot/reading/weights.json`.

The reading data is indexed as articles would be; each question of a passage that the model never saw is searched in it, and
the passages found are read. `--pairs HOME=PAIRS.jsonl` adds development pairs on the index of HOME: visitors' questions are
no near misses by half; `--strangers` those that were put away before, on which nothing was fitted. Figures are cross-fitted
over passages and pairs: each is judged by weights of the others.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.evaluate.pairfiles import read as read_pairs
from bot.evaluate.pairs import Pair
from bot.evaluate.texts import holds
from bot.question.understand import turns_of, understand
from bot.reading.answerable import Whole, whole
from bot.reading.evidence import Evidence, gather
from bot.reading.model import OwnReader, Reader
from bot.reading.opening import reader_of
from bot.reading.read import closely
from ingest.split import passages as cut
from vectorstore.build import build_index
from vectorstore.e5folder import ensure_folder
from vectorstore.embedder import load_embedder
from vectorstore.index import Index
from vectorstore.lock import write_lock
from vectorstore.text import nfc
from vectorstore.tokenizer import load_tokenizer
from vectorstore.types import Article, Filters

from .measure import auroc
from .passages import ReadingPassage, passages

# Passages retrieved, as `bot.chat` does.
RETRIEVED = 20
FOLDS = 10
# Other passages that are searched too.
BESIDE = 11
# Of the pull towards 0, over features of deviation 1, per question.
STRENGTH = 0.3
Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One question with the sentences read for it."""

    passage: str
    group: tuple[str, str]  # language asked in, of the passage
    answerable: bool
    evidence: Array  # (sentences, features)
    right: npt.NDArray[np.bool_]  # (sentences,)


def article_of(passage: ReadingPassage) -> Article:
    """The passage as an article: two or three sentences a paragraph, as news has them."""
    pieces = [" ".join(passage.sentences[n : n + 3]) for n in range(0, len(passage.sentences), 3)]
    return Article(
        passage.id, nfc(passage.title), f"{passage.id}.txt", "vi" if passage.language == "vi" else "en",
        nfc("\n\n".join(pieces)), published=passage.published, published_how="stated" if passage.published else "unknown",
    )  # fmt: skip


def cases(index: Index, reader: Reader, every: Sequence[ReadingPassage]) -> list[Case]:
    """Every question of the kept-out passages, searched in its passage and others of its language, and read.

    Not in all of them: a question written about one passage has answers in others ("How many signed?").
    """
    found, rng = [], random.Random(0)
    for passage in (p for p in every if p.kept_out):
        alike = [p.id for p in every if p.language == passage.language and p.id != passage.id]
        beside = {passage.id, *rng.sample(alike, BESIDE)}
        filters = Filters(without=tuple(p.id for p in every if p.id not in beside))
        for question in passage.questions:
            part = understand(question.text, index, filters=filters).parts[0]
            hits = index.search(part.query, RETRIEVED, filters)
            read = gather(part, closely(part, hits, reader), index)
            if not read:
                continue
            answers = [nfc(passage.sentences[n]) for n in question.answer]
            right = [
                f.hit.article.id == passage.id
                and any(_same(a, f.hit.article.text[s.start : s.end]) for a in answers)
                for f in read
                if (s := f.hit.passage.sentences[f.place])
            ]
            evidence = np.array([f.evidence.vector() for f in read])
            group = (question.language, passage.language)
            found.append(Case(passage.id, group, bool(question.answer), evidence, np.array(right, np.bool_)))
    return found


def pair_cases(home: Path, pairs: Sequence[Pair], models: Path, kind: str = "pairs") -> list[Case]:
    """Every pair that is answerable or not; a sentence is right when it holds all that must be there."""
    index, found = Index.open(home, load_embedder(None, models)), []
    for pair in pairs:
        asked = understand(
            pair.question, index, thread=turns_of(pair.history), filters=Filters(as_of=pair.as_of)
        )
        part = asked.parts[0]
        read = gather(
            part, closely(part, index.search(part.query, RETRIEVED, part.filters), reader_of(index)), index
        )
        if not read or pair.answerable is None:
            continue
        texts = [f.hit.article.text[s.start : s.end] for f in read if (s := f.hit.passage.sentences[f.place])]
        right = [pair.answerable and holds(pair, [text]) for text in texts]
        evidence = np.array([f.evidence.vector() for f in read])
        found.append(Case(pair.id, (pair.lang, kind), pair.answerable, evidence, np.array(right, np.bool_)))
    index.close()
    return found


def _same(answer: str, sentence: str) -> bool:
    """Whether one holds the other: the index may cut sentences otherwise than the data."""
    return answer in sentence or (len(sentence) > 20 and sentence in answer)


# The direction in which evidence may speak. Near misses share more words with a passage than the questions it answers
# do; without this the fit would hold that against every passage, and visitors' questions are not all near misses.
SIGNS = {
    "model": 1, "passage_model": 1, "within": 1, "span": 1, "elsewhere": -1, "cosine": 1, "overlap": 1, "pairs": 1, "around": 1,
    "missing": -1, "passage": 1, "first": 1, "lexical": 1, "alignment": 1, "names": -1,
    "kind": 1, "countries": -1, "act": -1, "exchanged": -1,
}  # fmt: skip


def counts(case: Case) -> float:
    """As how many questions it counts."""
    return COUNTS.get(case.group[1], OF_READING)


def fit(found: Sequence[Case]) -> tuple[Array, float]:
    """Weights and bias of the logistic function, on features as they are; each weight has the sign of `SIGNS`."""
    from scipy.optimize import minimize

    rows = np.concatenate([c.evidence for c in found])
    right = np.concatenate([c.right for c in found]).astype(np.float64)
    # One question counts as one, however many sentences were read for it.
    shares = np.concatenate([np.full(len(c.right), counts(c) / len(c.right)) for c in found])
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = np.concatenate([(rows - mean) / scale, np.ones((len(rows), 1))], axis=1)

    def cost(weights: Array) -> tuple[float, Array]:
        logits = scaled @ weights
        chance = 1 / (1 + np.exp(-logits))
        value = (
            shares @ (np.logaddexp(0, logits) - right * logits) + STRENGTH / 2 * weights[:-1] @ weights[:-1]
        )
        slope = scaled.T @ (shares * (chance - right))
        slope[:-1] += STRENGTH * weights[:-1]
        return float(value), slope

    free = (None, None)
    bounds = [{1: (0, None), -1: (None, 0)}.get(SIGNS.get(f.name, 0), free) for f in fields(Evidence)] + [
        free
    ]
    best = minimize(cost, np.zeros(len(bounds)), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = best[:-1] / scale
    return weights, float(best[-1] - (weights * mean).sum())


# What one question of pairs counts beside one of the reading data when it is asked whether anything answers: visitors'
# questions are no minimal pairs.
PAIR_WEIGHT = 2.5
# As many questions one counts: of those that were put away until they were asked once nothing was ever fitted, and of the
# reading data there are most.
COUNTS = {"strangers": 3.0, "pairs": 1.0}
OF_READING = 1 / 3
# Of the pull towards 0, over features of deviation 1, in questions.
WHOLE_STRENGTH = 3.0
# The direction in which each may speak.
WHOLE_SIGNS = {"best": 1, "strongest": 1, "model": 1, "passage_model": 1, "span": 1, "elsewhere": -1}


def wholes(found: Sequence[Case], weights: Array, bias: float) -> Array:
    """(questions, features): what speaks for an answer in all that was read for each."""
    rows = []
    for case in found:
        read = [Evidence(*map(float, row)) for row in case.evidence]
        rows.append(whole([float(o) for o in case.evidence @ weights + bias], read).vector())
    return np.array(rows)


def fit_whole(found: Sequence[Case], rows: Array) -> tuple[Array, float]:
    """Weights and bias of the probability that a question is answered at all."""
    from scipy.optimize import minimize

    right = np.array([c.answerable for c in found], np.float64)
    shares = np.array([counts(c) * (1.0 if c.group[1] in ("vi", "en") else PAIR_WEIGHT) for c in found])
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = np.concatenate([(rows - mean) / scale, np.ones((len(rows), 1))], axis=1)

    def cost(weights: Array) -> tuple[float, Array]:
        logits = scaled @ weights
        value = shares @ (np.logaddexp(0, logits) - right * logits)
        slope = scaled.T @ (shares * (1 / (1 + np.exp(-logits)) - right))
        slope[:-1] += WHOLE_STRENGTH * weights[:-1]
        return float(value + WHOLE_STRENGTH / 2 * weights[:-1] @ weights[:-1]), slope

    bounds = [
        {1: (0, None), -1: (None, 0)}.get(WHOLE_SIGNS.get(f.name, 0), (None, None)) for f in fields(Whole)
    ]
    best = minimize(
        cost, np.zeros(len(bounds) + 1), jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]
    ).x
    weights = best[:-1] / scale
    return weights, float(best[-1] - (weights * mean).sum())


Scored = tuple[Case, Array, float]  # a question, log odds of its sentences, probability that anything answers


def crossed(found: Sequence[Case], folds: int = FOLDS) -> list[Scored]:
    """Each question judged by weights that were fitted on the passages and pairs of the other folds."""
    names = sorted({c.passage for c in found})
    scored: list[Scored] = []
    for fold in range(folds):
        held = set(names[fold::folds])
        others, own = ([c for c in found if (c.passage in held) == of] for of in (False, True))
        weights, bias = fit(others)
        whole_weights, whole_bias = fit_whole(others, wholes(others, weights, bias))
        odds = wholes(own, weights, bias) @ whole_weights + whole_bias
        scored += [
            (c, c.evidence @ weights, float(1 / (1 + np.exp(-o)))) for c, o in zip(own, odds, strict=True)
        ]
    return scored


def report(found: Sequence[Case]) -> None:
    """Print the cross-fitted figures."""
    scored = crossed(found)
    groups = {"all": scored} | {
        f"{a} over {b}": [s for s in scored if s[0].group == (a, b)]
        for a, b in sorted({c.group for c in found})
    }
    for name, group in groups.items():
        print(name, _figures(group))


def _figures(scored: Sequence[Scored]) -> str:
    best = np.array([p for _, _, p in scored])
    answerable = np.array([c.answerable for c, _, _ in scored])
    right = np.array([bool(c.right[o.argmax()]) for c, o, _ in scored])
    limit = np.quantile(best[answerable], 0.1)
    out_of = {
        f"answered/refused from {t}": f"{(best[answerable] >= t).mean():.2f}/{(best[~answerable] < t).mean():.2f}"
        for t in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
    }
    out = {
        "questions": len(scored),
        "first right": right[answerable].mean(),
        "reachable": np.mean([c.right.any() for c, _, _ in scored if c.answerable]),
        "auroc": auroc(best[answerable], best[~answerable]),
        "refused at .9": (best[~answerable] < limit).mean(),
    }
    for low, high in ((0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        inside = (best >= low) & (best < high)
        out[f"right of {low}-{high:.1f} ({inside.sum()})"] = (
            right[inside].mean() if inside.any() else float("nan")
        )
    return " ".join([*(f"{k}={v:.3f}" for k, v in out.items()), *(f"{k}={v}" for k, v in out_of.items())])


def options_of(about: str | None) -> argparse.ArgumentParser:
    """What says where the questions come from."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--models", type=Path, default=Path("build/models"))
    parser.add_argument("--cases", type=Path, help="keep what was read here, and take it from here")
    parser.add_argument("--pairs", action="append", default=[], metavar="HOME=PAIRS.jsonl")
    parser.add_argument("--strangers", action="append", default=[], metavar="HOME=PAIRS.jsonl")
    return parser


def gathered(options: argparse.Namespace) -> list[Case]:
    """Every question named by *options*, read."""
    found: list[Case]
    if options.cases and options.cases.exists():
        found = pickle.loads(options.cases.read_bytes())
    else:
        found = _read(options.model, options.models)
        if options.cases:
            options.cases.write_bytes(pickle.dumps(found))
    for kind in ("pairs", "strangers"):
        for named in getattr(options, kind):
            home, _, pairs = named.partition("=")
            found += pair_cases(Path(home), list(read_pairs([Path(pairs)])), options.models, kind)
    return found


def main() -> None:
    """Index, read, fit, report, write."""
    parser = options_of(__doc__)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    found = gathered(options)
    report(found)
    weights, bias = fit(found)
    named = {f.name: round(float(w), 4) for f, w in zip(fields(Evidence), weights, strict=True)}
    print(named, round(bias, 4))
    whole_weights, whole_bias = fit_whole(found, wholes(found, weights, bias))
    of_all = {f.name: round(float(w), 4) for f, w in zip(fields(Whole), whole_weights, strict=True)}
    print(of_all, round(whole_bias, 4))
    if options.out:
        record = {
            "bias": round(bias, 4),
            "weights": named,
            "answerable": {"bias": round(whole_bias, 4), "weights": of_all},
        }
        options.out.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def _read(model: Path, models: Path) -> list[Case]:
    every = list(passages())
    embedder = load_embedder(None, models, print)
    reader = OwnReader(load_tokenizer(ensure_folder(models)), model)
    home = Path(tempfile.gettempdir()) / "hanoi-training-home"
    with write_lock(home):  # what an earlier run embedded is kept
        build_index(home, [article_of(p) for p in every], cut, embedder)
    return cases(Index.open(home, embedder), reader, every)


if __name__ == "__main__":
    main()
