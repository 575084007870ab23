"""The current build for a running server: opened once, opened again when `CURRENT` names another."""

from __future__ import annotations

import threading
from pathlib import Path

from . import places
from .embedder import Embedder
from .index import Index


class Current:
    """Follows the switch from build to build; threads may share it."""

    def __init__(self, home: Path, embedder: Embedder) -> None:
        self._home, self._embedder = home, embedder
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._retired: Index | None = None

    def get(self) -> Index:
        """The current build, opened. Raises what `Index.open` raises.

        When a newer build cannot be opened, the one that is open goes on serving.
        """
        index = self._index
        if index is not None and index.folder.name == places.current_name(self._home):
            return index
        with self._lock:
            if self._index is None or self._index.folder.name != places.current_name(self._home):
                self._replace()
            assert self._index is not None
            return self._index

    def _replace(self) -> None:
        opened = Index.open(self._home, self._embedder)
        # Questions under way may still read the old build: it is closed only at the switch after this one.
        if self._retired is not None:
            self._retired.close()
        self._retired, self._index = self._index, opened
