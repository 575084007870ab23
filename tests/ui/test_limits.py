"""The limit holds in memory, in Redis, and when Redis is away."""

from __future__ import annotations

import asyncio
import subprocess
import time

import pytest

from ui.limits import RateLimit
from ui.refusal import Refused
from ui.settings import BadSetting


def hits(limit: RateLimit, keys: list[str]) -> list[int]:
    """Status of each question in turn: 200, or 429."""

    async def one_after_another() -> list[int]:
        found = []
        for key in keys:
            try:
                await limit.count("ask", key)
                found.append(200)
            except Refused as refused:
                found.append(refused.status_code)
        await limit.close()
        return found

    return asyncio.run(one_after_another())


def test_each_address_has_its_own_count() -> None:
    assert hits(RateLimit({"ask": "2/minute"}), ["a", "a", "b", "a", "b", "b"]) == [
        200,
        200,
        200,
        429,
        200,
        429,
    ]


def test_a_second_later_one_may_ask_again() -> None:
    limit = RateLimit({"ask": "1/second"})
    assert hits(limit, ["a", "a"]) == [200, 429]
    time.sleep(2.1)
    assert hits(limit, ["a"]) == [200]


@pytest.mark.parametrize("address", ["nonsense", "file:///etc/passwd", "mongodb://localhost"])
def test_a_storage_that_is_none_is_refused_by_the_settings_name(address: str) -> None:
    with pytest.raises(BadSetting, match="HANOI_LIMITS_STORAGE"):
        RateLimit({"ask": "1/second"}, address)


@pytest.mark.may_skip
def test_two_servers_count_together_in_redis_and_each_for_itself_without_it(
    redis: tuple[int, subprocess.Popen[bytes]],
) -> None:
    port, process = redis
    address = f"redis://127.0.0.1:{port}"
    assert hits(RateLimit({"ask": "2/minute"}, address), ["a"]) == [200]
    assert hits(RateLimit({"ask": "2/minute"}, address), ["a", "a"]) == [200, 429]
    left = RateLimit({"ask": "2/minute"}, address)
    process.kill()
    process.wait()
    assert hits(left, ["a", "a", "a"]) == [200, 200, 429]
