"""A body is counted and timed as it arrives."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from starlette.types import Message

from ui import body
from ui.body import MAX_BODY_BYTES, MAX_DRAIN_BYTES, capped, drain
from ui.refusal import Refused


def chunks(*sizes: int, slow_s: float = 0.0) -> tuple[Callable[[], Awaitable[Message]], list[int]]:
    """A receive that gives bodies of these sizes, and what is left of them."""
    left = list(sizes)

    async def receive() -> Message:
        await asyncio.sleep(slow_s)
        if not left:
            await asyncio.sleep(60)
        size = left.pop(0)
        return {"type": "http.request", "body": b"x" * size, "more_body": bool(left)}

    return receive, left


async def read_all(receive: Callable[[], Awaitable[Message]]) -> int:
    total = 0
    while True:
        message = await receive()
        total += len(message.get("body", b""))
        if not message.get("more_body"):
            return total


def test_the_last_byte_allowed_is_allowed() -> None:
    receive, _ = chunks(MAX_BODY_BYTES - 1, 1)
    assert asyncio.run(read_all(capped(receive))) == MAX_BODY_BYTES


def test_the_first_byte_too_many_is_refused_and_the_rest_is_thrown_away() -> None:
    receive, left = chunks(MAX_BODY_BYTES, 1, 500_000, 500_000)
    with pytest.raises(Refused) as refused:
        asyncio.run(read_all(capped(receive)))
    assert refused.value.status_code == 413
    assert left == []


def test_a_body_that_trickles_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "BODY_TIMEOUT_S", 0.1)
    receive, _ = chunks(*[1] * 100, slow_s=0.02)
    with pytest.raises(Refused) as refused:
        asyncio.run(read_all(capped(receive)))
    assert refused.value.status_code == 408


def test_throwing_away_ends_after_some_bytes_and_after_some_time(monkeypatch: pytest.MonkeyPatch) -> None:
    receive, left = chunks(*[1_000_000] * 50)
    asyncio.run(drain(receive))
    assert 50 - len(left) == MAX_DRAIN_BYTES // 1_000_000
    monkeypatch.setattr(body, "MAX_DRAIN_S", 0.1)
    receive, left = chunks(*[1] * 1000, slow_s=0.01)
    asyncio.run(drain(receive))
    assert len(left) > 900


def test_after_the_body_nothing_is_timed_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "BODY_TIMEOUT_S", 0.05)

    async def body_then_wait_for_the_end() -> str:
        receive, _ = chunks(1)

        async def then_leave() -> Message:
            if not first:
                first.append(True)
                return await receive()
            await asyncio.sleep(0.2)
            return {"type": "http.disconnect"}

        first: list[bool] = []
        counted = capped(then_leave)
        await counted()
        return str((await counted())["type"])

    assert asyncio.run(body_then_wait_for_the_end()) == "http.disconnect"
