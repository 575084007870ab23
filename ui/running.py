"""Run the web application until a signal, and let answers that are on their way finish."""

from __future__ import annotations

import socket

import uvicorn

from ui.answering import Answerer
from ui.logs import event, log_to_stderr
from ui.progress import say
from ui.server import create_app
from ui.settings import Settings

# How long a stop waits for answers that are on their way, seconds; service managers kill after 30 or 90.
GRACE_S = 20
# Bytes of a request's line and headers; browsers' own limit on a cookie is 4 kB.
MAX_HEADER_BYTES = 16_384


def run(settings: Settings, answerer: Answerer, listening: socket.socket) -> None:
    """Serve on *listening*; returns after a graceful stop."""
    log_to_stderr()
    warm_up(answerer)
    app = create_app(settings, answerer)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # `ui.client` believes only the proxies the owner named
        timeout_graceful_shutdown=GRACE_S,
        h11_max_incomplete_event_size=MAX_HEADER_BYTES,
    )
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    say(f"Serving at http://{shown}:{port}{settings.root_path} - stop with Ctrl+C.")
    event("started", articles=len(answerer.articles()), workers=answerer.workers)
    uvicorn.Server(config).run([listening])
    event("stopped")


def warm_up(answerer: Answerer) -> None:
    """Answer once in advance, so that the first visitor does not wait for files to be read."""
    articles = answerer.articles()
    if articles:
        answerer.ask(articles[0].title[:200])
