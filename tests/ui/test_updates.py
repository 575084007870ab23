"""A running server serves the next build by itself, and goes on with the old one when the next is bad."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from ui.opening import open_answerer
from ui.server import create_app
from ui.settings import Settings

ARTICLE = """---
title: A village museum opens its doors
publisher: The Example Courier
published: 2025-11-03
language: en
---

The Hanoi Convention village museum in Quang Lam opened on 3 November 2025 with 417 exhibits about cybercrime.

Its director said that the Hanoi Convention museum expects 90,000 visitors in the first year of its existence.
"""
QUESTION = {"question": "How many exhibits does the Hanoi Convention village museum in Quang Lam have?"}


@pytest.fixture
def running(home: Path, models: Path, tmp_path: Path) -> Iterator[tuple[TestClient, Path]]:
    """A server on a home of its own."""
    own = tmp_path / "home"
    shutil.copytree(home, own)
    settings = Settings(own, models, rate="100000/minute")
    answerer = open_answerer(settings)
    yield TestClient(create_app(settings, answerer), raise_server_exceptions=False), own
    answerer.close()


def test_a_new_article_is_served_without_a_restart(
    running: tuple[TestClient, Path], hanoi, tmp_path: Path
) -> None:
    client, own = running
    before = client.post("/api/ask", json=QUESTION).json()
    assert "417" not in before["text"]
    (tmp_path / "museum.md").write_text(ARTICLE, encoding="utf-8")
    done = type(hanoi)(own, hanoi.models)("ingest", str(tmp_path / "museum.md"))
    assert done.returncode == 0, done.stderr.decode()
    after = client.post("/api/ask", json=QUESTION).json()
    assert after["build"] != before["build"]
    assert after["found"]
    assert "417" in after["text"]
    assert after["citations"][0]["published"] == "2025-11-03"
    assert "The Example Courier" in client.get("/articles").text


@pytest.mark.parametrize("name", ["no-such-build", "", "../../etc"])
def test_a_switch_to_a_bad_build_leaves_the_old_one_serving(
    running: tuple[TestClient, Path], name: str
) -> None:
    client, own = running
    before = client.post("/api/ask", json=QUESTION).json()
    (own / "index" / "CURRENT").write_text(name + "\n")
    after = client.post("/api/ask", json=QUESTION)
    assert after.status_code == 200, after.text
    assert after.json()["build"] == before["build"]
    (own / "index" / "CURRENT").unlink()
    assert client.post("/api/ask", json=QUESTION).json()["build"] == before["build"]
