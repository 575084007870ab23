"""Replicas and a real nginx in front of them, with the configuration that we ship."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from replicas import Proxy, Serve

from tests.servers import address_of, free_port

DEPLOY = Path(__file__).resolve().parent.parent.parent / "deploy"


@pytest.fixture
def serve(hanoi) -> Iterator[Serve]:
    """Starts a replica on the starter home, or with settings on another; returns its process and its port."""
    running: list[subprocess.Popen[str]] = []

    def start(**settings: str) -> tuple[subprocess.Popen[str], int]:
        trusted = {"HANOI_TRUSTED_PROXIES": "127.0.0.1", "HANOI_RATE": "1000000/minute"}
        command = [sys.executable, "-m", "ui", "serve", "--port", "0"]
        env = hanoi.environ() | trusted | settings
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env)
        running.append(process)
        return process, int(address_of(process).rpartition(":")[2])

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
