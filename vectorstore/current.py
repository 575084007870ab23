"""The current build for a running server: opened once, opened again when `CURRENT` names another."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from . import places
from .embedder import Embedder
from .errors import IndexProblem
from .index import Index
from .reranker import Reranker
from .server import Server

# A build that could not be opened is tried again: a Chroma server may be back, a folder copied to its end.
# Opening takes about a second at 100,000 passages, and questions wait for it.
_TRY_AGAIN_S = 30.0


class Current:
    """Follows the switch from build to build; threads may share it."""

    def __init__(
        self,
        home: Path,
        embedder: Embedder,
        server: Server | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self._home, self._embedder, self._server, self._reranker = home, embedder, server, reranker
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._retired: Index | None = None
        self._refused, self._since = "", 0.0  # a build that could not be opened, and when (monotonic)

    def get(self) -> Index:
        """The current build, opened. Raises what `Index.open` raises.

        When a newer build cannot be opened, the one that is open goes on serving.
        """
        index = self._index
        if index is not None and not self._is_newer(self._name(), index):
            return index
        with self._lock:
            name = self._name()
            if self._index is None or self._is_newer(name, self._index):
                self._replace(name)
            assert self._index is not None
            return self._index

    def _is_newer(self, name: str, index: Index) -> bool:
        refused = name == self._refused and time.monotonic() - self._since < _TRY_AGAIN_S
        return name != index.folder.name and not refused

    def _name(self) -> str:
        try:
            return places.current_name(self._home)
        except (IndexProblem, OSError, ValueError):  # ValueError: bytes that are no text
            if self._index is None:
                raise
            return self._index.folder.name

    def _replace(self, name: str) -> None:
        try:
            opened = Index.open(self._home, self._embedder, self._server, self._reranker)
        except IndexProblem:
            if self._index is None:
                raise
            self._refused, self._since = name, time.monotonic()
            return
        # Questions under way may still read the old build: it is closed only at the switch after this one.
        if self._retired is not None:
            self._retired.close()
        self._retired, self._index = self._index, opened
