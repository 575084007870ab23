"""Reading can be stopped between two steps: by who leaves, and by the time that is up."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from bot.answer import Answer
from ui.answering import Answerer, Limits, TooSlow
from ui.flight import Piece
from ui.question import Asked, check
from vectorstore.pause import pause, stopping


def test_without_anybody_who_stops_it_a_pause_does_nothing() -> None:
    pause()
    with stopping(lambda: None):
        pause()


class Steps:
    """Reads in steps of 10 ms, for ever unless it is stopped."""

    def __init__(self) -> None:
        self.begun, self.ended = threading.Event(), threading.Event()

    def __call__(self, asked: Asked) -> Iterator[Piece]:
        self.begun.set()
        try:
            while asked.question == "long":
                time.sleep(0.01)
                pause()
        finally:
            self.ended.set()
        yield Answer(asked.question, "done", True, "en")


def test_what_takes_too_long_ends_and_the_thread_is_free_again() -> None:
    steps = Steps()
    answerer = Answerer(steps, limits=Limits(workers=1, timeout_s=0.2))
    failed: list[Exception] = []
    answerer.failed = failed.append
    with pytest.raises(TooSlow):
        answerer.ask("long")
    assert steps.ended.wait(2)
    assert answerer.ask("short").text == "done"
    assert [type(error) for error in failed] in ([], [TooSlow])
    answerer.close()


def test_what_nobody_waits_for_any_more_ends_without_a_failure() -> None:
    steps = Steps()
    answerer = Answerer(steps, limits=Limits(workers=1))
    failed: list[Exception] = []
    answerer.failed = failed.append
    job = answerer.submit(check("long"), lambda piece: None)
    assert steps.begun.wait(2)
    job.cancel()
    assert steps.ended.wait(2)
    assert answerer.ask("short").text == "done"
    assert not failed
    assert answerer.held == 0
    answerer.close()
