"""What the fuzzers ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from ui.opening import open_answerer
from ui.server import create_app
from ui.settings import Settings


@pytest.fixture(scope="session")
def fuzz_client(home: Path, models: Path) -> Iterator[TestClient]:
    """The real application on the starter index, without a limit by address."""
    settings = Settings(home, models, rate="1000000/minute")
    answerer = open_answerer(settings)
    yield TestClient(create_app(settings, answerer), raise_server_exceptions=False)
    answerer.close()
