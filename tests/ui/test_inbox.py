"""What a thread delivers is read on the loop: in order, nothing lost, and at once what came at once."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from ui.inbox import Inbox


def test_all_that_came_is_taken_at_once() -> None:
    async def read() -> list[object]:
        inbox = Inbox()
        for piece in ("a", "b", None):
            inbox.deliver(piece)
        return [*await inbox.take(1)]

    assert asyncio.run(read()) == ["a", "b", None]


def test_nothing_is_lost_between_a_look_and_the_next() -> None:
    async def read() -> list[object]:
        inbox = Inbox()
        taken: list[object] = []
        with ThreadPoolExecutor(1) as thread:
            thread.submit(lambda: [inbox.deliver(str(n)) for n in range(20_000)] and inbox.deliver(None))
            while None not in taken:
                taken += await inbox.take(5)
        return taken

    assert asyncio.run(read()) == [*map(str, range(20_000)), None]


def test_who_waits_in_vain_is_told() -> None:
    async def read() -> None:
        await Inbox().take(0.01)

    with pytest.raises(TimeoutError):
        asyncio.run(read())
