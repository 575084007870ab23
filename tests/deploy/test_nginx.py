"""Behind a real nginx with the configuration that we ship: streams, a path, and a replica that dies."""

from __future__ import annotations

import asyncio
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

DEPLOY = Path(__file__).resolve().parent.parent.parent / "deploy"
QUESTION = {"question": "Lễ mở ký Công ước Hà Nội diễn ra ngày nào?"}
pytestmark = [
    pytest.mark.may_skip,
    pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed"),
]
Serve = Callable[..., tuple[subprocess.Popen[str], int]]
Proxy = Callable[..., str]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def serve(hanoi) -> Iterator[Serve]:
    """Starts a replica; returns its process and its port."""
    running: list[subprocess.Popen[str]] = []

    def start(**settings: str) -> tuple[subprocess.Popen[str], int]:
        trusted = {"HANOI_TRUSTED_PROXIES": "127.0.0.1", "HANOI_RATE": "1000000/minute"}
        command = [sys.executable, "-m", "ui", "serve", "--port", "0"]
        env = hanoi.environ() | trusted | settings
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env)
        running.append(process)
        assert process.stderr is not None
        address = None
        while address is None:
            line = process.stderr.readline()
            assert line, "the server ended before it served"
            address = re.search(r"http://[\d.]+:(\d+)", line)
        threading.Thread(target=process.stderr.read, daemon=True).start()
        return process, int(address[1])

    yield start
    for process in running:
        process.kill()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[Proxy]:
    """Starts nginx with our locations before some ports; returns its address."""
    running: list[subprocess.Popen[bytes]] = []

    def start(*ports: int, path: str = "/") -> str:
        servers = "".join(f"server 127.0.0.1:{port} max_fails=1 fail_timeout=5s; " for port in ports)
        locations = (DEPLOY / "nginx" / "locations.conf").read_text("utf-8")
        if path != "/":  # as docs/deployment.md says for a site below a path
            locations = locations.replace("location / {", f"location {path} {{")
            locations = locations.replace("proxy_pass http://hanoi;", "proxy_pass http://hanoi/;")
        (tmp_path / "locations.conf").write_text(locations)
        port = free_port()
        (tmp_path / "nginx.conf").write_text(
            f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log; worker_processes 1;\n"
            "events {}\n"
            f"http {{ access_log off; client_body_temp_path {tmp_path}/b; proxy_temp_path {tmp_path}/p;\n"
            f"fastcgi_temp_path {tmp_path}/f; uwsgi_temp_path {tmp_path}/u; scgi_temp_path {tmp_path}/s;\n"
            f"upstream hanoi {{ ip_hash; {servers} keepalive 8; }}\n"
            f"server {{ listen 127.0.0.1:{port}; client_max_body_size 1m;\n"
            f"include {tmp_path}/locations.conf; }} }}\n"
        )
        running.append(subprocess.Popen(["nginx", "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)]))
        base = f"http://127.0.0.1:{port}"
        for _ in range(100):
            with suppress(httpx.HTTPError):
                httpx.get(base)
                break
            time.sleep(0.05)
        return base

    yield start
    for process in running:
        process.send_signal(signal.SIGQUIT)
        process.wait(10)


def test_words_come_through_as_they_are_said_and_figures_do_not(serve: Serve, proxy: Proxy) -> None:
    base = proxy(serve()[1])
    events = {"Accept": "text/event-stream", "X-Forwarded-For": "1.2.3.4"}
    with httpx.stream("POST", f"{base}/api/ask", json=QUESTION, headers=events) as response:
        names = [line for line in response.iter_lines() if line.startswith("event:")]
    assert names[0] == "event: delta"
    assert names[-1] == "event: answer"
    assert httpx.get(f"{base}/metrics").status_code == 404
    assert httpx.get(f"{base}/readyz").json() == {"ready": True}
    https = httpx.get(f"{base}/", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in https.headers


def test_below_a_path_every_file_that_the_page_names_is_there(serve: Serve, proxy: Proxy) -> None:
    base = proxy(serve(HANOI_ROOT_PATH="/chat")[1], path="/chat/")
    page = httpx.get(f"{base}/chat/")
    assert page.status_code == 200
    named = set(re.findall(r'(?:src|href)="([^"#]+)"', page.text))
    assert len(named) > 5
    for address in named:
        found = httpx.get(httpx.URL(f"{base}/chat/").join(address), follow_redirects=True)
        assert found.status_code == 200, address
        assert found.url.path.startswith("/chat/"), address
    assert httpx.post(f"{base}/chat/api/ask", json=QUESTION).json()["found"]
    assert httpx.get(f"{base}/chat/config").json()["root"].endswith("/chat")


def busiest(replicas: list[tuple[subprocess.Popen[str], int]]) -> subprocess.Popen[str]:
    """The replica that answered most: a visitor stays with one of them, and we are one visitor."""

    def asked(port: int) -> float:
        counted = re.findall(
            r"hanoi_answers_total{.*} (\S+)", httpx.get(f"http://127.0.0.1:{port}/metrics").text
        )
        return sum(map(float, counted))

    return max(replicas, key=lambda replica: asked(replica[1]))[0]


def test_a_replica_killed_under_load_costs_no_answer_after_one_retry(serve: Serve, proxy: Proxy) -> None:
    replicas = [serve(), serve()]
    base = proxy(*(port for _, port in replicas))

    async def ask(client: httpx.AsyncClient) -> bool:
        for _ in range(2):
            with suppress(httpx.HTTPError):
                response = await client.post("/api/ask", json=QUESTION)
                if response.status_code == 200:
                    return bool(response.json()["found"])
        return False

    async def load() -> list[bool]:
        async with httpx.AsyncClient(base_url=base, timeout=30) as client:
            asking = []
            for n in range(120):
                asking.append(asyncio.create_task(ask(client)))
                await asyncio.sleep(0.03)
                if n == 40:
                    busiest(replicas).kill()
            return await asyncio.gather(*asking)

    assert asyncio.run(load()) == [True] * 120
