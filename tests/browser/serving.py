"""Servers on loopback for the browser: our own application, and somebody else's site."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from tests.servers import free_port
from tests.ui.samples import ARTICLES, FOUND
from ui.answering import Answerer, Piece
from ui.question import Asked
from ui.settings import Settings

# A start takes a second; a busy machine may need ten.
START_S = 20
# A process of its own imports everything anew: half a minute on two busy cores.
PROCESS_START_S = 90


@contextmanager
def running(app: ASGIApp, port: int) -> Iterator[str]:
    """*app* under http://localhost:port/."""
    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, log_level="warning", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + START_S
    while not server.started and time.monotonic() < end:
        time.sleep(0.02)
    assert server.started, "the server did not start"
    try:
        yield f"http://localhost:{port}/"
    finally:
        server.should_exit = True
        thread.join(START_S)


@contextmanager
def answering(streams: Callable[[Asked], Iterator[Piece]], home: Path) -> Iterator[str]:
    """Our application over two invented articles, with answers from *streams*."""
    from ui.server import create_app

    app = create_app(Settings(home, home, rate="100000/minute"), Answerer(streams, lambda: ARTICLES))
    with running(app, free_port()) as address:
        yield address


def found(asked: Asked) -> Iterator[Piece]:
    """The one answer, whatever is asked."""
    yield replace(FOUND, question=asked.question)


@contextmanager
def serving(home: Path, models: Path, port: int, **settings: str) -> Iterator[str]:
    """`hanoi serve` in a process of its own, as people run it, under http://localhost:port/."""
    environ = {**os.environ, "HANOI_HOME": str(home), "HANOI_MODELS": str(models), **settings}
    command = [sys.executable, "-m", "ui", "serve", "--port", str(port)]
    log = home / "serve.log"
    with log.open("wb") as out, subprocess.Popen(command, env=environ, stdout=out, stderr=out) as process:
        url = f"http://localhost:{port}/"
        try:
            _wait(process, url, log)
            yield url
        finally:
            process.terminate()
            process.wait(START_S)


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    end = time.monotonic() + PROCESS_START_S
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"{url}readyz", timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"hanoi serve did not start: {log.read_text('utf-8')[-2000:]}")


@dataclass
class Site:
    """Another site: pages by path, each with its own headers."""

    origin: str
    pages: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)

    def page(self, path: str, html: str, **headers: str) -> str:
        """Put a page there; its address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (f"<!doctype html><html lang=en><title>News</title>{html}", named)
        return self.origin + path


@contextmanager
def other_site(port: int) -> Iterator[Site]:
    """A site of another origin under http://127.0.0.1:port."""
    site = Site(f"http://127.0.0.1:{port}")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            html, headers = site.pages.get(self.path.partition("?")[0], ("", {}))
            body = html.encode()
            self.send_response(200 if html else 404)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
