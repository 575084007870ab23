"""One place that answers for the page, the API and the embedded page.

A small pool of threads answers; so many may wait, and the next is told to come
back (`Overloaded`). Each question runs in one thread from its first word to its
last, so a reader that goes away never holds a thread another one needs. Where an
answer is the same each time, it is worked out once (`ui.flight`).
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answer import Answer
from ui.flight import Delivered, Flight, Job, Kept, Key, Piece
from ui.ours import asked_by_ourselves
from ui.pausing import Paused
from ui.question import NO_FILTERS, Asked, check
from vectorstore.pause import stopping
from vectorstore.status.table import Table
from vectorstore.types import Article, Filters

if TYPE_CHECKING:
    from bot.steps import Explanation

# Retry-After when full, seconds: the queue of the default length drains in about two.
RETRY_AFTER_S = 2
# A language model keeps a thread waiting for the network, not for a core.
WORKERS_WITH_MODEL = 16


class Overloaded(Exception):
    """Too many questions are waiting; the message asks to come back."""

    def __init__(self) -> None:
        super().__init__("Many people are asking at the moment. Please try again in a few seconds.")


class TooSlow(Exception):
    """Nothing came within the time-out."""

    def __init__(self, timeout_s: float) -> None:
        super().__init__(f"There was no answer within {timeout_s:.0f} seconds. Please try again.")


class NotWanted(Exception):
    """Nobody listens any more."""


class Closing(Exception):
    """The server is stopping."""

    def __init__(self) -> None:
        super().__init__("The server is restarting. Please try again in a few seconds.")


# How a question becomes pieces; `ui.opening` makes one from an index and perhaps a model.
Streams = Callable[[Asked], Iterator[Piece]]
# None: the answer would not be the same again, as a language model's.
Keys = Callable[[Asked], Key | None]
Explain = Callable[[Asked], "Explanation"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much at once; the reasons for the numbers are in `Settings`."""

    workers: int = 0  # 0: one a core, or 16 with a language model
    waiting: int = 200
    timeout_s: float = 30.0
    kept: int = 1000  # answers


class _Patience:
    """Ends a question between two steps when nobody listens, or when nothing came for too long."""

    def __init__(self, flight: Flight, timeout_s: float) -> None:
        self._flight, self._timeout_s = flight, timeout_s
        self.renew()

    def renew(self) -> None:
        """Something came: the time starts again."""
        self._until = time.monotonic() + self._timeout_s

    def check(self) -> None:
        """Raise `NotWanted` or `TooSlow`."""
        if self._flight.abandoned():
            raise NotWanted
        if time.monotonic() > self._until:
            raise TooSlow(self._timeout_s)


