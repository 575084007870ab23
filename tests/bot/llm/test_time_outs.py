"""The model down, slow or silent: an answer within its time-out and a second, a hundred times of a hundred."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bot import chat
from bot.llm.answer import ask
from bot.llm.provider import open_model
from bot.llm.speaker import Speaker
from bot.llm.waiting import Limits
from tests.bot.llm.scripted import Script
from vectorstore.index import Index

QUESTION = "How many delegates came to the Hanoi signing ceremony?"
LIMITS = Limits(first_s=0.5, total_s=1.0)
# Four of each kind wait at once: with more, two cores would measure themselves and not the limits.
AT_ONCE = 4
OF_EACH = 25


def test_there_is_always_an_answer_in_time(starter_index: Index, speaker_for: Callable[..., Speaker]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nobody = f"http://127.0.0.1:{closed.getsockname()[1]}/v1"
    speakers = {
        "down": Speaker(open_model("openai:nobody", nobody, LIMITS.first_s), LIMITS),
        "silent": speaker_for(Script(reply=lambda told: "x", before_s=30), LIMITS),
        "slow": speaker_for(Script(reply=lambda told: "word " * 500, between_s=0.2), LIMITS),
        "stopping": speaker_for(Script(reply=lambda told: "word " * 500, hang_after=3), LIMITS),
    }
    chat.ask(QUESTION, starter_index)  # reads files, once

    def once(name: str) -> float:
        began = time.monotonic()
        assert ask(QUESTION, starter_index, model=speakers[name]).mode == "reader"
        return time.monotonic() - began

    with ThreadPoolExecutor(AT_ONCE) as pool:
        took = list(pool.map(once, list(speakers) * OF_EACH))
    print(f"{len(took)} answers, slowest {max(took):.2f} s with a limit of {LIMITS.total_s} s")
    assert len(took) == 100
    assert max(took) <= LIMITS.total_s + 1.0


def test_limits_leave_the_reader_its_turn_before_the_page_gives_up() -> None:
    for timeout_s in (1, 5, 30, 600):
        limits = Limits.within(timeout_s)
        assert limits.first_s < limits.total_s < timeout_s
