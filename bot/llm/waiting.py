"""Read a model's words with limits on waiting: for the first, for all; with one more try, and a way out.

The model runs in a thread of its own, so that no library's silence holds an answer up.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language_model import ChatModel, Message, ModelFailed, Usage

# Whoever reads can leave this often while nothing comes.
_LOOK_UP_S = 0.1
# A second try helps against a dropped connection or a 500; after a third nobody is waiting any more.
_TRIES = 2
_BACKOFF_S = 0.3

Piece = str | Usage


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a model may take, in seconds, the second try included."""

    first_s: float = 8.0  # hosted models begin within 2 s; one's own on a busy machine within 8
    total_s: float = 20.0  # 250 tokens at 15 a second, the slowest that still reads like typing

    @classmethod
    def within(cls, timeout_s: float) -> Limits:
        """The usual limits, or less, so that the reader's answer still comes before *timeout_s*."""
        total_s = min(cls().total_s, 0.8 * timeout_s)
        return cls(min(cls().first_s, 0.6 * total_s), total_s)


class TooSlow(ModelFailed):
    """Nothing came in time."""

    def __init__(self, what: str, waited_s: float) -> None:
        super().__init__(f"The language model's {what} did not come within {waited_s:.1f} s.")


def patient(model: ChatModel, messages: Sequence[Message], limits: Limits) -> Iterator[Piece]:
    """The model's pieces; "" now and then while waiting, so that the reader may leave.

    Tries once more when it fails before its first word. Raises `ModelFailed`.
    """
    began = time.monotonic()
    for attempt in range(1, _TRIES + 1):
        spoken = False
        try:
            for piece in _pieces(model, messages, began, limits):
                spoken = spoken or bool(piece)
                yield piece
            return
        except TooSlow:
            raise
        except ModelFailed:
            pause = _BACKOFF_S * attempt
            left = limits.first_s - (time.monotonic() - began)
            if spoken or attempt == _TRIES or left <= pause:
                raise
            time.sleep(pause)


class _Reply:
    """One request, in its own thread."""

    def __init__(self, model: ChatModel, messages: Sequence[Message]) -> None:
        self.inbox: queue.SimpleQueue[Piece | Exception | None] = queue.SimpleQueue()
        self._unwanted = threading.Event()
        threading.Thread(target=self._run, args=(model, messages), daemon=True, name="model").start()

    def stop(self) -> None:
        """Nobody reads any more: the request ends at its next word, or at its own time-out."""
        self._unwanted.set()

    def _run(self, model: ChatModel, messages: Sequence[Message]) -> None:
        try:
            for piece in model.stream(messages):
                if self._unwanted.is_set():
                    return
                self.inbox.put(piece)
            self.inbox.put(None)
        except ModelFailed as error:
            self.inbox.put(error)
        except Exception as error:  # a fault of the model's code is no fault of the answer
            self.inbox.put(ModelFailed(f"{model.name} failed: {type(error).__name__}"))


def _pieces(model: ChatModel, messages: Sequence[Message], began: float, limits: Limits) -> Iterator[Piece]:
    reply = _Reply(model, messages)
    what, end = "first word", began + limits.first_s
    try:
        while True:
            left = end - time.monotonic()
            if left <= 0:
                raise TooSlow(what, end - began)
            try:
                piece = reply.inbox.get(timeout=min(left, _LOOK_UP_S))
            except queue.Empty:
                yield ""
                continue
            if piece is None:
                return
            if isinstance(piece, Exception):
                raise piece
            if isinstance(piece, str):
                what, end = "last word", began + limits.total_s
            yield piece
    finally:
        reply.stop()
