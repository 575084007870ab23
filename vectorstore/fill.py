"""Fill a new build, some hundred rows at a time: words, vectors, Chroma. Nothing is held for all rows at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from . import tables
from .aliases import expand, terms
from .arrays import ArrayFile, load
from .chroma import Collection
from .e5file import Floats
from .embedder import Embedder
from .lexical import with_pairs
from .plan import Plan
from .postings import Kept, Writer
from .reuse import Reusable
from .text import fold
from .types import Article, Passage

Progress = Callable[[int, int], None]  # texts embedded, texts to embed
# Rows filled at once.
STEP = 256
# Embedded between two calls of the progress function: some ten seconds.
_TEXTS = 256
# Row, article, passage.
New = Sequence[tuple[int, Article, Passage]]


def searchable(article: Article, passage: Passage) -> str:
    """What a passage is found by: its text, the captions beside it, its article's title."""
    captions = [c.text for c in article.captions if passage.start <= c.at <= passage.end]
    return "\n".join([article.text[passage.start : passage.end], *captions, article.title])


def fill(
    folder: Path,
    connection: sqlite3.Connection,
    articles: Sequence[Article],
    plan: Plan,
    reusable: Reusable,
    embedder: Embedder,
    collection: Collection,
    progress: Progress,
) -> None:
    """Write words and vectors of the rows of *plan* into *folder*, and the vectors into *collection*."""
    present = collection.ids()
    collection.delete(sorted(present.difference(plan.ids)))
    words = Words(folder, plan, reusable)
    vectors = _Vectors(embedder, plan, reusable, progress)
    with (
        ArrayFile(folder / "passages.npy", np.float16, embedder.dimension) as kept_passages,
        ArrayFile(folder / "sentences.npy", np.float16, embedder.dimension) as kept_sentences,
    ):
        for at in range(0, len(plan.ids), STEP):
            rows = range(at, min(at + STEP, len(plan.ids)))
            writes = [r for r in rows if plan.new[r] or plan.ids[r] not in present]
            new: New = []
            if plan.new[at : rows.stop].any() or not words.carried:
                found = tables.read_passages(connection, rows)
                new = [(row, articles[number], passage) for row, number, _, passage in found]
            words.add(new)
            of_passages, of_sentences = vectors.of(rows, new)
            kept_passages.append(of_passages)
            kept_sentences.append(of_sentences)
            collection.upsert([plan.ids[r] for r in writes], of_passages[[r - at for r in writes]])
    words.finish()


class Words:
    """The two lexical indexes of a build: as written, and without marks."""

    def __init__(self, folder: Path, plan: Plan, reusable: Reusable) -> None:
        self._plan, self._old = plan, None
        self._plain, self._folded = Writer(folder / "plain"), Writer(folder / "folded")
        if reusable.folder is not None and reusable.same_rules:
            self._old = reusable.folder
        # Whether rows that have their vectors have their words too.
        self.carried = self._old is not None

    def add(self, rows: New) -> None:
        """The words of those rows that no earlier build has counted."""
        for row, article, passage in rows:
            if self.carried and not self._plan.new[row]:
                continue
            said = terms(searchable(article, passage))
            self._plain.add(row, with_pairs(said))
            self._folded.add(row, with_pairs([fold(word) for word in said]))

    def finish(self) -> None:
        """Write both."""
        for name, writer in (("plain", self._plain), ("folded", self._folded)):
            kept = None
            if self._old is not None:
                before = len(load(self._old / name / "lengths.npy"))
                kept = Kept(self._old / name, self._plan.new_rows(before))
            writer.finish(len(self._plan.ids), kept)


class _Vectors:
    """Vectors row by row, from the current build or from the model."""

    def __init__(self, embedder: Embedder, plan: Plan, reusable: Reusable, progress: Progress) -> None:
        self._embedder, self._plan, self._old, self._progress = embedder, plan, reusable.folder, progress
        self._done, self._total = 0, plan.texts()

    def of(self, rows: range, new: New) -> tuple[Floats, Floats]:
        """(of the passages, of their sentences)."""
        plan = self._plan
        counts, known = plan.counts[rows.start : rows.stop], ~plan.new[rows.start : rows.stop]
        of_passages = np.empty((len(rows), self._embedder.dimension), np.float32)
        of_sentences = np.empty((int(counts.sum()), self._embedder.dimension), np.float32)
        ends = np.cumsum(counts)
        if self._old is not None and known.any():
            of_passages[known] = load(self._old / "passages.npy")[
                plan.old_rows[rows.start : rows.stop][known]
            ]
            first = plan.old_first[rows.start : rows.stop][known]
            # What is wanted of each sentence: its place here, and in the current build.
            here = np.concatenate(
                [np.arange(e - n, e) for e, n in zip(ends[known], counts[known], strict=True)]
            )
            there = np.concatenate([np.arange(f, f + n) for f, n in zip(first, counts[known], strict=True)])
            of_sentences[here] = load(self._old / "sentences.npy")[there]
        places, texts = [], []
        for row, article, passage in new:
            if plan.new[row]:
                at = row - rows.start
                places += [of_passages[at], *of_sentences[ends[at] - counts[at] : ends[at]]]
                texts.append(expand(article.text[passage.start : passage.end]))
                texts += [expand(article.text[s.start : s.end]) for s in passage.sentences]
        self._embed(texts, places)
        return of_passages, of_sentences

    def _embed(self, texts: Sequence[str], places: Sequence[Floats]) -> None:
        """Write the vector of each text to its place."""
        for at in range(0, len(texts), _TEXTS):
            part = slice(at, at + _TEXTS)
            for place, vector in zip(places[part], self._embedder.passages(texts[part]), strict=True):
                place[:] = vector
            self._done += len(texts[part])
            self._progress(self._done, self._total)
