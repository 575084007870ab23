"""Write a new build aside, verify it with fresh eyes, switch to it in one step.

A build is immutable. Whatever goes wrong before the switch, `CURRENT` still names the old one.
"""

from __future__ import annotations

import errno
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from . import places, restore, tables
from .embedder import Embedder
from .errors import IndexProblem, NoIndex, NoSpace
from .fill import Progress, fill
from .manifest import FORMAT, Manifest, article_hash, fingerprint
from .plan import PassagesOf, Plan, write_passages
from .reuse import Reusable, rules_of
from .served import created, forget
from .server import Server
from .stream import Embed
from .text import NORMALISER_VERSION
from .types import Article
from .verify import verify

_DISK_FULL = ("disk is full", "no space left", "disk full")


def build_index(
    home: Path,
    articles: Sequence[Article],
    passages_of: PassagesOf,
    embedder: Embedder,
    progress: Progress | None = None,
    server: Server | None = None,
    embed: Embed | None = None,
    beside: Mapping[str, str] | None = None,
) -> Manifest:
    """Make exactly *articles* the current index of *home*; the caller holds `write_lock(home)`.

    *beside* are small files that the build carries, by name.

    Vectors of articles that have not changed are taken from the current build; with *server*, those of
    passages are searched there; *embed* embeds as *embedder* would, elsewhere. Raises `Unsound` when the new
    build does not verify, `NoSpace` when the disk is full, `ServerAway` and `ServerRefuses`; the old build then
    still serves.
    """
    articles = sorted(articles, key=lambda a: a.id)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{time.time_ns() % 10**6:06d}-{fingerprint(articles, embedder, beside)}"
    folder = places.builds(home) / name
    with _nothing_left_behind(home, folder, server):
        folder.mkdir(parents=True)
        for file, text in (beside or {}).items():
            (folder / file).write_text(text, encoding="utf-8", newline="")
        progress = progress or (lambda *_: None)
        build = fingerprint(articles, embedder, beside)
        plan = _write(folder, home, articles, passages_of, embedder, progress, server, embed, build)
        manifest = verify(folder, plan.new, server).sealed(folder)
        previous = _previous(home)
        places.switch(home, name)
    _prune(home, {name, previous}, server)
    return manifest


@contextmanager
def _nothing_left_behind(home: Path, folder: Path, server: Server | None) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        # Right after the switch its own fsync may fail: the build that `CURRENT` names by then stays.
        if _previous(home) != folder.name:
            _remove(folder, server)
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
    passages_of: PassagesOf,
    embedder: Embedder,
    progress: Progress,
    server: Server | None,
    embed: Embed | None,
    build: str,
) -> Plan:
    hashes = {a.id: article_hash(a) for a in articles}
    rules = rules_of(passages_of)
    reusable = Reusable.of(home, embedder, rules)
    connection = tables.create(folder / tables.FILE)
    collection = None
    try:
        tables.add_articles(connection, articles)
        plan = write_passages(connection, articles, passages_of, reusable, hashes)
        if reusable.same_rules:
            gone = reusable.gone(hashes)
            new = [a for a in articles if reusable.hashes.get(a.id) != hashes[a.id]]
            restore.update(connection, reusable.tables, _vietnamese(gone), _vietnamese(new))
        else:
            restore.write(connection, _vietnamese(articles))
        connection.commit()
        # Started from a copy of the current collection, so that only what changed is written; a server gets all.
        if server is None:
            reusable.copy_chroma(folder / "chroma")
        collection = created(folder, server)
        fill(folder, connection, articles, plan, reusable, embedder, collection, progress, embed)
    finally:
        if collection is not None:
            collection.close()
        connection.close()
        reusable.close()
    Manifest(
        build=build,
        model=embedder.id,
        dimension=embedder.dimension,
        normaliser=NORMALISER_VERSION,
        format=FORMAT,
        articles=len(articles),
        passages=len(plan.ids),
        sentences=int(plan.counts.sum()),
        newest=max((a.published for a in articles if a.published), default=None),
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        hashes=hashes,
        rules=rules,
    ).write(folder)
    return plan


def _vietnamese(articles: Iterable[Article]) -> Iterator[str]:
    return (article.text for article in articles if article.language == "vi")


def _previous(home: Path) -> str:
    try:
        return places.current_name(home)
    except NoIndex:
        return ""


def _prune(home: Path, keep: set[str], server: Server | None) -> None:
    """Remove old builds, but for the one that running servers may still read."""
    for folder in places.builds(home).iterdir():
        if folder.name not in keep:
            _remove(folder, server)


def _remove(folder: Path, server: Server | None) -> None:
    """A build's files and its collection; an empty folder stays for the next build when the server is away."""
    try:
        forget(folder, server)
    except IndexProblem:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(exist_ok=True)
    else:
        shutil.rmtree(folder, ignore_errors=True)
