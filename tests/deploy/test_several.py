"""Two replicas and a Chroma server: what a visitor gets while one or the other is dead, and afterwards."""

from __future__ import annotations

import dataclasses
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from replicas import ASKED, QUESTION, Proxy, Serve, found_while_one_dies


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator:
    """A Chroma server that may be killed."""
    kind = type(request.getfixturevalue("chroma_server"))
    own = kind(tmp_path_factory.mktemp("several") / "chroma").start()
    yield own
    own.kill()


@pytest.fixture(scope="module")
def writer(hanoi, chroma, tmp_path_factory: pytest.TempPathFactory):
    """The one home that articles are taken into; its index has no vectors of passages of its own."""
    home = tmp_path_factory.mktemp("writer") / "home"
    shutil.copytree(hanoi.home / "articles", home / "articles")
    hanoi = dataclasses.replace(hanoi, home=home, env={"HANOI_CHROMA_URL": chroma.url})
    done = hanoi("reindex")
    assert done.returncode == 0, done.stderr.decode()
    return hanoi


def synced(home: Path, target: Path) -> Path:
    """A second replica's home: the builds, then the file that names the current one, and nothing else."""
    shutil.copytree(home / "index" / "builds", target / "index" / "builds")
    shutil.copy(home / "index" / "CURRENT", target / "index" / "CURRENT")
    return target


@pytest.mark.may_skip
@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_a_replica_killed_costs_no_answer_after_one_retry(
    serve: Serve, proxy: Proxy, writer, tmp_path: Path
) -> None:
    second = synced(writer.home, tmp_path / "second")
    replicas = [serve(**writer.env, HANOI_HOME=str(home)) for home in (writer.home, second)]
    base = proxy(*(port for _, port in replicas))
    assert found_while_one_dies(base, replicas) == [True] * ASKED


def test_the_answers_are_those_of_chromas_files(hanoi, writer) -> None:
    def said(by) -> list[str]:
        lines = []
        for question in (QUESTION["question"], "How many countries signed?"):
            answer = by("ask", "--json", question).stdout.decode()
            lines.append(answer.partition('"took_ms"')[0])
        return lines

    assert said(writer) == said(hanoi)


def test_without_its_chroma_server_it_waits_says_so_and_comes_back(serve: Serve, writer, chroma) -> None:
    chroma.kill()
    late = threading.Timer(4, chroma.start)  # as when containers are started together
    late.start()
    base = f"http://127.0.0.1:{serve(**writer.env, HANOI_HOME=str(writer.home), HANOI_KEPT_ANSWERS='0')[1]}"
    late.join()
    before = httpx.post(f"{base}/api/ask", json=QUESTION).json()
    assert before["found"]
    chroma.kill()
    refused = httpx.post(f"{base}/api/ask", json=QUESTION)
    assert (refused.status_code, refused.json()["error"]) == (503, "index")
    assert refused.headers["Retry-After"]
    assert "http" not in refused.json()["message"]  # where things are is for the owner
    assert httpx.get(f"{base}/healthz").status_code == 200
    wait_for(base, 503)
    for command in (("ask", QUESTION["question"]), ("reindex",), ("doctor",)):
        done = writer(*command)
        assert done.returncode == 3, command
        assert b"HANOI_CHROMA_URL" in done.stdout + done.stderr
        assert b"Traceback" not in done.stderr
    chroma.start()
    after = httpx.post(f"{base}/api/ask", json=QUESTION).json()
    assert {**after, "took_ms": 0} == {**before, "took_ms": 0}
    wait_for(base, 200)


def wait_for(base: str, status: int) -> None:
    """The canary is asked every five seconds at most."""
    until = time.monotonic() + 15
    while httpx.get(f"{base}/readyz").status_code != status:
        assert time.monotonic() < until
        time.sleep(0.2)
