"""What once stopped the server, over real HTTP: refused or answered soon, with everybody else served meanwhile."""

from __future__ import annotations

import json
import os
import random
import re
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from tests.servers import address_of
from ui.heads import HEAD_S
from ui.question import MAX_HISTORY, MAX_OUTLET, MAX_QUESTION, MAX_TURN, MAX_TURNS

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="what a server uses is read from /proc"
)
# Whatever is asked, /healthz answers within this, in seconds; and a question is refused or answered within the other.
HEALTHY_S = 0.1
ANSWERED_S = 1.0


@dataclass
class Serving:
    """A real server in a process of its own, and how many times slower than usual this machine is at the moment."""

    base: str
    process: subprocess.Popen[str]
    client: httpx.Client
    usual_s: float = field(default=0.0)

    def ask(self, **body: object) -> httpx.Response:
        """With a body as ASCII JSON, in which half a surrogate can be sent too."""
        headers = {"Content-Type": "application/json"}
        return self.client.post("/api/ask", content=json.dumps(body), headers=headers)

    def cpu_s(self) -> float:
        """Seconds of a core that the server has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float:
        """Resident, of the server."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", status)
        assert found
        return int(found[1]) / 1024


@pytest.fixture(scope="module")
def serving(home: Path, models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """On the starter index, without a limit that a test could reach."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("HANOI_")}
    env |= {"HANOI_HOME": str(home), "HANOI_MODELS": str(models), "HANOI_RATE": "1000000/minute"}
    env |= {"HF_HUB_OFFLINE": "1", "PYTHONPATH": str(Path(__file__).parents[2]), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "ui", "serve", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env)
    base = address_of(process)
    with httpx.Client(base_url=base, timeout=60) as client:
        serving = Serving(base, process, client)
        began = time.monotonic()
        for n in range(5):
            assert serving.ask(question=f"Who signed the convention in {2020 + n}?").status_code == 200
        serving.usual_s = (time.monotonic() - began) / 5
        yield serving
    process.terminate()
    assert process.wait(60) == 0
    assert process.stderr is not None
    process.stderr.close()


@contextmanager
def health_watched(base: str) -> Iterator[list[float]]:
    """Seconds that /healthz took, asked twenty times a second meanwhile."""
    took: list[float] = []
    over = threading.Event()

    def watch() -> None:
        with httpx.Client(base_url=base, timeout=30) as client:
            while not over.wait(0.05):
                began = time.monotonic()
                assert client.get("/healthz").status_code == 200
                took.append(time.monotonic() - began)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield took
    finally:
        over.set()
        watching.join()


def within(seconds: float, serving: Serving) -> float:
    """On a machine that others use too, an ordinary question takes longer; so may this. 0.1 s is the usual."""
    return seconds * max(1.0, serving.usual_s / 0.1)


ATTACKS: dict[str, Callable[[], dict[str, object]]] = {
    "a run of spaces in a follow-up": lambda: {"question": "and a" + " " * 1990 + "b", "history": ["Where?"]},
    "the same of no-break spaces": lambda: {
        "question": "còn " + "\u00a0" * 1990 + "b",
        "history": ["Ở đâu?"],
    },
    "the same of ideographic spaces": lambda: {
        "question": "what about" + "\u3000" * 1980 + "b",
        "history": ["Why?"],
    },
    "twenty turns of capitals": lambda: {"question": "and there?", "history": ["A " * 500] * MAX_TURNS},
    "twenty turns of hyphens": lambda: {"question": "Còn đó thì sao?", "history": ["A-" * 500] * MAX_TURNS},
    "five turns as long as they may be": lambda: {"question": "and it?", "history": ["a- " * 1_300] * 5},
    "twenty turns of marks": lambda: {"question": "and he?", "history": ["a" + "\u0301" * 999] * MAX_TURNS},
    "slashes": lambda: {"question": ("1/" * 1000)[:MAX_QUESTION]},
    "dates": lambda: {"question": ("25/10 " * 400)[:MAX_QUESTION]},
    "questions in a question": lambda: {"question": ("có phải a có " * 200)[:MAX_QUESTION]},
    "sentences in a question": lambda: {"question": ("Who signed? And why? " * 100)[:MAX_QUESTION]},
    "conjunctions": lambda: {"question": ("và ai và ở đâu và khi nào " * 100)[:MAX_QUESTION]},
    "abbreviations": lambda: {"question": ("TTK LHQ, " * 300)[:MAX_QUESTION]},
    "one word": lambda: {"question": "a" * MAX_QUESTION},
    "letters without marks": lambda: {"question": ("cong uoc ha noi " * 130)[:MAX_QUESTION]},
}


@pytest.mark.parametrize("name", ATTACKS)
def test_is_answered_or_refused_soon_and_health_is_well(name: str, serving: Serving) -> None:
    with health_watched(serving.base) as took:
        began, before = time.monotonic(), serving.cpu_s()
        response = serving.ask(**ATTACKS[name]())
        seconds = min(
            time.monotonic() - began, serving.cpu_s() - before
        )  # others may have the cores meanwhile
        time.sleep(0.2)
    assert response.status_code in (200, 422), response.text
    assert seconds < ANSWERED_S
    assert sorted(took)[len(took) * 9 // 10] < within(HEALTHY_S, serving), took


REFUSED: dict[str, dict[str, object]] = {
    "a question too long": {"question": "a" * (MAX_QUESTION + 1)},
    "a question of 900,000 characters": {"question": " " * 900_000},
    "a turn too long": {"question": "a", "history": ["a" * (MAX_TURN + 1)]},
    "a turn too many": {"question": "a", "history": ["a"] * (MAX_TURNS + 1)},
    "turns too long together": {"question": "a", "history": ["a" * MAX_TURN] * (MAX_HISTORY // MAX_TURN + 1)},
    "a publisher too long": {"question": "a", "publisher": "a" * (MAX_OUTLET + 1)},
    "a publisher of 900,000 characters": {"question": "a", "publisher": "a" * 900_000},
    "a date of 900,000 characters": {"question": "a", "as_of": "2" * 900_000},
    "a language too long": {"question": "a", "language": "v" * 900_000},
    "NUL": {"question": "a\0"},
    "half a surrogate": {"question": "a\ud800"},
    "half a surrogate in a publisher": {"question": "a", "publisher": "\udfff"},
    "a field too many": {"question": "a", "x" * 100_000: 1},
    "which articles are left out": {"question": "a", "without": ["a"]},
}


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_at_once(name: str, serving: Serving) -> None:
    began, before = time.monotonic(), serving.cpu_s()
    response = serving.ask(**REFUSED[name])
    assert response.status_code == 422, response.text[:200]
    assert len(response.content) < 2_000
    assert min(time.monotonic() - began, serving.cpu_s() - before) < ANSWERED_S


def hostile(rng: random.Random, n: int) -> dict[str, object]:
    """A request unlike every other, as long as may be."""
    letters = "abcdeghik Đếư\u0301-/.,?1"
    noise = "".join(rng.choice(letters) for _ in range(rng.choice((10, 300, MAX_QUESTION - 10))))
    body: dict[str, object] = {"question": f"{n} {noise}"}
    if n % 3 == 0:
        body["publisher"] = f"{n}{noise}"[:MAX_OUTLET]
    if n % 5 == 0:
        body["history"] = [noise[:1_900]] * 3
    if n % 7 == 0:
        body = {"question": f"{n}", "publisher": (noise * 400)[:100_000]}
    return body


def test_memory_stays_flat(serving: Serving) -> None:
    """HANOI_HOSTILE=10000 tries more."""
    rng, many = random.Random(23), int(os.environ.get("HANOI_HOSTILE", "100"))
    for n in range(100):
        serving.ask(**hostile(rng, n))
    before = serving.memory_mb()
    for n in range(100, 100 + many):
        assert serving.ask(**hostile(rng, n)).status_code in (200, 422)
        serving.client.get(f"/widget{n}-{'x' * 500}.js")
    assert serving.memory_mb() < before * 1.05 + 20
    assert len(serving.client.get("/metrics").content) < 100_000


def test_a_head_that_does_not_come_to_its_end_is_waited_for_a_while_only(serving: Serving) -> None:
    host, port = re.findall(r"//(.*):(\d+)", serving.base)[0]
    with socket.create_connection((host, int(port))) as slow:
        slow.settimeout(HEAD_S * 4)
        slow.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n")
        began = time.monotonic()
        with _ended(slow):
            while time.monotonic() - began < HEAD_S * 3:
                slow.sendall(b"X")
                time.sleep(0.5)
        assert HEAD_S - 1 < time.monotonic() - began < HEAD_S * 2.5
    assert serving.client.get("/healthz").status_code == 200


@contextmanager
def _ended(connection: socket.socket) -> Iterator[None]:
    """The other side has closed it: writing or reading says so."""
    try:
        yield
    except OSError:
        return
    assert connection.recv(1) == b"", "it is still open"


def test_what_is_private_is_for_its_owner_only(fresh_hanoi) -> None:  # type: ignore[no-untyped-def]
    if os.name != "posix":
        pytest.skip("modes of files are POSIX's")
    (fresh_hanoi.home.parent / "a.md").write_text(
        "# A title of some words\n\n" + "Nine states signed it in Hanoi. " * 12
    )
    assert fresh_hanoi("ingest", "a.md").returncode == 0
    assert fresh_hanoi("backup", str(fresh_hanoi.home.parent / "kept.tar.gz")).returncode == 0
    files = [p for p in fresh_hanoi.home.rglob("*") if p.is_file()] + [
        fresh_hanoi.home.parent / "kept.tar.gz"
    ]
    open_to_others = [p for p in files if stat.S_IMODE(p.stat().st_mode) & 0o077]
    assert len(files) > 10
    assert not open_to_others
