"""The web application over the starter index, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from ui.answering import Answerer
from ui.opening import open_answerer
from ui.settings import Settings

NEWS = "https://news.example"


@pytest.fixture(scope="session")
def settings(home: Path, models: Path) -> Settings:
    """As a site's owner would set them: one origin may embed, and no rate that a test could reach."""
    return Settings(home, models, embed_origins=(NEWS,), rate="100000/minute")


@pytest.fixture(scope="session")
def answerer(settings: Settings) -> Iterator[Answerer]:
    """The real one: embedded model, starter index."""
    opened = open_answerer(settings)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def client(settings: Settings, answerer: Answerer) -> TestClient:
    """Everything that is served."""
    from ui.server import create_app

    return TestClient(create_app(settings, answerer), raise_server_exceptions=False)


@pytest.fixture
def make_client(settings: Settings, answerer: Answerer) -> Iterator[Callable[..., TestClient]]:
    """The same with other settings, and perhaps another answerer."""
    from ui.server import create_app

    def make(given: Answerer = answerer, /, **changed: object) -> TestClient:
        app = create_app(replace(settings, **changed), given)
        return TestClient(app, raise_server_exceptions=False)

    seen = answerer.seen  # an application tells its answerer whom to tell, and this one is everybody's
    yield make
    answerer.seen = seen
