"""Write a new build aside, verify it with fresh eyes, switch to it in one step.

A build is immutable. Whatever goes wrong before the switch, `CURRENT` still names the old one.
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from . import lexical, places, restore, tables
from .aliases import expand, terms
from .chroma import Collection
from .e5file import Floats
from .embedder import Embedder
from .errors import IndexProblem, NoIndex, NoSpace, Unsound
from .manifest import FORMAT, Manifest, article_hash, fingerprint
from .reuse import Reusable
from .text import NORMALISER_VERSION, fold
from .types import Article, Passage

Progress = Callable[[int, int], None]  # passages embedded, passages to embed
# Embedded between two calls of the progress function; also bounds the texts held in memory.
_STEP = 256
# HNSW is approximate: this share of passages may fail to find itself.
_MAY_MISS = 0.001
_DISK_FULL = ("disk is full", "no space left", "disk full")


def build_index(
    home: Path,
    articles: Sequence[Article],
    passages_of: Callable[[Article], Sequence[Passage]],
    embedder: Embedder,
    progress: Progress | None = None,
) -> Manifest:
    """Make exactly *articles* the current index of *home*; the caller holds `write_lock(home)`.

    Vectors of articles that have not changed are taken from the current build. Raises `Unsound` when the
    new build does not verify and `NoSpace` when the disk is full; the old build then still serves.
    """
    articles = sorted(articles, key=lambda a: a.id)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{time.time_ns() % 10**6:06d}-{fingerprint(articles, embedder)}"
    folder = places.builds(home) / name
    with _nothing_left_behind(home, folder):
        folder.mkdir(parents=True)
        manifest = _write(folder, home, articles, passages_of, embedder, progress or (lambda *_: None))
        _verify(folder, manifest)
        previous = _previous(home)
        places.switch(home, name)
    _prune(home, keep={name, previous})
    return manifest


@contextmanager
def _nothing_left_behind(home: Path, folder: Path) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        # Right after the switch its own fsync may fail: the build that `CURRENT` names by then stays.
        if _previous(home) != folder.name:
            shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, IndexProblem):
            raise
        full = getattr(error, "errno", None) == errno.ENOSPC or any(
            w in str(error).lower() for w in _DISK_FULL
        )
        if full:
            raise NoSpace(home) from error
        raise


def _write(
    folder: Path,
    home: Path,
    articles: Sequence[Article],
    passages_of: Callable[[Article], Sequence[Passage]],
    embedder: Embedder,
    progress: Progress,
) -> Manifest:
    hashes = {a.id: article_hash(a) for a in articles}
    passages = [(n, p) for n, a in enumerate(articles) for p in passages_of(a)]
    connection = tables.create(folder / tables.FILE)
    tables.add_articles(connection, articles)
    tables.add_passages(connection, passages)
    restore.write(connection, (a.text for a in articles if a.language == "vi"))
    connection.commit()
    connection.close()
    _write_terms(folder, articles, passages)
    reusable = Reusable.of(home, embedder)
    sentences = _write_vectors(folder, articles, passages, embedder, reusable, hashes, progress)
    manifest = Manifest(
        build=fingerprint(articles, embedder),
        model=embedder.id,
        dimension=embedder.dimension,
        normaliser=NORMALISER_VERSION,
        format=FORMAT,
        articles=len(articles),
        passages=len(passages),
        sentences=sentences,
        newest=max((a.published for a in articles if a.published), default=None),
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        hashes=hashes,
    )
    manifest.write(folder)
    return manifest


def _write_terms(folder: Path, articles: Sequence[Article], passages: Sequence[tuple[int, Passage]]) -> None:
    """Two lexical indexes: as written, and without marks."""
    documents = [terms(searchable(articles[n], p)) for n, p in passages]
    lexical.write(folder / "plain", (lexical.with_pairs(d) for d in documents))
    lexical.write(folder / "folded", (lexical.with_pairs([fold(w) for w in d]) for d in documents))


def searchable(article: Article, passage: Passage) -> str:
    """What a passage is found by: its text, the captions beside it, its article's title."""
    captions = [c.text for c in article.captions if passage.start <= c.at <= passage.end]
    return "\n".join([article.text[passage.start : passage.end], *captions, article.title])


