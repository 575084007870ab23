"""A real Chromium on the real application over the starter index."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Request

from tests.browser.serving import Site, other_site, serving
from tests.servers import free_port

HERE = Path(__file__).parent
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)

# One package of 3 MB; without a network npm would try for minutes.
NPM_S = 60
LOCAL = ("http://localhost:", "http://127.0.0.1:", "data:", "blob:")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's Chromium; nothing is downloaded."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("NO BROWSER: install Chromium, for example with apt-get install chromium")
    return {"executable_path": path, "args": FLAGS.split()}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """A Vietnamese visitor on a laptop, who allows copying."""
    return {
        "locale": "vi-VN",
        "viewport": {"width": 1280, "height": 800},
        "permissions": ["clipboard-read", "clipboard-write"],
    }


@dataclass(frozen=True)
class World:
    """Our server, and another site that it knows."""

    url: str
    other: Site
    home: Path


@pytest.fixture(scope="session")
def world(home: Path, models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Both servers, for the whole run, on a copy of the starter home that visitors may write to."""
    mine = tmp_path_factory.mktemp("browser") / "home"
    shutil.copytree(home, mine)
    with other_site(free_port()) as other:
        settings = {"HANOI_EMBED_ORIGINS": other.origin, "HANOI_RATE": "100000/minute"}
        with serving(mine, models, free_port(), **settings) as url:
            yield World(url, other, mine)


@pytest.fixture
def requests(context: BrowserContext) -> list[Request]:
    """Every request of the test's pages."""
    seen: list[Request] = []

    def note(request: Request) -> None:
        seen.append(request)

    context.on("request", note)
    return seen


@pytest.fixture(autouse=True)
def nothing_leaks(context: BrowserContext, requests: list[Request]) -> Iterator[None]:
    """In every test: no request beyond this machine, no uncaught error, no blocked script, no dialog."""
    wrong: list[str] = []
    context.on("weberror", lambda e: wrong.append(str(e.error)))
    context.on("dialog", lambda d: (wrong.append(f"dialog: {d.message}"), d.dismiss()))
    context.on("console", lambda m: wrong.append(m.text) if _blocked(m.text) else None)
    yield
    foreign = [r.url for r in requests if not r.url.startswith(LOCAL)]
    assert (foreign, wrong) == ([], [])


def _blocked(message: str) -> bool:
    """Whether a policy stopped something of ours; that it stops a foreign frame is its work."""
    return "Content Security Policy" in message and "frame-ancestors" not in message


@pytest.fixture(scope="session")
def axe_script() -> str:
    """axe-core's source; fetched once with npm when it is not there."""
    if not AXE.exists() and (npm := shutil.which("npm")):
        command = [npm, "ci", "--prefix", str(HERE), "--silent", "--no-audit", "--fetch-retries=1"]
        with suppress(subprocess.TimeoutExpired):
            subprocess.run(command, check=False, timeout=NPM_S)
    if not AXE.exists():
        pytest.skip("NO AXE: run npm ci --prefix tests/browser")
    return AXE.read_text("utf-8")


@pytest.fixture
def axe(axe_script: str) -> Callable[[Page], list[str]]:
    """What axe finds wrong with a page as it is now, one line a violation."""

    def check(page: Page) -> list[str]:
        page.evaluate(axe_script)
        found = page.evaluate("axe.run()")
        return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found["violations"]]

    return check
