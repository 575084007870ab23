"""Fit the probability that a sentence answers: `python -m training.fit --model FILE --out bot/reading/weights.json`.

The reading data is indexed as articles would be; each question of a passage that the model never saw is searched in it, and
the passages found are read. Figures are cross-fitted over passages: every question is judged by weights of the others.
"""

from __future__ import annotations

import argparse
import json
import pickle
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.question.understand import understand
from bot.reading.evidence import Evidence, gather
from bot.reading.model import OwnReader, Reader
from bot.reading.read import closely
from ingest.split import passages as cut
from vectorstore.build import build_index
from vectorstore.e5folder import ensure_folder
from vectorstore.embedder import load_embedder
from vectorstore.index import Index
from vectorstore.lock import write_lock
from vectorstore.text import nfc
from vectorstore.tokenizer import load_tokenizer
from vectorstore.types import Article

from .measure import auroc
from .passages import ReadingPassage, passages

# Passages retrieved, as `bot.chat` does.
RETRIEVED = 20
FOLDS = 10
# scikit-learn's C over features of deviation 1.
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


def cases(index: Index, reader: Reader, asked: Sequence[ReadingPassage]) -> list[Case]:
    """Every question of *asked*, searched and read."""
    found = []
    for passage in asked:
        for question in passage.questions:
            part = understand(question.text, index).parts[0]
            hits = index.search(part.query, RETRIEVED, part.filters)
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


def _same(answer: str, sentence: str) -> bool:
    """Whether one holds the other: the index may cut sentences otherwise than the data."""
    return answer in sentence or (len(sentence) > 20 and sentence in answer)


def fit(found: Sequence[Case]) -> tuple[Array, float]:
    """Weights and bias of the logistic function, on features as they are."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    rows = np.concatenate([c.evidence for c in found])
    right = np.concatenate([c.right for c in found])
    # One question counts as one, however many sentences were read for it.
    shares = np.concatenate([np.full(len(c.right), 1 / len(c.right)) for c in found])
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(
        scaler.transform(rows), right, sample_weight=shares * 10
    )
    weights = model.coef_[0] / scaler.scale_
    return weights, float(model.intercept_[0] - (weights * scaler.mean_).sum())


def report(found: Sequence[Case]) -> None:
    """Print the cross-fitted figures."""
    names = sorted({c.passage for c in found})
    scored: list[tuple[Case, Array]] = []
    for fold in range(FOLDS):
        held = set(names[fold::FOLDS])
        weights, bias = fit([c for c in found if c.passage not in held])
        scored += [(c, 1 / (1 + np.exp(-(c.evidence @ weights + bias)))) for c in found if c.passage in held]
    groups = {"all": scored} | {
        f"{a} over {b}": [s for s in scored if s[0].group == (a, b)]
        for a, b in sorted({c.group for c in found})
    }
    for name, group in groups.items():
        print(name, _figures(group))


def _figures(scored: Sequence[tuple[Case, Array]]) -> str:
    best = np.array([p.max() for _, p in scored])
    answerable = np.array([c.answerable for c, _ in scored])
    right = np.array([bool(c.right[p.argmax()]) for c, p in scored])
    limit = np.quantile(best[answerable], 0.1)
    out = {
        "questions": len(scored),
        "first right": right[answerable].mean(),
        "reachable": np.mean([c.right.any() for c, _ in scored if c.answerable]),
        "auroc": auroc(best[answerable], best[~answerable]),
        "refused at .9": (best[~answerable] < limit).mean(),
    }
    for low, high in ((0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        inside = (best >= low) & (best < high)
        out[f"right of {low}-{high:.1f} ({inside.sum()})"] = (
            right[inside].mean() if inside.any() else float("nan")
        )
    return " ".join(f"{k}={v:.3f}" for k, v in out.items())


def main() -> None:
    """Index, read, fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--models", type=Path, default=Path("build/models"))
    parser.add_argument("--cases", type=Path, help="keep what was read here, and take it from here")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    if options.cases and options.cases.exists():
        found = pickle.loads(options.cases.read_bytes())
    else:
        found = _read(options.model, options.models)
        if options.cases:
            options.cases.write_bytes(pickle.dumps(found))
    report(found)
    weights, bias = fit(found)
    named = {f.name: round(float(w), 4) for f, w in zip(fields(Evidence), weights, strict=True)}
    print(named, round(bias, 4))
    if options.out:
        options.out.write_text(
            json.dumps({"bias": round(bias, 4), "weights": named}, indent=1) + "\n", encoding="utf-8"
        )


def _read(model: Path, models: Path) -> list[Case]:
    every = list(passages())
    embedder = load_embedder(None, models, print)
    reader = OwnReader(load_tokenizer(ensure_folder(models)), model)
    home = Path(tempfile.gettempdir()) / "hanoi-training-home"
    with write_lock(home):  # what an earlier run embedded is kept
        build_index(home, [article_of(p) for p in every], cut, embedder)
    return cases(Index.open(home, embedder), reader, [p for p in every if p.kept_out])


if __name__ == "__main__":
    main()
