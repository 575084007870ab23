"""Fill a new build, some hundred rows at a time: words, vectors, Chroma. Nothing is held for all rows at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from . import tables
from .aliases import expand, terms
from .arrays import ArrayFile, load
from .chroma import Collection
from .e5file import Floats
from .embedder import Embedder, TokenEmbedder
from .lexical import with_pairs
from .plan import Plan
from .postings import Kept, Writer
from .reuse import Reusable
from .text import fold
from .tokens import Signs, Tokens, TokenWriter, signs
from .types import Article, Passage

Progress = Callable[[int, int], None]  # texts embedded, texts to embed
# Rows filled at once.
STEP = 256
# Embedded between two calls of the progress function: some ten seconds.
_TEXTS = 256
_NO_TOKENS: Signs = np.empty((0, 0), np.uint8)
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
    with ExitStack() as files:
        size = embedder.dimension
        kept_passages = files.enter_context(ArrayFile(folder / "passages.npy", np.float16, size))
        kept_sentences = files.enter_context(ArrayFile(folder / "sentences.npy", np.float16, size))
        kept_tokens = None
        if isinstance(embedder, TokenEmbedder):
            kept_tokens = files.enter_context(TokenWriter(folder, size))
        for at in range(0, len(plan.ids), STEP):
            rows = range(at, min(at + STEP, len(plan.ids)))
            writes = [r for r in rows if plan.new[r] or plan.ids[r] not in present]
            new: New = []
            if plan.new[at : rows.stop].any() or not words.carried:
                found = tables.read_passages(connection, rows)
                new = [(row, articles[number], passage) for row, number, _, passage in found]
            words.add(new)
            of_passages, of_sentences, of_tokens = vectors.of(rows, new)
            kept_passages.append(of_passages)
            kept_sentences.append(of_sentences)
            if kept_tokens is not None:
                kept_tokens.append(of_tokens)
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
        self._old_tokens = Tokens.open(self._old) if self._old is not None else None

    def of(self, rows: range, new: New) -> tuple[Floats, Floats, list[Signs]]:
        """(of the passages, of their sentences, signs of the tokens of these if the model gives any)."""
        plan = self._plan
        counts, known = plan.counts[rows.start : rows.stop], ~plan.new[rows.start : rows.stop]
        of_passages = np.empty((len(rows), self._embedder.dimension), np.float32)
        of_sentences = np.empty((int(counts.sum()), self._embedder.dimension), np.float32)
        of_tokens = [_NO_TOKENS] * len(of_sentences)
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
            if self._old_tokens is not None:
                for place, old in zip(here, there, strict=True):
                    of_tokens[place] = self._old_tokens.of(old)
        unknown = [(row - rows.start, article, passage) for row, article, passage in new if plan.new[row]]
        texts = [text for _, article, passage in unknown for text in _texts(article, passage)]
        embedded = zip(*self._embed(texts), strict=True)
        for row, _, _ in unknown:
            of_passages[row], _ = next(embedded)
            for n in range(ends[row] - counts[row], ends[row]):
                of_sentences[n], of_tokens[n] = next(embedded)
        return of_passages, of_sentences, of_tokens

    def _embed(self, texts: Sequence[str]) -> tuple[list[Floats], list[Signs]]:
        """The vector of each text and the signs of its tokens."""
        vectors: list[Floats] = []
        of_tokens: list[Signs] = []
        for at in range(0, len(texts), _TEXTS):
            part = texts[at : at + _TEXTS]
            if isinstance(self._embedder, TokenEmbedder):
                found, tokens = self._embedder.passages_with_tokens(part)
                of_tokens += [signs(t) for t in tokens]
            else:
                found = self._embedder.passages(part)
                of_tokens += [_NO_TOKENS] * len(part)
            vectors += list(found)
            self._done += len(part)
            self._progress(self._done, self._total)
        return vectors, of_tokens


def _texts(article: Article, passage: Passage) -> list[str]:
    """What is embedded of a passage: itself, then each of its sentences."""
    spans = [(passage.start, passage.end), *((s.start, s.end) for s in passage.sentences)]
    return [expand(article.text[start:end]) for start, end in spans]