class Answerer:
    """Answers questions, a bounded number at once; safe to call from any thread."""

    def __init__(
        self,
        streams: Streams,
        articles: Callable[[], Sequence[Article]] = tuple,
        limits: Limits | None = None,
        *,
        model_name: str | None = None,
        keys: Keys = lambda asked: None,
        status: Callable[[], Table] = Table,
        explain: Explain | None = None,
    ) -> None:
        limits = limits or Limits()
        self._streams = streams
        self.articles = articles  # of the current build, newest first
        self.status = status  # the current build's table of parties
        self.explain = explain  # why an answer without a language model is what it is, for the owner
        self.model_name = model_name  # None: quotes only
        self.seen: Callable[[Answer], None] = lambda answer: None  # told of every whole answer
        self.failed: Callable[[Exception], None] = lambda _: None  # told of every error, while it is handled
        self.timeout_s = limits.timeout_s
        self.workers = limits.workers or (WORKERS_WITH_MODEL if model_name else os.cpu_count() or 2)
        self._most = self.workers + limits.waiting
        self._held = 0  # running and waiting
        self._lock = threading.Lock()
        self.paused: Callable[[], bool] = lambda: False  # the owner's switch; a server sets it
        self._closing = False
        self._keys = keys
        self._kept = Kept(limits.kept)
        self._flights: dict[Key, Flight] = {}
        self._pool = ThreadPoolExecutor(self.workers, thread_name_prefix="answer")

    def ask(self, question: str, history: Sequence[str] = (), filters: Filters = NO_FILTERS) -> Answer:
        """The whole answer; raises `BadQuestion`, `Overloaded`, `TooSlow` and what the index raises."""
        pieces = list(self.stream(question, history, filters))
        assert isinstance(pieces[-1], Answer)
        return pieces[-1]

    def stream(
        self, question: str, history: Sequence[str] = (), filters: Filters = NO_FILTERS
    ) -> Iterator[Piece]:
        """Words as they come, then the Answer; closing the iterator stops the work."""
        return self.stream_asked(check(question, history, filters))

    def stream_asked(self, asked: Asked) -> Iterator[Piece]:
        """As `stream`, for a question that was checked already."""
        inbox: queue.SimpleQueue[Delivered] = queue.SimpleQueue()
        job = self.submit(asked, inbox.put)
        return self._pieces(job, inbox)

    def submit(self, asked: Asked, deliver: Callable[[Delivered], None]) -> Job:
        """Answer in the pool, or at once what was answered before.

        *deliver* is called, in this thread or another, with every piece or an error, then None.
        """
        if self.paused() and not asked_by_ourselves():
            raise Paused
        job, key = Job(deliver), self._keys(asked)
        if key is not None and (pieces := self._kept.get(key)):
            self._repeat(job, pieces)
            return job
        with self._lock:
            if self._closing:
                raise Closing
            if self._held >= self._most:
                raise Overloaded
            self._held += 1
            if key is not None and (under_way := self._flights.get(key)) and under_way.join(job):
                return job
            flight = Flight(asked, key, job)
            try:
                self._pool.submit(self._run, flight)
            except RuntimeError:  # closed between the two lines
                self._held -= 1
                raise Closing from None
            if key is not None:
                self._flights[key] = flight
        return job

    @property
    def held(self) -> int:
        """Questions being answered or waiting, for the metrics."""
        return self._held

    def refuse(self) -> None:
        """Take no more; those on their way go on."""
        with self._lock:
            self._closing = True

    def close(self, grace_s: float = 20.0) -> bool:
        """Take no more, let the running ones finish within *grace_s*; True when all did."""
        self.refuse()
        self._pool.shutdown(wait=False)
        end = time.monotonic() + grace_s
        while self._held and time.monotonic() < end:
            time.sleep(0.02)
        return not self._held

    def _repeat(self, job: Job, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            if isinstance(piece, Answer):
                again = job.repeated(piece)
                self.seen(again)
                job.deliver(again)
            else:
                job.deliver(piece)
        job.deliver(None)

    def _run(self, flight: Flight) -> None:
        broke: Exception | None = None
        patience = _Patience(flight, self.timeout_s)
        try:
            with stopping(patience.check):
                for piece in () if flight.abandoned() else self._streams(flight.asked):
                    patience.renew()
                    if piece != "":  # nothing yet: only the chance to stop
                        flight.say(piece, self.seen)
                    if flight.abandoned():
                        break
        except NotWanted:
            pass
        except Exception as error:  # whatever it is, the listener decides what to show
            self.failed(error)
            broke = error
        finally:
            self._land(flight, broke)

    def _land(self, flight: Flight, broke: Exception | None) -> None:
        if flight.key is not None and broke is None:
            self._kept.put(flight.key, tuple(flight.pieces))
        with self._lock:
            if flight.key is not None and self._flights.get(flight.key) is flight:
                del self._flights[flight.key]
            self._held -= flight.close()
        flight.end(broke)

    def _pieces(self, job: Job, inbox: queue.SimpleQueue[Delivered]) -> Iterator[Piece]:
        try:
            while True:
                try:
                    piece = inbox.get(timeout=self.timeout_s)
                except queue.Empty:
                    raise TooSlow(self.timeout_s) from None
                if piece is None:
                    return
                if isinstance(piece, Exception):
                    raise piece
                yield piece
        finally:
            job.cancel()
