"""Whether a home's disk, not what lies on it, keeps the index from being opened or written."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import IndexProblem, NoSpace, NotWritable

# SQLite, which Chroma opens for writing even to read, wants some pages of 4 kB for its log. Bytes.
_NEEDED = 1_000_000
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_CLOSED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def trouble(home: Path) -> IndexProblem | None:
    """What the disk of *home* is in the way of; None when it is in nobody's."""
    folder = next((p for p in (home, *home.parents) if p.exists()), home)
    if not os.access(folder, os.W_OK):
        return NotWritable(home)
    try:
        return NoSpace(home) if shutil.disk_usage(folder).free < _NEEDED else None
    except OSError:
        return None


@contextmanager
def naming_its_trouble(home: Path) -> Iterator[None]:
    """Turn the system's words for a full disk and for one that nobody may write to into `NoSpace` and `NotWritable`."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise NoSpace(home) from error
        if error.errno in _CLOSED and _is_below(error.filename, home):
            raise NotWritable(home) from error
        raise


def _is_below(name: object, home: Path) -> bool:
    """Whether an error is about *home*, about what lies in it or about the folder it would be made in."""
    if not isinstance(name, str | bytes):
        return False
    path = Path(os.fsdecode(name))
    return path in (home, *home.parents) or home in path.parents
