"""What an answer costs, in time, memory and disk, as the archive grows: Chroma's files and Chroma's server.

    python -m benchmarks.sizing [--passages 1000 10000 100000] [--folder FOLDER]

The starter briefs and their questions are real, and every question is embedded by the real model, so that its
time is in. All other articles are made up, and all vectors come without a model (`synthetic`). Every line is a
process of its own, asked each question of `tests/qa/starter.jsonl` twice; of the two times the shorter counts.
The server opens the very files that were measured embedded, on this machine. A million passages take two hours to
build; --folder keeps them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import numpy as np

from bot.chat import ask
from ingest.archive import Archive
from ingest.run import ingest
from ingest.split import passages
from vectorstore import places
from vectorstore.build import build_index
from vectorstore.chroma import COLLECTION
from vectorstore.e5file import Floats
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.lock import write_lock
from vectorstore.manifest import Manifest
from vectorstore.served import name_of
from vectorstore.server import Server
from vectorstore.types import Article

from .homes import embedder
from .synthetic import PASSAGES_AN_ARTICLE, BagOfWords, record

_ROUNDS = 2
_WARM = 20
_START_S = 600  # a server reads a large index before it answers its first query
_COLUMNS = (
    "retrieval p50",
    "p95",
    "answer p50",
    "p95",
    "memory MB",
    "private MB",
    "server MB",
    "disk MB",
)


class Both(BagOfWords):
    """Vectors without a model; a question goes through the model all the same, for its time."""

    def __init__(self, model: Embedder) -> None:
        self._model = model

    def query(self, text: str) -> Floats:
        self._model.query(text)
        return super().query(text)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; times in ms."""

    passages: int
    kind: str
    values: tuple[float | None, ...]  # as `_COLUMNS`

    def __str__(self) -> str:
        shown = ("" if v is None else f"{v:,.1f}" if v < 100 else f"{v:,.0f}" for v in self.values)
        return f"{self.passages:>9,} {self.kind:<20}" + "".join(
            f" {v:>{len(c)}}" for v, c in zip(shown, _COLUMNS, strict=True)
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure answers as the archive grows.")
    parser.add_argument("--passages", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--folder", type=Path, help="Keep indexes here, and measure those that are there.")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        what, home, given = options.one
        print(json.dumps({"build": _build, "ask": _ask}[what](Path(home), given)))
        return
    print("Made-up articles beside the starter briefs, vectors without a model; times in ms.")
    print(f"{'passages':>9} {'Chroma':<20}" + "".join(f" {c}" for c in _COLUMNS))
    for size in options.passages:
        with _place(options.folder, size) as folder:
            for line in _measure(size, folder):
                print(line, flush=True)


@contextmanager
def _place(kept: Path | None, size: int) -> Iterator[Path]:
    if kept is not None:
        yield kept / str(size)
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _measure(size: int, folder: Path) -> Iterator[Line]:
    home = folder / "home"
    if not places.pointer(home).exists():
        begun = time.perf_counter()
        _run("build", home, str(size))
        print(f"{size:,} passages were built in {time.perf_counter() - begun:,.0f} s", file=sys.stderr)
    index = places.builds(home) / places.current_name(home)
    disk = sum(f.stat().st_size for f in index.rglob("*") if f.is_file()) / 1e6
    held = Manifest.read(index).passages
    found = _run("ask", home, "")
    yield Line(held, "embedded", (*found["times"], *found["memory"], None, disk))
    with tempfile.TemporaryDirectory() as aside:
        shutil.copytree(index / "chroma", Path(aside) / "chroma")
        yield _measure_served(Path(aside) / "chroma", home, index.name, held)


def _measure_served(chroma: Path, home: Path, build: str, held: int) -> Line:
    with _server(chroma) as (process, url):
        with Server.at(url).client(writes=True) as client:
            client.get_collection(COLLECTION, embedding_function=None).modify(name=name_of(build))
        found = _run("ask", home, url)
        memory = (*found["memory"], _memory(process.pid)[0])
        return Line(held, "server", (*found["times"], *memory, None))


def _run(what: str, home: Path, given: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.sizing", "--one", what, str(home), given]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _build(home: Path, size: str) -> None:
    """The starter briefs, and as many made-up articles as make *size* passages."""
    with tempfile.TemporaryDirectory() as aside:
        ingest([str(files("ingest") / "corpus")], Path(aside), BagOfWords())
        articles = list(Archive(Path(aside)).load().values())
    held = sum(len(passages(a)) for a in articles)
    articles += [_made_up(n) for n in range(max(0, int(size) - held) // PASSAGES_AN_ARTICLE)]
    with write_lock(home):
        build_index(home, articles, passages, BagOfWords())


def _made_up(number: int) -> Article:
    return Article(**{"source": f"made-{number}.json", **record(number)})  # type: ignore[arg-type]


def _ask(home: Path, url: str) -> dict[str, Sequence[float]]:
    index = Index.open(home, Both(embedder()), Server.at(url) if url else None)
    pairs = Path("tests/qa/starter.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(pair)["question"] for pair in pairs]
    for question in questions[:_WARM]:
        ask(question, index)
    rounds = [[ask(question, index).took_ms for question in questions] for _ in range(_ROUNDS)]
    times: list[float] = []
    for step in ("retrieve", "total"):
        best = np.array([[took.get(step, 0.0) for took in asked] for asked in rounds]).min(axis=0)
        times += [float(np.median(best)), float(np.percentile(best, 95))]
    memory = _memory("self")
    index.close()
    return {"times": times, "memory": memory}


def _memory(process: int | str) -> tuple[float, float]:
    """MB in memory, and MB of it that are no mapped files (Linux)."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines())
    return int(status["VmRSS"].split()[0]) / 1024, int(status["RssAnon"].split()[0]) / 1024


@contextmanager
def _server(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """`chroma run` on loopback."""
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # What the `chroma` command does, without its two seconds of imports.
    code = "import sys, chromadb_rust_bindings as chroma; chroma.cli(['chroma', *sys.argv[1:]])"
    command = [sys.executable, "-c", code, "run", "--path", str(folder)]
    process = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + _START_S
        while time.monotonic() < until:
            try:
                urlopen(f"{url}/api/v2/heartbeat").close()
                break
            except OSError:
                time.sleep(0.1)
        yield process, url
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    main()
