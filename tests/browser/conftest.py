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
from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.browser import papers
from tests.browser.serving import Site, other_site, serving
from tests.conftest import Hanoi
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
def stocked(home: Path, models: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the starter home that visitors may write to, with two newspapers' articles that can be quoted."""
    folder = tmp_path_factory.mktemp("browser")
    shutil.copytree(home, folder / "home")
    done = Hanoi(folder / "home", models)("ingest", str(papers.write(folder / "papers")))
    assert done.returncode == 0, done.stderr.decode()
    return folder / "home"


@pytest.fixture(scope="session")
def world(stocked: Path, models: Path) -> Iterator[World]:
    """Both servers, for the whole run."""
    with other_site(free_port()) as other:
        settings = {"HANOI_EMBED_ORIGINS": other.origin, "HANOI_RATE": "100000/minute"}
        with serving(stocked, models, free_port(), **settings) as url:
            yield World(url, other, stocked)


@pytest.fixture(scope="session")
def profile(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[BrowserContext]:
    """One visitor's browser for the whole run: with the cache warm, a page starts in half the time."""
    context = browser.new_context(**browser_context_args)
    yield context
    context.close()


@pytest.fixture
def context(profile: BrowserContext) -> Iterator[BrowserContext]:
    """The profile, as if its visitor had been nowhere yet; a first visit is a context of its own."""
    origins: set[str] = set()

    def note(page: Page) -> None:
        page.on("framenavigated", lambda frame: origins.add("/".join(frame.url.split("/")[:3])))

    profile.on("page", note)
    yield profile
    profile.remove_listener("page", note)
    profile.set_offline(False)
    blank = profile.new_page()
    for page in profile.pages:
        if page is not blank:
            page.close()
    session = profile.new_cdp_session(blank)
    for origin in origins:
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    profile.clear_cookies()
    blank.close()


@pytest.fixture
def requests(context: BrowserContext) -> Iterator[list[Request]]:
    """Every request of the test's pages."""
    seen: list[Request] = []

    def note(request: Request) -> None:
        seen.append(request)

    context.on("request", note)
    yield seen
    context.remove_listener("request", note)


@pytest.fixture(autouse=True)
def nothing_leaks(context: BrowserContext, requests: list[Request]) -> Iterator[None]:
    """In every test: no request beyond this machine, no uncaught error, no blocked script, no dialog."""
    wrong: list[str] = []
    heard: dict[str, Callable[[Any], None]] = {
        "weberror": lambda e: wrong.append(str(e.error)),
        "dialog": lambda d: (wrong.append(f"dialog: {d.message}"), d.dismiss())[0],
        "console": lambda m: wrong.append(m.text) if _blocked(m.text) else None,
    }
    for event, hear in heard.items():
        context.on(event, hear)  # type: ignore[call-overload]
    yield
    for event, hear in heard.items():
        context.remove_listener(event, hear)
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
