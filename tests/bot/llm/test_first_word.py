"""How long a visitor waits for the quotes where a language model writes: no longer than without one."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from tests.bot.llm.scripted import cites, serving
from tests.conftest import Hanoi
from tests.servers import address_of

# What the visitor waits for the quotes beyond the time that reading takes without a model: less than the model thinks.
# (On an idle machine it is under 50; a busy one must not fail for being busy.)
MOST_ADDED_MS = 400
QUESTIONS = [
    "How many delegates came to the Hanoi signing ceremony?",
    "How many reporters came to the Hanoi signing ceremony?",
    "How many negotiating sessions were held?",
    "Where was the signing ceremony held?",
    "How does the Hanoi Convention protect children?",
    "What does the Hanoi Convention say about extradition?",
    "Why is it called the Hanoi Convention?",
]


def test_quotes_do_not_wait_for_the_model(hanoi: Hanoi) -> None:
    script = cites("More than 2,500 delegates came to the Hanoi signing ceremony [N].")
    script.before_s = 0.5  # a model's own time to think
    with (
        serving(script) as model,
        served(hanoi, f"{model}/v1") as address,
        httpx.Client(base_url=address) as client,
    ):
        first_quotes(client, "What is the Hanoi Convention?")  # reads files, once
        added = [first_quotes(client, question) for question in QUESTIONS]
    quiet = statistics.quantiles(added, n=4)[0]
    print(
        f"quotes came {quiet:.1f} ms after the reader had them, in the lower quartile; median {statistics.median(added):.1f}"
    )
    assert quiet <= MOST_ADDED_MS
    assert len(script.requests) > len(QUESTIONS) // 2  # what the table of parties answers needs no model


def first_quotes(client: httpx.Client, question: str) -> float:
    """Milliseconds from the question to the quotes, less those that reading took."""
    began = time.perf_counter()
    asking = {"url": "/api/ask", "json": {"question": question}, "headers": {"Accept": "text/event-stream"}}
    with client.stream("POST", **asking, timeout=30) as reply:  # type: ignore[arg-type]
        lines = reply.iter_lines()
        assert next(line for line in lines if line.startswith("event: ")) == "event: quotes"
        took_ms = (time.perf_counter() - began) * 1000
        quotes = json.loads(next(lines).removeprefix("data: "))
        for _ in lines:
            pass
    return took_ms - float(quotes["took_ms"]["total"])


@contextmanager
def served(hanoi: Hanoi, model: str) -> Iterator[str]:
    """A server that asks *model*, in a process of its own."""
    settings = {"HANOI_LLM": "openai:scripted", "HANOI_LLM_BASE_URL": model, "HANOI_RATE": "1000/minute"}
    command = [sys.executable, "-m", "ui", "serve", "--port", "0"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=hanoi.environ() | settings
    ) as process:
        try:
            yield address_of(process)
        finally:
            process.terminate()
            process.wait(30)
