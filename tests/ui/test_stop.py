"""A stop finishes the answers that are on their way, closes what would never end, and is a success."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.servers import address_of

# A server whose answers take two seconds; everything else is the real one.
SLOW_SERVER = """
import time
from bot.answer import Answer
from ui.answering import Answerer
from ui.commands.serve import listen
from ui.running import run
from ui.settings import Settings

def slowly(asked):
    for n in range(10):
        yield f"{n} "
        time.sleep(0.2)
    yield Answer(asked.question, "done", True, "en")

run(Settings.from_env(), Answerer(slowly), listen("127.0.0.1", 0))
"""


@pytest.fixture
def slow_server(fresh_hanoi) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process and its address."""
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW_SERVER], stderr=subprocess.PIPE, text=True, env=fresh_hanoi.environ()
    )
    yield process, address_of(process)
    process.kill()
    process.wait()
    process.stderr.close()  # type: ignore[union-attr]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT], ids=["terminate", "interrupt"])
def test_a_stop_finishes_the_answer_and_leaves_with_0(
    slow_server: tuple[subprocess.Popen[str], str], how: signal.Signals
) -> None:
    process, base = slow_server
    page = httpx.Client(base_url=base, timeout=30)
    with (
        page.stream("GET", "/gradio_api/heartbeat/abc") as open_page,
        page.stream(
            "POST", "/api/ask", json={"question": "a"}, headers={"Accept": "text/event-stream"}
        ) as answer,
    ):
        lines = answer.iter_lines()
        assert next(line for line in lines if line.startswith("event")) == "event: delta"
        process.send_signal(how)
        began = time.monotonic()
        assert open_page.status_code == 200
        rest = list(lines)
        assert "event: answer" in rest
        with pytest.raises(httpx.HTTPError):
            httpx.get(f"{base}/healthz")
        assert process.wait(10) == 0
    assert time.monotonic() - began < 15  # less than the grace of 20 s, which an open page would use up
    page.close()


def test_a_visitor_who_leaves_frees_the_place(slow_server: tuple[subprocess.Popen[str], str]) -> None:
    _, base = slow_server
    asking = {"json": {"question": "a"}, "headers": {"Accept": "text/event-stream"}}
    for _ in range(8):  # more than there are workers: held ones would block the rest
        with httpx.stream("POST", f"{base}/api/ask", timeout=30, **asking) as answer:
            assert any(line == "event: delta" for line in answer.iter_lines())
    end = time.monotonic() + 5
    while "hanoi_questions_held 0.0" not in httpx.get(f"{base}/metrics").text and time.monotonic() < end:
        time.sleep(0.05)
    assert "hanoi_questions_held 0.0" in httpx.get(f"{base}/metrics").text
