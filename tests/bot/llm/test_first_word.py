"""What our server adds to a model's own time until its first word: side by side, in turn, over real HTTP."""

from __future__ import annotations

import itertools
import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from bot.llm.provider import open_model
from bot.model import Message
from tests.bot.llm.protocols import Told
from tests.bot.llm.scripted import Script, serving
from tests.conftest import Hanoi
from tests.servers import address_of

# The model's own silence; what is measured is the difference to it.
BEFORE_S = 0.1
MOST_ADDED_MS = 50
# Different for the memory of replies, the same for the reader.
QUESTIONS = [
    f"How many {who} signed the Hanoi Convention{'?' * marks}"
    for marks, who in itertools.product(range(1, 6), ("countries", "states", "parties"))
]


def test_little_is_added_to_the_models_first_word(hanoi: Hanoi) -> None:
    script = Script(reply=says, before_s=BEFORE_S, piece=1_000)
    with (
        serving(script) as model,
        served(hanoi, f"{model}/v1") as base,
        httpx.Client(base_url=base) as client,
    ):
        assert (
            "72" in first_word(client, "How many countries have signed the Hanoi Convention?")[0]
        )  # reads files, once
        told = [
            Message("system", script.requests[0][0]["content"]),
            Message("user", script.requests[0][1]["content"]),
        ]
        alone = open_model("openai:scripted", f"{model}/v1", 10.0)
        direct, ours = [], []
        for question in QUESTIONS:
            began = time.perf_counter()
            next(p for p in alone.stream(told) if p)
            direct.append((time.perf_counter() - began) * 1000)
            ours.append(first_word(client, question)[1])
    asked = {told[1]["content"].rpartition("Question: ")[2] for told in script.requests}
    assert asked >= set(QUESTIONS)  # none was answered without the model
    # Whatever else the machine does only adds: the quieter half tells what we add.
    quiet = [statistics.quantiles(times, n=4)[0] for times in (ours, direct)]
    print(
        f"added {quiet[0] - quiet[1]:.1f} ms in the lower quartile, "
        f"{statistics.median(ours) - statistics.median(direct):.1f} ms in the median"
    )
    assert quiet[0] - quiet[1] <= MOST_ADDED_MS


def says(told: Told) -> str:
    """One sentence that its passage holds, in one piece: it can be shown as soon as it comes."""
    passages = re.findall(r"<<\w+ \[(\d+)\][^\n]*>>\n(.*?)\n<</", told[1]["content"], re.DOTALL)
    said = [(n, s) for n, body in passages for s in re.split(r"(?<=\.)\s+", body) if "72" in s]
    number, sentence = said[0] if said else ("1", "NONE")
    return f"{sentence.rstrip('.')} [{number}]."


def first_word(client: httpx.Client, question: str) -> tuple[str, float]:
    """The first words of the answer, and after how many milliseconds they came."""
    began = time.perf_counter()
    asking = {"url": "/api/ask", "json": {"question": question}, "headers": {"Accept": "text/event-stream"}}
    with client.stream("POST", **asking, timeout=30) as reply:  # type: ignore[arg-type]
        data = next(line for line in reply.iter_lines() if line.startswith("data: "))
        took_ms = (time.perf_counter() - began) * 1000
        return str(json.loads(data[6:])["text"]), took_ms


@contextmanager
def served(hanoi: Hanoi, model: str) -> Iterator[str]:
    """A server that asks *model*, in a process of its own."""
    settings = {"HANOI_LLM": "openai:scripted", "HANOI_LLM_BASE_URL": model, "HANOI_RATE": "1000/minute"}
    command = [sys.executable, "-m", "ui", "serve", "--port", "0"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=hanoi.environ() | settings
    ) as process:
        yield address_of(process)
        process.terminate()
        process.wait(30)
