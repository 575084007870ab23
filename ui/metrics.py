"""Figures for Prometheus. No question, no address and no article's text is among them."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.answer import Answer

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# An answer takes some 20 ms alone and a few seconds in a full queue or with a language model.
_SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)
# Every other path is "other": a label for each path that somebody thinks of would be kept for ever.
_ROUTES = frozenset(
    {
        "/",
        "/api/ask",
        "/api/mcp",
        "/api/opinion",
        "/healthz",
        "/readyz",
        "/metrics",
        "/embed",
        "/widget.js",
        "/widget-core.js",
    }
)
_TENTHS = tuple(n / 10 for n in range(1, 11))


def route_of(path: str) -> str:
    """The label of a path."""
    if path in _ROUTES:
        return path
    return "gradio" if path.startswith("/gradio_api/") else "other"


class Metrics:
    """One registry a server, so that two in one process (as in tests) do not mix."""

    def __init__(self, held: Callable[[], int], articles: Callable[[], int]) -> None:
        kept = self._registry = CollectorRegistry()
        self._requests = Counter("hanoi_requests", "HTTP requests", ["route", "status"], registry=kept)
        self._sites = Counter("hanoi_site_questions", "By site", ["site", "status"], registry=kept)
        self._seconds = Histogram(
            "hanoi_request_seconds", "Until the last byte", ["route"], buckets=_SECONDS, registry=kept
        )
        self._answers = Counter("hanoi_answers", "Answers", ["mode", "language", "outcome"], registry=kept)
        self._steps = Histogram("hanoi_step_seconds", "By step", ["step"], buckets=_SECONDS, registry=kept)
        self._confidence = Histogram("hanoi_confidence", "Of found answers", buckets=_TENTHS, registry=kept)
        self._first = Histogram(
            "hanoi_first_word_seconds", "Until the first word", buckets=_SECONDS, registry=kept
        )
        self._tokens = Counter("hanoi_llm_tokens", "Of the language model", ["direction"], registry=kept)
        self._opinions = Counter("hanoi_opinions", "Thumbs", ["liked"], registry=kept)
        Gauge("hanoi_questions_held", "Running and waiting", registry=kept).set_function(held)
        Gauge("hanoi_articles", "In the current build", registry=kept).set_function(articles)

    def request(self, path: str, status: int, seconds: float) -> None:
        """One finished request; *path* is whatever was asked for."""
        route = route_of(path)
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def site(self, site: str, status: int) -> None:
        """One question through `POST /api/ask`, answered or refused; *site* as `ui.origin.site_id` has it."""
        self._sites.labels(site, str(status)).inc()

    def first_word(self, seconds: float) -> None:
        """How long somebody waited to see something."""
        self._first.observe(seconds)

    def answer(self, answer: Answer) -> None:
        """One answer, through whichever door."""
        outcome = "found" if answer.found else answer.reason or "not_found"
        self._answers.labels(answer.mode, answer.language, outcome).inc()
        if answer.found:
            self._confidence.observe(answer.confidence)
        for step, took in answer.took_ms.items():
            if step.startswith("tokens_"):
                self._tokens.labels(step.removeprefix("tokens_")).inc(took)
            else:
                self._steps.labels(step).observe(took / 1000)

    def opinion(self, liked: bool) -> None:
        """One thumb."""
        self._opinions.labels(str(liked).lower()).inc()

    def text(self) -> bytes:
        """The page that Prometheus reads."""
        return generate_latest(self._registry)
