"""What a visitor sees when the server is killed, Redis or the disk is gone, or the clock jumps."""

from __future__ import annotations

import errno
import io
import logging
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from bot.answer import Answer
from tests.servers import address_of, free_port
from ui.answering import Answerer
from ui.feedback import Opinions
from ui.flight import Piece
from ui.logs import JsonLines
from ui.page.examples import Examples
from ui.page.talk import Talk
from ui.page.turns import Turn
from ui.question import NO_FILTERS, Asked
from ui.server import create_app
from ui.settings import Settings

EVENTS = {"Accept": "text/event-stream"}
# A server that says a word every 0.1 s; all but its answers is the real one.
TALKING = """
import sys, time
from bot.answer import Answer
from ui.answering import Answerer
from ui.commands.serve import listen
from ui.running import run
from ui.settings import Settings

def slowly(asked):
    for n in range(100 if asked.question == "long" else 1):
        yield f"{n} "
        time.sleep(0.1)
    yield Answer(asked.question, "done", True, "en")

run(Settings.from_env(), Answerer(slowly), listen("127.0.0.1", int(sys.argv[1])))
"""


def said(asked: Asked) -> Iterator[Piece]:
    yield Answer(asked.question, "done", True, "en")


def start(port: int, env: dict[str, str]) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", TALKING, str(port)], stderr=subprocess.PIPE, text=True, env=env
    )
    address_of(process)
    return process


def test_a_kill_in_mid_answer_ends_the_stream_without_an_answer_and_a_restart_serves(fresh_hanoi) -> None:
    port = free_port()
    base, env = f"http://127.0.0.1:{port}", fresh_hanoi.environ()
    process = start(port, env)
    came: list[str] = []

    def listen() -> None:
        with httpx.stream("POST", f"{base}/api/ask", json={"question": "long"}, headers=EVENTS) as response:
            for line in response.iter_lines():
                came.append(line)
                if len(came) == 4:
                    process.send_signal(signal.SIGKILL)

    with pytest.raises(httpx.RemoteProtocolError):  # what the widget and the client show as an error
        listen()
    assert "event: delta" in came
    assert "event: answer" not in came
    assert process.wait(10) == -signal.SIGKILL
    again = start(port, env)
    try:
        assert httpx.post(f"{base}/api/ask", json={"question": "short"}).json()["text"] == "done"
    finally:
        for ended in (process, again):
            ended.kill()
            ended.wait()
            assert ended.stderr is not None
            ended.stderr.close()


@pytest.mark.may_skip
def test_redis_hung_and_then_killed_costs_no_answer_and_no_limit(
    redis: tuple[int, subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    port, process = redis
    settings = Settings(tmp_path, tmp_path, rate="3/minute", limits_storage=f"redis://127.0.0.1:{port}")

    def ask(client: TestClient) -> int:
        return client.post("/api/ask", json={"question": "a"}).status_code

    with TestClient(create_app(settings, Answerer(said)), raise_server_exceptions=False) as client:
        assert ask(client) == 200
        process.send_signal(signal.SIGSTOP)
        began = time.monotonic()
        assert ask(client) == 200
        assert time.monotonic() - began < 5
        process.kill()
        assert [ask(client) for _ in range(4)] == [200, 200, 429, 429]
        assert client.get("/healthz").status_code == 200


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 kB, full."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], check=False)
    if mounted.returncode:
        pytest.skip("only root can make a small disk")
    try:
        with (disk / "filler").open("wb", buffering=0) as filler, suppress(OSError):
            while filler.write(b"\0" * 4096):
                pass
        yield disk
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


@pytest.mark.may_skip
def test_an_opinion_that_finds_no_room_is_not_thanked_for_and_the_page_goes_on(full_disk: Path) -> None:
    answerer = Answerer(said)
    opinions = Opinions(full_disk)
    talk = Talk(answerer, Examples(answerer), opinions.keep)
    *_, turns = talk.ask("a", (), NO_FILTERS, "en")
    answer = turns[0].answer
    assert answer
    with pytest.raises(sqlite3.OperationalError, match=r"full|open"):
        opinions.keep(answer, True)
    assert talk.vote(turns, 0, True) == turns
    *_, more = talk.ask("b", turns, NO_FILTERS, "en")
    assert isinstance(more[1], Turn)
    assert more[1].answer


def test_a_log_that_finds_no_room_costs_no_answer(tmp_path: Path) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    handler = logging.StreamHandler(Full())
    handler.setFormatter(JsonLines())
    logger, level = logging.getLogger("hanoi"), logging.getLogger("hanoi").level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        client = TestClient(
            create_app(Settings(tmp_path, tmp_path), Answerer(said)), raise_server_exceptions=False
        )
        assert client.post("/api/ask", json={"question": "a"}).json()["text"] == "done"
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


@pytest.mark.parametrize("jump_s", [-86_400, -90, 90, 86_400], ids=["a day back", "back", "on", "a day on"])
def test_a_clock_that_jumps_locks_nobody_out_and_the_limit_holds_again(
    jump_s: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    really, ahead = time.time, [0.0]
    monkeypatch.setattr(time, "time", lambda: really() + ahead[0])
    client = TestClient(
        create_app(Settings(tmp_path, tmp_path, rate="2/minute"), Answerer(said)),
        raise_server_exceptions=False,
    )

    def ask() -> httpx.Response:
        return client.post("/api/ask", json={"question": "a"})

    assert [ask().status_code for _ in range(3)] == [200, 200, 429]
    ahead[0] = jump_s
    wait_s = int(ask().headers.get("retry-after", 0))
    assert wait_s <= 60
    ahead[0] += 600  # past every window that was counted
    assert [ask().status_code for _ in range(2)] == [200, 200]
    refused = ask()
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 60
