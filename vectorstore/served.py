"""Passage vectors on a Chroma server: one collection a build, named by it, never changed once it is current.

Only the nearest neighbours are asked of the server. Tables, words and sentence vectors stay in the build's
folder, and `CURRENT` still names the build, so switching is one step for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from .chroma import HNSW, Collection, Record
from .e5file import Floats
from .errors import Unsound
from .server import NotThere, Server, close

# Chroma Cloud's quotas: records of one write, and results of one query.
_CLOUD_BATCH = _CLOUD_RESULTS = 300
# A thousand vectors of 1,024 numbers are 5 MB as they are sent; Chroma's server takes 40 MB.
_BATCH = 1_000


class Served(Collection):
    """The collection of one build on a server. Safe to share between threads."""

    def __init__(self, server: Server, build: str, create: bool = False) -> None:
        """Raises `ServerAway`, `ServerRefuses`, and `Unsound` when the server does not hold *build*."""
        self._server = server
        self._batch = _CLOUD_BATCH if server.cloud else _BATCH
        self._client = server.connect(writes=create)
        try:
            with server.naming():
                self._rows = self._open(name_of(build), create)
        except BaseException:
            self.close()
            raise

    def _open(self, name: str, create: bool) -> Any:
        if create:  # Chroma Cloud has an index of its own for what HNSW does elsewhere
            how: Any = {"spann": {"space": "cosine"}} if self._server.cloud else HNSW
            return self._client.create_collection(name, embedding_function=None, configuration=how)
        return self._client.get_collection(name, embedding_function=None)

    def count(self) -> int:
        """How many vectors there are."""
        with self._server.naming():
            return super().count()

    def ids(self) -> set[str]:
        """All passage ids; Chroma Cloud tells 300 of them."""
        with self._server.naming():
            return super().ids()

    def upsert(self, records: Sequence[Record], vectors: Floats) -> None:
        """Write rows, replacing those of the same id."""
        with self._server.naming():
            super().upsert(records, vectors)

    def nearest(self, vectors: Floats, k: int) -> list[list[str]]:
        """The *k* nearest passages' ids for each row of *vectors*, nearest first; of Chroma Cloud at most 300."""
        with self._server.naming():
            return super().nearest(vectors, min(k, _CLOUD_RESULTS) if self._server.cloud else k)

    def close(self) -> None:
        """Let go of the connections."""
        close(self._client)


def name_of(build: str) -> str:
    """The collection of a build, by the name of the build's folder."""
    return f"hanoi-{build}"


def created(folder: Path, server: Server | None) -> Collection:
    """The vectors of the new build in *folder*, to be written; what was copied there before is kept."""
    return Served(server, folder.name, create=True) if server else Collection(folder / "chroma", create=True)


def opened(folder: Path, server: Server | None) -> Collection:
    """The vectors of the build in *folder*, to be searched; raises `Unsound` and what `Served` raises."""
    if server is not None:
        return Served(server, folder.name)
    if not (folder / "chroma").is_dir():  # Chroma would make an empty one
        raise Unsound(
            f"build {folder.name} has no vectors of its own; one made for HANOI_CHROMA_URL has none"
        )
    return Collection(folder / "chroma")


def forget(folder: Path, server: Server | None) -> None:
    """Remove a build's collection from the server, if there is one. Raises `ServerAway` and `ServerRefuses`."""
    if server is None:
        return
    with server.client() as client, suppress(NotThere), server.naming():
        client.delete_collection(name_of(folder.name))
