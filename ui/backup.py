"""One file with everything that cannot be made again: articles, opinions, the owner's lists.

The index and the model are left out: both are made from what is here. A restored
home is complete or as it was before; a power cut between two renames leaves the
old articles in `articles.before`.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.archive import Archive
from ingest.errors import BrokenRecord
from ui.errors import BadUsage
from ui.feedback import FILE as OPINIONS
from vectorstore.lock import write_lock
from vectorstore.status.read import COUNTS
from vectorstore.status.read import FILE as STATUS

MARK = "hanoi-backup.json"
FORMAT = 1
OUTLETS = "publishers.toml"
_OWN = (OUTLETS, STATUS, COUNTS)  # the owner's lists
# The only names that are taken out of a backup: whatever else somebody put into the file stays there.
_NAMES = re.compile(rf"articles/[A-Za-z0-9_-]{{1,64}}\.json|{'|'.join(map(re.escape, (OPINIONS, *_OWN)))}")
# An article's record; the longest law of the land is below 2 MB.
_MAX_FILE_BYTES = 50_000_000


class BadBackup(BadUsage):
    """The file is no backup, or the home is not free; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup holds."""

    articles: int
    opinions: bool
    created_at: str


def backup(home: Path, target: Path) -> Kept:
    """Write *target* (.tar.gz), aside first; raises `BadBackup`, `Busy`, `BrokenRecord`."""
    with write_lock(home):
        archive = Archive(home)
        articles = archive.load()  # a backup of what cannot be read would be found out too late
        if not articles:
            raise BadBackup(f"There are no articles in {home} to back up. Set HANOI_HOME, or ingest some.")
        has_opinions = (home / OPINIONS).exists()
        kept = Kept(len(articles), has_opinions, datetime.now(UTC).isoformat(timespec="seconds"))
        aside = target.with_name(f".{target.name}.part")
        try:
            with tarfile.open(aside, "w:gz") as tar:
                _fill(tar, home, archive, kept)
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
    return kept


def _fill(tar: tarfile.TarFile, home: Path, archive: Archive, kept: Kept) -> None:
    mark = {
        "format": FORMAT,
        "articles": kept.articles,
        "opinions": kept.opinions,
        "created_at": kept.created_at,
    }
    _add(tar, MARK, json.dumps(mark).encode())
    for path in archive.files():
        _add(tar, f"articles/{path.name}", path.read_bytes())
    for name in _OWN:
        if (home / name).exists():
            _add(tar, name, (home / name).read_bytes())
    if kept.opinions:
        _add(tar, OPINIONS, _snapshot(home / OPINIONS))


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(data), 0o600
    tar.addfile(entry, io.BytesIO(data))


def _snapshot(database: Path) -> bytes:
    """The database as one consistent file, though a server may be writing to it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(sqlite3.connect(database)) as live,
        closing(sqlite3.connect(Path(folder) / "copy")) as copy,
    ):
        live.backup(copy)
        copy.close()
        return (Path(folder) / "copy").read_bytes()


def restore(source: Path, home: Path, *, replace: bool = False) -> Kept:
    """Put a backup's files into *home*; the index is the caller's to build.

    Raises `BadBackup`, also when the home has articles and *replace* is false.
    """
    with write_lock(home):
        if Archive(home).files() and not replace:
            raise BadBackup(f"{home} has articles already. Add --replace to put the backup in their place.")
        with tempfile.TemporaryDirectory(dir=home, prefix=".restoring-") as aside:
            kept = _unpack(source, Path(aside))
            _put(Path(aside), home)
    return kept


def _unpack(source: Path, aside: Path) -> Kept:
    """Everything read and checked before anything is moved."""
    try:
        with tarfile.open(source, "r:gz") as tar:
            mark = _mark(tar, source)
            (aside / "articles").mkdir()
            for name, data in _files(tar):
                (aside / name).write_bytes(data)
        articles = len(Archive(aside).load())
    except (OSError, EOFError, tarfile.TarError, BrokenRecord) as error:
        raise BadBackup(f"{source} cannot be read as a backup ({error}). Nothing was changed.") from error
    if articles != mark.articles:
        raise BadBackup(f"{source} holds {articles} of {mark.articles} articles. Nothing was changed.")
    return mark


def _mark(tar: tarfile.TarFile, source: Path) -> Kept:
    first = tar.next()
    file = tar.extractfile(first) if first and first.name == MARK and first.isreg() else None
    try:
        record = json.loads(file.read(10_000)) if file else {}
        if record.get("format") != FORMAT:
            raise ValueError("no mark of ours")
        return Kept(int(record["articles"]), bool(record["opinions"]), str(record["created_at"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadBackup(f"{source} is no backup made by `hanoi backup`. Nothing was changed.") from error


def _files(tar: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    for entry in tar:
        if not entry.isreg() or not _NAMES.fullmatch(entry.name) or entry.size > _MAX_FILE_BYTES:
            continue
        file = tar.extractfile(entry)
        if file is not None:
            yield entry.name, file.read()


def _put(aside: Path, home: Path) -> None:
    """Move the articles in one step, then the rest; the old ones go last."""
    before = home / "articles.before"
    shutil.rmtree(before, ignore_errors=True)
    if (home / "articles").exists():
        (home / "articles").rename(before)
    (aside / "articles").rename(home / "articles")
    for name in (OPINIONS, *_OWN):
        if (aside / name).exists():
            (aside / name).replace(home / name)
    shutil.rmtree(before, ignore_errors=True)
