"""One question on its way to everybody who asked it meanwhile, and the answers that were given before.

In reader mode the same question on the same index has the same answer, so it is worked out once.
"""

from __future__ import annotations

import contextvars
import hashlib
import json
import pickle
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import astuple, dataclass, replace

from bot.answer import Answer, Quotes
from ui.question import Asked

Piece = str | Quotes | Answer  # quotes before a model's words, words as they come; the last one is the Answer
Delivered = Piece | Exception | None  # None ends the stream


# Answers kept between questions take no more than so many bytes, whatever their number: some 4,000 of 8 kB.
KEPT_BYTES = 32_000_000


@dataclass(frozen=True, slots=True)
class Key:
    """All that an answer without a language model depends on, in a few bytes whatever was asked."""

    build: str
    digest: bytes  # of everything else

    @classmethod
    def of(cls, build: str, asked: Asked, today: str) -> Key:
        """*today*: what "today" means in a question, as YYYY-MM-DD."""
        parts = [asked.question, list(asked.history), astuple(asked.filters), today]
        return cls(build, hashlib.blake2b(json.dumps(parts).encode(), digest_size=24).digest())


class Job:
    """Somebody who waits for an answer; `cancel` when nobody listens any more."""

    def __init__(self, deliver: Callable[[Delivered], None]) -> None:
        self.deliver = deliver
        self.context = contextvars.copy_context()  # whoever is told of the answer learns for which request
        self._began = time.perf_counter()
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Stop after the current piece, or never start."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether nobody listens."""
        return self._cancelled.is_set()

    def repeated(self, answer: Answer) -> Answer:
        """*answer* as it was worked out for somebody else, with what it took here, in milliseconds."""
        took = round((time.perf_counter() - self._began) * 1000, 2)
        return replace(answer, took_ms={"repeat": took, "total": took})


class Flight:
    """A question being answered; who asks it meanwhile comes along."""

    def __init__(self, asked: Asked, key: Key | None, first: Job) -> None:
        self.asked, self.key = asked, key
        self.pieces: list[Piece] = []
        self._jobs = [first]
        self._over = False
        self._lock = threading.Lock()

    def join(self, job: Job) -> bool:
        """Hear all that was said and what comes; False when it is too late for that."""
        with self._lock:
            if self._over:
                return False
            for piece in self.pieces:
                job.deliver(piece)
            self._jobs.append(job)
            return True

    def say(self, piece: Piece, seen: Callable[[Answer], None]) -> None:
        """Tell everybody; *seen* is told of every answer before it goes out."""
        with self._lock:
            self.pieces.append(piece)
            self._over = isinstance(piece, Answer)
            for n, job in enumerate(self._jobs):
                said = job.repeated(piece) if n and isinstance(piece, Answer) else piece
                if not job.cancelled:
                    if isinstance(said, Answer):
                        job.context.run(seen, said)
                    job.deliver(said)

    def close(self) -> int:
        """Let nobody join any more; returns how many wait for the end."""
        with self._lock:
            self._over = True
            return len(self._jobs)

    def end(self, error: Exception | None) -> None:
        """Nothing more comes, because of *error* or because all was said."""
        for job in self._jobs:
            if error is not None:
                job.deliver(error)
            job.deliver(None)

    def abandoned(self) -> bool:
        """Whether nobody listens any more; then nobody can join either."""
        with self._lock:
            if all(job.cancelled for job in self._jobs):
                self._over = True
            return self._over


class Kept:
    """The latest answers, by what they depend on."""

    def __init__(self, most: int, most_bytes: int = KEPT_BYTES) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._lock = threading.Lock()
        self._answers: OrderedDict[Key, tuple[Piece, ...]] = OrderedDict()
        self._sizes: dict[Key, int] = {}
        self.bytes = 0

    def get(self, key: Key) -> tuple[Piece, ...] | None:
        """The answer in its pieces; it is then the latest."""
        with self._lock:
            pieces = self._answers.get(key)
            if pieces is not None:
                self._answers.move_to_end(key)
            return pieces

    def put(self, key: Key, pieces: tuple[Piece, ...]) -> None:
        """Keep it if it is whole and of the key's build; the one unused for longest may go."""
        last = pieces[-1] if pieces else None
        if not isinstance(last, Answer) or last.build != key.build:
            return
        size = len(pickle.dumps(pieces))  # about what they take in memory
        with self._lock:
            self._forget(key)
            self._answers[key], self._sizes[key] = pieces, size
            self.bytes += size
            while len(self._answers) > self._most or self.bytes > self._most_bytes:
                self._forget(next(iter(self._answers)))

    def _forget(self, key: Key) -> None:
        if self._answers.pop(key, None) is not None:
            self.bytes -= self._sizes.pop(key)
