"""What a model said to the same question on the same index before."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from vectorstore.types import Filters

# A reply takes about 2 kB; the questions that many people ask are far fewer.
_KEPT = 512


@dataclass(frozen=True, slots=True)
class Key:
    """What a reply depends on."""

    question: str
    history: tuple[str, ...]
    filters: Filters | None
    build: str
    model: str


class Cache:
    """The latest whole replies, as the model wrote them: they are checked again when they are used."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._kept = kept
        self._lock = threading.Lock()
        self._replies: OrderedDict[Key, str] = OrderedDict()

    def get(self, key: Key) -> str | None:
        """The reply, which is then the latest."""
        with self._lock:
            reply = self._replies.get(key)
            if reply is not None:
                self._replies.move_to_end(key)
            return reply

    def put(self, key: Key, reply: str) -> None:
        """Keep *reply*; the one unused for longest may go."""
        with self._lock:
            self._replies[key] = reply
            self._replies.move_to_end(key)
            while len(self._replies) > self._kept:
                self._replies.popitem(last=False)
