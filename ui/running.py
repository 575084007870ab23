"""Run the web application until a signal, and let answers that are on their way finish."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from ui.answering import Answerer
from ui.heads import impatient
from ui.logs import event, log_to_stderr
from ui.progress import say
from ui.server import create_app
from ui.settings import Settings
from ui.tracing import open_tracing

# How long a stop waits for answers that are on their way, seconds; service managers kill after 30 or 90.
GRACE_S = 20
# From the pool through Gradio's queue to the wire, the last words of an answer need some 50 ms.
_LAST_WORDS_S = 0.3
# Bytes of a request's line and headers; browsers' own limit on a cookie is 4 kB.
MAX_HEADER_BYTES = 16_384


def run(settings: Settings, answerer: Answerer, listening: socket.socket) -> None:
    """Serve on *listening*; returns after a graceful stop."""
    log_to_stderr()
    tracing = open_tracing(settings)
    warm_up(answerer)
    config = uvicorn.Config(
        create_app(settings, answerer, tracing),
        http=impatient(),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # `ui.client` believes only the proxies the owner named
        timeout_graceful_shutdown=GRACE_S,
        h11_max_incomplete_event_size=MAX_HEADER_BYTES,
    )
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    _Server(config, answerer, f"http://{shown}:{port}{settings.root_path}").run([listening])
    event("stopped")


def warm_up(answerer: Answerer) -> None:
    """Answer once in advance, so that the first visitor does not wait for files to be read."""
    articles = answerer.articles()
    if articles:
        answerer.ask(articles[0].title[:200])


class _Server(uvicorn.Server):
    """Stops when the answers are done: an open page holds connections that never end by themselves."""

    def __init__(self, config: uvicorn.Config, answerer: Answerer, address: str) -> None:
        super().__init__(config)
        self._answerer = answerer
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Say where we are only when somebody can come."""
        await super().startup(sockets)
        say(f"Serving at {self._address} - stop with Ctrl+C.")
        event("started", articles=len(self._answerer.articles()), workers=self._answerer.workers)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections, finish the answers, close the rest."""
        event("stopping", held=self._answerer.held)
        self._answerer.refuse()
        closing = asyncio.create_task(self._close_when_done())
        await super().shutdown(sockets)
        await closing

    async def _close_when_done(self) -> None:
        end = asyncio.get_running_loop().time() + GRACE_S
        while self._answerer.held and not self.force_exit and asyncio.get_running_loop().time() < end:
            await asyncio.sleep(0.05)
        await asyncio.sleep(_LAST_WORDS_S)
        for connection in list(self.server_state.connections):
            if connection.transport is not None:
                connection.transport.close()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn's, but a stop that was asked for is a success, not a death by signal."""
        before = {
            number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
