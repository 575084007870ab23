"""One writer at a time: two would damage a Chroma folder silently."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from .errors import Busy


@contextmanager
def write_lock(home: Path) -> Iterator[None]:
    """Hold the home's one lock; raises `Busy` at once when another process or thread holds it.

    The operating system frees it when its holder dies.
    """
    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / "lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise Busy from error
    try:
        yield
    finally:
        lock.release()
