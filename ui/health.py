"""Is the process alive, and does the current build really answer?"""

from __future__ import annotations

import threading
import time
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.answer import Answer
from ui.answering import Answerer
from ui.logs import event
from ui.ours import by_ourselves
from ui.question import MAX_QUESTION, check

# A load balancer asks every few seconds from several machines; one canary serves them all for so long.
FRESH_S = 5.0
# Titles asked until one is searched.
TRIED = 8


class Health:
    """`/healthz` and `/readyz`."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._lock = threading.Lock()
        self._checked = (-FRESH_S, False)  # when (monotonic), and how it went
        self.routes = [
            Route("/healthz", self._alive, methods=["GET"]),
            Route("/readyz", self._ready_route, methods=["GET"]),
        ]

    def ready(self) -> bool:
        """Ask the newest articles' titles of the current build, until one is searched, at most once in `FRESH_S`."""
        with self._lock:
            when, fine = self._checked
            if time.monotonic() - when >= FRESH_S:
                fine = self._canary()
                self._checked = (time.monotonic(), fine)
            return fine

    def _canary(self) -> bool:
        try:
            titles = [article.title for article in self._answerer.articles()[:TRIED]]
            # The table of parties answers some titles by itself; one that is searched says that the index is there.
            for title in titles:
                if self._searched(title):
                    break
            return bool(titles)
        except Exception as error:
            event("not ready", error=type(error).__name__)
            return False

    def _searched(self, title: str) -> bool:
        """Ask *title*; whether the index was searched for its answer."""
        canary = replace(check(title[:MAX_QUESTION]), fresh=True)
        with by_ourselves():
            *_, answer = self._answerer.stream_asked(canary)
        assert isinstance(answer, Answer)
        return "retrieve" in answer.took_ms

    async def _alive(self, request: Request) -> Response:
        return _said({"ok": True})

    def _ready_route(self, request: Request) -> Response:  # not async: it waits, in Starlette's pool
        fine = self.ready()
        return _said({"ready": fine}, 200 if fine else 503)


def _said(body: dict[str, bool], status: int = 200) -> Response:
    return JSONResponse(body, status, {"Cache-Control": "no-store"})
