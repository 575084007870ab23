"""What every test may use: the real articles, the real embedding model, an index of the starter briefs."""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import platformdirs
import pytest
from filelock import FileLock

from tests.servers import free_port

if TYPE_CHECKING:
    from bot.evaluate.run import System
    from vectorstore.embedder import Embedder
    from vectorstore.index import Index

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"
# Making the model takes half a minute on two busy cores, and a first import of everything ten seconds.
COMMAND_TIMEOUT_S = 300
# What the small home is asked, and about.
SIGNING = "Lễ mở ký Công ước Hà Nội diễn ra ngày nào?"


@dataclass(frozen=True)
class Hanoi:
    """The `hanoi` command in a process of its own, on one home."""

    home: Path
    models: Path
    env: dict[str, str] = field(default_factory=dict)

    def environ(self) -> dict[str, str]:
        """This process's, without its own HANOI_* settings."""
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("HANOI_")}
        ours = {"HANOI_HOME": str(self.home), "HANOI_MODELS": str(self.models), "HF_HUB_OFFLINE": "1"}
        return inherited | ours | {"PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"} | self.env

    def __call__(self, *args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run it to its end; nothing is decoded and no exit code is a failure."""
        command = [sys.executable, "-m", "ui", *args]
        return subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            env=self.environ(),
            cwd=self.home.parent,
            timeout=COMMAND_TIMEOUT_S,
            check=False,
        )


@dataclass
class ChromaServer:
    """`chroma run` on loopback, on a folder that outlives it."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> ChromaServer:
        """Start it, on the same port as before; returns when it answers."""
        self.port = self.port or free_port()
        self.folder.mkdir(parents=True, exist_ok=True)
        # What the `chroma` command does, without its two seconds of imports.
        code = "import sys, chromadb_rust_bindings as chroma; chroma.cli(['chroma', *sys.argv[1:]])"
        command = [sys.executable, "-c", code, "run", "--path", str(self.folder)]
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--host", "127.0.0.1", "--port", str(self.port)], stdout=log, stderr=log
            )
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with suppress(OSError), urlopen(f"{self.url}/api/v2/heartbeat", timeout=5):
                return self
            time.sleep(0.05)
        raise AssertionError(f"chroma run did not answer on {self.url} within 30 s")

    def kill(self) -> None:
        """As a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "may_skip: needs something that CI need not have; may be skipped there"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: once Playwright has started, its event loop runs in this thread until the end."""
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI, a test that skips for want of a browser or of real input has failed."""
    report = yield
    in_ci = os.environ.get("CI") == "true" and item.get_closest_marker("may_skip") is None
    if in_ci and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where nothing may be missing: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def shared_articles() -> Path:
    """The folder with the five real articles as they were scraped."""
    folder = SHARED / "articles"
    if not folder.is_dir():
        pytest.skip("REAL INPUT MISSING: ../shared/articles is not beside the repository")
    return folder


@pytest.fixture(scope="session")
def models() -> Path:
    """Where the embedded model is kept: it takes half a minute to make, so it outlives the test run."""
    given = os.environ.get("HANOI_MODELS")
    return Path(given) if given else platformdirs.user_cache_path("hanoi-convention-bot") / "models"


@pytest.fixture(scope="session")
def embedder(models: Path) -> Embedder:
    """The embedded model, loaded."""
    from vectorstore.embedder import load_embedder

    return load_embedder(None, models)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Path:
    """A home with the starter briefs ingested; other tests use it too, so nothing may write to it.

    It grows from the one of the last run, beside the models: what has not changed is not embedded again.
    """
    checkout = hashlib.sha256(str(REPOSITORY).encode()).hexdigest()[
        :12
    ]  # articles know the folder they came from
    folder, kept = tmp_path_factory.mktemp("starter") / "home", models.parent / f"starter-home-{checkout}"
    kept.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(kept.with_suffix(".lock"))
    with lock:
        if not kept.exists():  # a run beside this one waits, and need not embed it all too
            _take_in_the_starter(folder, models)
            shutil.copytree(folder, kept)
            return folder
        shutil.copytree(kept, folder)
    _take_in_the_starter(folder, models)
    with lock:
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(folder, kept)
    return folder


def _take_in_the_starter(home: Path, models: Path) -> None:
    done = Hanoi(home, models)("ingest", "--starter", "--prune")
    assert done.returncode == 0, done.stderr.decode()


@pytest.fixture(scope="session")
def small_home(starter_index: Index, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of the starter briefs nearest to `SIGNING`, for what embeds a whole home anew; nothing may write to it.

    All of them take 50 s of a core.
    """
    from bot.chat import retrieve
    from ingest.archive import Archive
    from ingest.run import reindex

    home = tmp_path_factory.mktemp("small") / "home"
    near = {hit.article.id: hit.article for hit in retrieve(SIGNING, starter_index)}
    assert len(near) >= 10
    for article in near.values():
        Archive(home).write(article)
    reindex(home, embedder)
    return home


@pytest.fixture(scope="session")
def real_index(
    tmp_path_factory: pytest.TempPathFactory, models: Path, embedder: Embedder, shared_articles: Path
) -> Iterator[Index]:
    """An index of the five real articles alone, opened."""
    from vectorstore.index import Index

    home = tmp_path_factory.mktemp("real") / "home"
    done = Hanoi(home, models)("ingest", str(shared_articles))
    assert done.returncode == 0, done.stderr.decode()
    index = Index.open(home, embedder)
    yield index
    index.close()


@pytest.fixture(scope="session")
def hanoi(home: Path, models: Path) -> Hanoi:
    """The command on the starter home."""
    return Hanoi(home, models)


@pytest.fixture
def fresh_hanoi(tmp_path: Path, models: Path) -> Hanoi:
    """The command on a home that does not exist yet."""
    return Hanoi(tmp_path / "home", models)


@pytest.fixture(scope="session")
def starter_index(home: Path, embedder: Embedder) -> Iterator[Index]:
    """The starter briefs' index, opened."""
    from vectorstore.index import Index

    index = Index.open(home, embedder)
    yield index
    index.close()


@pytest.fixture(scope="session")
def starter_system(starter_index: Index) -> System:
    """The bot on the starter briefs, which answers each pair once: tests of one answer's many sides share it.

    Where a passage of a right source stands is not looked up. What changes the bot must ask `system_of` anew.
    """
    from bot.evaluate.run import system_of

    system = system_of(starter_index)
    return replace(system, ask=functools.cache(system.ask), sources=lambda pair: ())


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """A Chroma server for all tests; one that is to be killed is started by the test itself."""
    running = ChromaServer(tmp_path_factory.mktemp("chroma") / "data").start()
    yield running
    running.kill()


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A Redis of our own on loopback."""
    pytest.importorskip("redis")
    server = shutil.which("redis-server")
    if server is None:
        pytest.skip("redis-server is not installed")
    port = free_port()
    command = [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    for _ in range(100):
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield port, process
    process.kill()
    process.wait()
