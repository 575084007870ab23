"""The current build for a running server: opened once, opened again when `CURRENT` names another."""

from __future__ import annotations

import threading
from pathlib import Path

from . import places
from .embedder import Embedder
from .errors import IndexProblem
from .index import Index


class Current:
    """Follows the switch from build to build; threads may share it."""

    def __init__(self, home: Path, embedder: Embedder) -> None:
        self._home, self._embedder = home, embedder
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._retired: Index | None = None
        self._refused = ""  # a build that could not be opened; not tried again

    def get(self) -> Index:
        """The current build, opened. Raises what `Index.open` raises.

        When a newer build cannot be opened, the one that is open goes on serving.
        """
        index = self._index
        if index is not None and self._name() in (index.folder.name, self._refused):
            return index
        with self._lock:
            if self._index is None or self._name() not in (self._index.folder.name, self._refused):
                self._replace(self._name())
            assert self._index is not None
            return self._index

    def _name(self) -> str:
        try:
            return places.current_name(self._home)
        except (IndexProblem, OSError, ValueError):  # ValueError: bytes that are no text
            if self._index is None:
                raise
            return self._index.folder.name

    def _replace(self, name: str) -> None:
        try:
            opened = Index.open(self._home, self._embedder)
        except IndexProblem:
            if self._index is None:
                raise
            self._refused = name
            return
        # Questions under way may still read the old build: it is closed only at the switch after this one.
        if self._retired is not None:
            self._retired.close()
        self._retired, self._index = self._index, opened
