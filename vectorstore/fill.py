"""Fill a new build, some hundred rows at a time: words, vectors, Chroma. Nothing is held for all rows at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from . import tables
from .aliases import expand, terms
from .arrays import ArrayFile, load
from .chroma import Collection, record_of
from .e5file import Floats
from .embedder import Embedder, TokenEmbedder
from .lexical import with_pairs
from .plan import Plan
from .postings import Kept, Writer
from .reuse import Reusable
from .stream import NO_TOKENS, Embed, Embedded, embed_here
from .text import fold
from .tokens import Signs, Tokens, TokenWriter
from .types import Article, Passage

Progress = Callable[[int, int], None]  # passages embedded, passages to embed
# Rows filled at once.
STEP = 256
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
    embed: Embed | None = None,
) -> None:
    """Write words and vectors of the rows of *plan* into *folder*, and the vectors into *collection*.

    *embed*: embeds as *embedder* would, elsewhere.
    """
    present, is_new = collection.ids(), plan.new
    collection.delete(sorted(present.difference(plan.ids)))
    words = Words(folder, plan, reusable)
    texts = _texts(connection, articles, plan)
    vectors = _Vectors(embedder.dimension, plan, reusable, (embed or embed_here(embedder))(texts), progress)
    with ExitStack() as files:
        size = embedder.dimension
        kept_passages = files.enter_context(ArrayFile(folder / "passages.npy", np.float16, size))
        kept_sentences = files.enter_context(ArrayFile(folder / "sentences.npy", np.float16, size))
        kept_tokens = None
        if isinstance(embedder, TokenEmbedder):
            kept_tokens = files.enter_context(TokenWriter(folder, size))
        for at in range(0, len(plan.ids), STEP):
            rows = range(at, min(at + STEP, len(plan.ids)))
            writes = [r for r in rows if is_new[r] or plan.ids[r] not in present]
            read: New = []
            if writes or not words.carried:
                found = tables.read_passages(connection, rows)
                read = [(row, articles[number], passage) for row, number, _, passage in found]
            words.add(read)
            wanted = set(writes)
            records = [record_of(article, passage) for row, article, passage in read if row in wanted]
            of_passages, of_sentences, of_tokens = vectors.of(rows)
            kept_passages.append(of_passages)
            kept_sentences.append(of_sentences)
            if kept_tokens is not None:
                kept_tokens.append(of_tokens)
            collection.upsert(records, of_passages[[r - at for r in writes]])
    words.finish()


class Words:
    """The two lexical indexes of a build: as written, and without marks."""

    def __init__(self, folder: Path, plan: Plan, reusable: Reusable) -> None:
        self._plan, self._new, self._old = plan, plan.new, None
        self._plain, self._folded = Writer(folder / "plain"), Writer(folder / "folded")
        if reusable.folder is not None and reusable.same_rules:
            self._old = reusable.folder
        # Whether rows that have their vectors have their words too.
        self.carried = self._old is not None

    def add(self, rows: New) -> None:
        """The words of those rows that no earlier build has counted."""
        for row, article, passage in rows:
            if self.carried and not self._new[row]:
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

    def __init__(
        self,
        dimension: int,
        plan: Plan,
        reusable: Reusable,
        embedded: Iterator[Embedded],
        progress: Progress,
    ) -> None:
        self._dimension, self._plan, self._new, self._old = dimension, plan, plan.new, reusable.folder
        self._old_tokens = Tokens.open(self._old) if self._old is not None else None
        self._embedded, self._progress = embedded, progress  # of the texts of new rows, in order
        self._done, self._total = 0, int(plan.new.sum())

    def of(self, rows: range) -> tuple[Floats, Floats, list[Signs]]:
        """(of the passages, of their sentences, signs of the tokens of these if the model gives any)."""
        plan = self._plan
        counts, known = plan.counts[rows.start : rows.stop], ~self._new[rows.start : rows.stop]
        of_passages = np.empty((len(rows), self._dimension), np.float32)
        of_sentences = np.empty((int(counts.sum()), self._dimension), np.float32)
        of_tokens = [NO_TOKENS] * len(of_sentences)
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
        for at in np.flatnonzero(~known):
            of_passages[at], _ = next(self._embedded)
            for n in range(ends[at] - counts[at], ends[at]):
                of_sentences[n], of_tokens[n] = next(self._embedded)
            self._done += 1
            self._progress(self._done, self._total)
        return of_passages, of_sentences, of_tokens


def _texts(connection: sqlite3.Connection, articles: Sequence[Article], plan: Plan) -> Iterator[str]:
    """What is to be embedded: of each new passage itself, then each of its sentences."""
    new = plan.new
    for at in range(0, len(new), STEP):
        rows = range(at, min(at + STEP, len(new)))
        if not new[at : rows.stop].any():
            continue
        for row, number, _, passage in tables.read_passages(connection, rows):
            if not new[row]:
                continue
            text = articles[number].text
            yield expand(text[passage.start : passage.end])
            yield from (expand(text[s.start : s.end]) for s in passage.sentences)
