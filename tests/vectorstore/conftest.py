"""What holds with Chroma's files holds with Chroma's server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from small_articles import Opening

from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.server import Server


@pytest.fixture(scope="session", params=["embedded", "server"])
def server(request: pytest.FixtureRequest) -> Server | None:
    """None: Chroma's files in the build's folder; else a real Chroma server on loopback."""
    if request.param == "embedded":
        return None
    return Server.at(request.getfixturevalue("chroma_server").url)


@pytest.fixture
def opened(server: Server | None) -> Iterator[Opening]:
    """Opens the current build of a home, and closes it in the end."""
    with ExitStack() as closing:

        def opening(home: Path, embedder: Embedder) -> Index:
            index = Index.open(home, embedder, server)
            closing.callback(index.close)
            return index

        yield opening
