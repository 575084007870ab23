"""Keep an index up to date with folders: look every few seconds, take in what changed when it has settled."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore.errors import Busy, ServerAway

from .errors import IngestProblem
from .report import Report
from .run import ingest
from .sources import items_of

if TYPE_CHECKING:
    from vectorstore.embedder import Embedder
    from vectorstore.server import Server

# Looking at 10,000 files takes 0.2 s; a reader does not notice two seconds.
INTERVAL_S = 2.0

# path -> (size, time of change in ns)
_Snapshot = dict[Path, tuple[int, int]]


def watch(
    folders: Sequence[str],
    home: Path,
    embedder: Embedder,
    told: Callable[[Report | str], None],
    stop: threading.Event,
    *,
    prune: bool = False,
    server: Server | None = None,
    interval_s: float = INTERVAL_S,
) -> None:
    """Ingest *folders* now and after every change, until *stop* is set.

    *told* gets the report of each run, or a line saying why there was none. A file that is still being
    written is left alone until it stays as it is for one interval.
    """
    taken: _Snapshot | None = None
    before: _Snapshot | None = None
    while not stop.is_set():
        now = _snapshot(folders)
        if now != taken and (now == before or taken is None):
            try:
                told(ingest(folders, home, embedder, prune=prune, server=server))
                taken = now
            except (Busy, ServerAway) as error:
                told(str(error))
            except IngestProblem as error:
                told(str(error))
                taken = now
        before = now
        stop.wait(interval_s)


def _snapshot(folders: Sequence[str]) -> _Snapshot:
    found: _Snapshot = {}
    for folder in folders:
        try:
            for item in items_of(folder):
                status = item.path.stat()
                found[item.path] = (status.st_size, status.st_mtime_ns)
        except (IngestProblem, OSError):
            continue  # gone between listing and looking, or not there yet
    return found
