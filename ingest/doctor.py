"""What is wrong with a home: each check says how bad it is and which command mends it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from vectorstore import places
from vectorstore.errors import IndexProblem, NoIndex
from vectorstore.lock import write_lock
from vectorstore.types import Article

from .archive import Archive
from .errors import BrokenRecord, IngestProblem
from .publishers import publishers

if TYPE_CHECKING:
    from vectorstore.embedder import Embedder

Severity = Literal["ok", "warning", "error"]
# A build is written beside the old one; 100,000 passages take 0.5 GB. Bytes.
_ENOUGH_SPACE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's result."""

    check: str
    severity: Severity
    message: str
    mend: str = ""  # the command that mends it


def examine(home: Path, embedder: Embedder | None = None) -> list[Finding]:
    """All findings, in the order in which they should be mended. Changes nothing.

    With *embedder* the index is opened and compared with the archive; without it only its files are.
    """
    return [
        *_space(home),
        *_lock(home),
        *_outlets(home),
        *_archive(home),
        *_left_overs(home),
        *_index(home, embedder),
    ]


def _space(home: Path) -> Iterator[Finding]:
    place = next(p for p in (home, *home.parents) if p.exists())
    free = shutil.disk_usage(place).free
    if free < _ENOUGH_SPACE:
        message = f"{free / 1e9:.1f} GB are free on the disk of {place}; a build may need 1 GB."
        yield Finding("space", "warning", message, "hanoi reindex  # after freeing some")
    else:
        yield Finding("space", "ok", f"{free / 1e9:.0f} GB free")


def _lock(home: Path) -> Iterator[Finding]:
    if not home.is_dir():
        return
    try:
        with write_lock(home):
            yield Finding("lock", "ok", "nobody is writing")
    except IndexProblem:
        yield Finding("lock", "warning", "another `hanoi` is writing just now")
    except OSError as error:
        message = f"{home} cannot be written to ({error.strerror or error})"
        yield Finding("lock", "error", message, f"chmod u+rwx {home}")


def _outlets(home: Path) -> Iterator[Finding]:
    try:
        publishers(home / "publishers.toml")
    except IngestProblem as error:
        yield Finding("outlets", "error", str(error), f"mv {home}/publishers.toml {home}/publishers.toml.bad")


def _archive(home: Path) -> Iterator[Finding]:
    archive = Archive(home)
    broken = archive.broken()
    for error in broken:
        yield Finding("archive", "error", str(error), f"mv {error.path} {error.path}.bad && hanoi reindex")
    if not archive.files():
        yield Finding("archive", "warning", f"there are no articles in {home}", "hanoi ingest --starter")
    elif not broken:
        yield from _records(archive)


def _records(archive: Archive) -> Iterator[Finding]:
    known = archive.load()
    for article in known.values():
        if Article.from_json({**article.to_json(), "sha256": ""}).sha256 != article.sha256:
            path = archive.folder / f"{article.id}.json"
            message = f"the text of {path} is not the one that was ingested"
            yield Finding("archive", "error", message, f"hanoi ingest {article.source}")
        if article.group is not None and article.group not in known:
            message = f"{article.id} reprints an article that is gone"
            yield Finding("archive", "warning", message, f"hanoi ingest {article.source}")
    yield Finding("archive", "ok", f"{len(known)} articles")


def _left_overs(home: Path) -> Iterator[Finding]:
    aside = list((home / "articles").glob("*.tmp")) if (home / "articles").is_dir() else []
    if aside:
        message = f"{len(aside)} unfinished files of an interrupted run; they do no harm"
        yield Finding("left-overs", "warning", message, "hanoi ingest PATH_OR_URL  # the same again")


def _index(home: Path, embedder: Embedder | None) -> Iterator[Finding]:
    try:
        name = places.current_name(home)
        if embedder is None:
            from vectorstore.errors import Unsound
            from vectorstore.manifest import Manifest
            from vectorstore.proof import differences

            folder = places.builds(home) / name
            manifest = Manifest.read(folder)
            if changed := differences(folder, manifest.files):
                raise Unsound(f"{', '.join(changed[:3])} of build {name} changed after it was written")
            indexed = dict(manifest.hashes)
        else:
            from vectorstore.index import Index

            index = Index.open(home, embedder)
            indexed = dict(index.manifest.hashes)
            try:
                index.prove()
            finally:
                index.close()
    except NoIndex as error:
        remedy = "hanoi reindex" if Archive(home).files() else "hanoi ingest --starter"
        yield Finding("index", "error", str(error), remedy)
        return
    except IndexProblem as error:
        yield Finding("index", "error", str(error), "hanoi reindex")
        return
    yield _compared(home, indexed)


def _compared(home: Path, indexed: dict[str, str]) -> Finding:
    from vectorstore.manifest import article_hash

    try:
        kept = {article.id: article_hash(article) for article in Archive(home).load().values()}
    except BrokenRecord:
        return Finding("index", "warning", "it cannot be compared with a broken archive", "hanoi doctor")
    changed = len({i for i, _ in set(indexed.items()) ^ set(kept.items())})
    if changed:
        return Finding("index", "error", f"{changed} articles differ from the archive", "hanoi reindex")
    return Finding("index", "ok", f"holds the archive's {len(kept)} articles")
