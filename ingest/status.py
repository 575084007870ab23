"""The table of parties beside the archive: the owner's when there is one, else the starter corpus's."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from vectorstore.disk import naming_its_trouble
from vectorstore.status.read import COUNTS, FILE, BadStatus, extended, table
from vectorstore.types import Article

from .errors import SourceMissing, StatusRefused
from .sources import starter_sources

# A row of every State with long notes is below 100 kB.
_MAX_BYTES = 2_000_000


def carried(home: Path, articles: Iterable[Article]) -> Mapping[str, str]:
    """The files that the next build carries, checked; none without the starter corpus or an owner's table.

    Raises `StatusRefused`.
    """
    folder = home if (home / FILE).is_file() else None
    if folder is None and any(_is_starter(a.origin) for a in articles):
        folder = _starter()
    if folder is None:
        return {}
    files = {name: _text(folder / name) for name in (FILE, COUNTS) if (folder / name).is_file()}
    try:
        table(files[FILE], files.get(COUNTS, ""), str(folder / FILE), str(folder / COUNTS))
    except BadStatus as error:
        raise StatusRefused(str(error)) from error
    return files


def replaced(home: Path, file: Path, *, extend: bool) -> int:
    """Make *file* the owner's table, or with *extend* put its rows into the table there is; returns its parties.

    Checked before anything is written. Raises `StatusRefused` and `SourceMissing`; the caller holds the lock.
    """
    text = _text(file)
    try:
        if extend:
            text = extended(
                _text(home / FILE if (home / FILE).is_file() else _starter() / FILE), text, file.name
            )
        parties = len(table(text, name=file.name).parties)
    except BadStatus as error:
        raise StatusRefused(str(error)) from error
    if not parties:
        raise StatusRefused(f"{file} holds no party. /status.csv of the page is a table to begin from.")
    _write(home / FILE, text)
    if extend and not (home / COUNTS).exists():
        _write(home / COUNTS, _text(_starter() / COUNTS))
    return parties


def checked(file: Path) -> None:
    """Raises `StatusRefused` or `SourceMissing` when *file* cannot be the owner's table; changes nothing."""
    try:
        table(_text(file), name=file.name)
    except BadStatus as error:
        raise StatusRefused(str(error)) from error


def _starter() -> Path:
    return Path(starter_sources()[0])


def _is_starter(origin: str) -> bool:
    """Also when the package lay elsewhere as it was taken in."""
    return origin.replace("\\", "/").endswith("/ingest/corpus")


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise StatusRefused(f"{path} is larger than 2 MB; a table of parties is not.")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise SourceMissing(str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise StatusRefused(f"{path} cannot be read as UTF-8 text; save it as CSV in UTF-8.") from error


def _write(path: Path, text: str) -> None:
    aside = path.with_suffix(f".{os.getpid()}.tmp")
    with naming_its_trouble(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with aside.open("w", encoding="utf-8", newline="") as out:
                out.write(text)
                out.flush()
                os.fsync(out.fileno())
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
