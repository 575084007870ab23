"""What a thread of the pool delivers, on the event loop: all that has come since the last look, at once.

A waking of the loop costs as much as writing a line, and the pieces of an answer come together.
"""

from __future__ import annotations

import asyncio
from collections import deque

from ui.flight import Delivered


class Inbox:
    """Made on the loop that reads it; `deliver` may be called in any thread."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._came: deque[Delivered] = deque()
        self._ready = asyncio.Event()
        self._called = False

    def deliver(self, piece: Delivered) -> None:
        """Put a piece in, and wake the reader unless it is being woken."""
        self._came.append(piece)
        if not self._called:
            self._called = True
            self._loop.call_soon_threadsafe(self._ready.set)

    async def take(self, timeout_s: float) -> list[Delivered]:
        """All that is there, or the first that comes; raises `TimeoutError`."""
        async with asyncio.timeout(timeout_s):
            await self._ready.wait()
        self._ready.clear()
        self._called = False  # before looking: whoever comes after the look calls again
        return [self._came.popleft() for _ in range(len(self._came))]
