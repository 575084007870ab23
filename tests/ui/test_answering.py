"""The pool: so many at once, so many waiting, and nobody holds a thread for a listener who has gone."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from bot.answer import Answer
from ui.answering import Answerer, Closing, Limits, Overloaded, TooSlow
from ui.flight import Piece
from ui.question import Asked, BadQuestion


def echo(asked: Asked) -> Iterator[Piece]:
    """Words, then an Answer of them."""
    yield from asked.question.split()
    yield Answer(asked.question, asked.question, True, "en")


class Gate:
    """Streams that wait until they are let through, and count how many run."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.running = 0
        self.ended = threading.Event()

    def __call__(self, asked: Asked) -> Iterator[Piece]:
        self.running += 1
        try:
            self.open.wait(10)
            yield from echo(asked)
        finally:
            self.running -= 1
            self.ended.set()


def wait_until(true: object, seconds: float = 5.0) -> None:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:  # type: ignore[operator]
        time.sleep(0.005)
    assert true()  # type: ignore[operator]


def test_ask_gives_the_last_piece_and_stream_gives_all() -> None:
    answerer = Answerer(echo)
    assert answerer.ask("how many").text == "how many"
    assert [p if isinstance(p, str) else "whole" for p in answerer.stream("how many")] == [
        "how",
        "many",
        "whole",
    ]
    wait_until(lambda: answerer.held == 0)


def test_a_bad_question_is_refused_before_it_takes_a_place() -> None:
    answerer = Answerer(echo, limits=Limits(workers=1, waiting=0))
    with pytest.raises(BadQuestion):
        answerer.stream(" ")
    assert answerer.held == 0


def test_beyond_the_queue_the_next_is_told_to_come_back_and_the_place_is_free_again_afterwards() -> None:
    gate = Gate()
    answerer = Answerer(gate, limits=Limits(workers=1, waiting=1))
    held = [answerer.stream("a"), answerer.stream("b")]
    with pytest.raises(Overloaded, match="try again"):
        answerer.stream("c")
    gate.open.set()
    assert all(isinstance(list(stream)[-1], Answer) for stream in held)
    wait_until(lambda: answerer.held == 0)
    assert answerer.ask("d").text == "d"


def test_closing_a_stream_early_stops_the_work_and_frees_the_place() -> None:
    told = threading.Event()

    def endless(asked: Asked) -> Iterator[Piece]:
        try:
            while True:
                yield "word"
                time.sleep(0.001)
        finally:
            told.set()

    answerer = Answerer(endless, limits=Limits(workers=1, waiting=0))
    stream = answerer.stream("a")
    assert next(stream) == "word"
    stream.close()  # type: ignore[attr-defined]
    assert told.wait(5)
    wait_until(lambda: answerer.held == 0)


def test_a_question_cancelled_while_it_waits_is_never_answered() -> None:
    gate = Gate()
    answerer = Answerer(gate, limits=Limits(workers=1, waiting=1))
    first = answerer.stream("a")
    delivered: list[object] = []
    job = answerer.submit(Asked("b"), delivered.append)
    job.cancel()
    gate.open.set()
    list(first)
    wait_until(lambda: answerer.held == 0)
    assert delivered == [None]


def test_an_error_reaches_the_listener_and_not_the_pool() -> None:
    def broken(asked: Asked) -> Iterator[Piece]:
        yield "word"
        raise ValueError("broken")

    answerer = Answerer(broken, limits=Limits(workers=1))
    for _ in range(3):
        with pytest.raises(ValueError, match="broken"):
            answerer.ask("a")
    wait_until(lambda: answerer.held == 0)


def test_nobody_waits_longer_than_the_time_out() -> None:
    gate = Gate()
    answerer = Answerer(gate, limits=Limits(workers=1, timeout_s=0.1))
    with pytest.raises(TooSlow, match="try again"):
        answerer.ask("a")
    gate.open.set()
    assert gate.ended.wait(5)


def test_a_closing_pool_finishes_what_runs_and_takes_no_more() -> None:
    gate = Gate()
    answerer = Answerer(gate, limits=Limits(workers=1))
    stream = answerer.stream("a")
    wait_until(lambda: gate.running == 1)
    threading.Timer(0.1, gate.open.set).start()
    assert answerer.close(grace_s=5)
    assert isinstance(list(stream)[-1], Answer)
    with pytest.raises(Closing):
        answerer.ask("b")


def test_every_whole_answer_is_seen_once() -> None:
    answerer = Answerer(echo)
    seen: list[str] = []
    answerer.seen = lambda answer: seen.append(answer.text)
    answerer.ask("one two")
    assert seen == ["one two"]
