"""Every way of opening the index looks where HANOI_CHROMA_URL says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.servers import free_port
from ui import opening
from ui.opening import open_answerer, open_index, open_system
from ui.settings import Settings
from vectorstore.errors import ServerAway

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("open_it", [open_answerer, open_index, open_system])
def test_it_asks_the_server_that_is_named(settings: Settings, open_it: Callable[[Settings], object]) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(ServerAway, match=f"The Chroma server at {url} does not answer"):
        open_it(replace(settings, chroma_url=url))


def test_a_server_that_does_not_start_is_not_waited_for_longer(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(opening, "SERVER_STARTS_S", 1.0)
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(ServerAway, match="does not answer"):
        opening.wait_for_server(replace(settings, chroma_url=url))
    assert capsys.readouterr().err == f"Waiting up to 1 s for the Chroma server at {url} ...\n"


def test_nothing_but_these_opens_an_index() -> None:
    opening = {
        path.relative_to(REPOSITORY).as_posix()
        for package in ("bot", "ui")
        for path in (REPOSITORY / package).rglob("*.py")
        if any(f"{name}(" in path.read_text("utf-8") for name in ("Index.open", "Current", "build_index"))
    }
    assert opening == {"ui/opening.py"}