def _write_vectors(
    folder: Path,
    articles: Sequence[Article],
    passages: Sequence[tuple[int, Passage]],
    embedder: Embedder,
    reusable: Reusable,
    hashes: dict[str, str],
    progress: Progress,
) -> int:
    """Vectors of passages and sentences as arrays, the passages' in Chroma; returns how many sentences."""
    spans = [(n, (p.start, p.end)) for n, p in passages]
    spans += [(n, (s.start, s.end)) for n, p in passages for s in p.sentences]
    vectors = np.empty((len(spans), embedder.dimension), np.float32)
    kept = reusable.fill(vectors, [p for _, p in passages], hashes)
    todo = np.flatnonzero(~kept)
    for at in range(0, len(todo), _STEP):
        rows = todo[at : at + _STEP]
        texts = [expand(articles[spans[r][0]].text[slice(*spans[r][1])]) for r in rows]
        vectors[rows] = embedder.passages(texts)
        progress(min(at + _STEP, len(todo)), len(todo))
    count = len(passages)
    np.save(folder / "passages.npy", vectors[:count].astype(np.float16))
    np.save(folder / "sentences.npy", vectors[count:].astype(np.float16))
    _write_chroma(folder, articles, passages, vectors[:count], kept[:count], reusable)
    return len(spans) - count


def _write_chroma(
    folder: Path,
    articles: Sequence[Article],
    passages: Sequence[tuple[int, Passage]],
    vectors: Floats,
    kept: np.ndarray[tuple[int], np.dtype[np.bool_]],
    reusable: Reusable,
) -> None:
    """Start from a copy of the current collection, so that only what changed is written."""
    reusable.copy_chroma(folder / "chroma")
    collection = Collection(folder / "chroma", create=True)
    try:
        present = collection.ids()
        wanted = [p.id for _, p in passages]
        collection.delete(sorted(present - set(wanted)))
        new = [r for r, passage_id in enumerate(wanted) if not (kept[r] and passage_id in present)]
        texts = [articles[passages[r][0]].text[passages[r][1].start : passages[r][1].end] for r in new]
        collection.upsert([wanted[r] for r in new], vectors[new], texts)
    finally:
        collection.close()


def _verify(folder: Path, manifest: Manifest) -> None:
    """From a fresh client: the counts are the manifest's, and every passage finds itself."""
    connection = tables.open_readonly(folder / tables.FILE)
    collection = Collection(folder / "chroma")
    try:
        ids = [i for (i,) in connection.execute("SELECT id FROM passages ORDER BY row")]
        found = collection.count()
        if not found == len(ids) == manifest.passages:
            raise Unsound(f"{found} vectors for {len(ids)} passages in the new build")
        vectors = np.load(folder / "passages.npy", mmap_mode="r")
        missed = sum(_misses(collection, vectors, ids, at) for at in range(0, len(ids), _STEP))
        if missed > len(ids) * _MAY_MISS + 1:
            raise Unsound(f"{missed} of {len(ids)} passages of the new build do not find themselves")
    except sqlite3.Error as error:
        raise Unsound(f"the tables of the new build cannot be read ({error})") from error
    finally:
        connection.close()
        collection.close()


def _misses(collection: Collection, vectors: Floats, ids: Sequence[str], at: int) -> int:
    """Passages of one batch that are not among their own nearest (identical texts share the first place)."""
    wanted = ids[at : at + _STEP]
    nearest = collection.nearest(np.asarray(vectors[at : at + _STEP], np.float32), min(10, len(ids)))
    return sum(passage not in found for passage, found in zip(wanted, nearest, strict=True))


def _previous(home: Path) -> str:
    try:
        return places.current_name(home)
    except NoIndex:
        return ""


def _prune(home: Path, keep: set[str]) -> None:
    """Remove old builds, but for the one that running servers may still read."""
    for folder in places.builds(home).iterdir():
        if folder.name not in keep:
            shutil.rmtree(folder, ignore_errors=True)
