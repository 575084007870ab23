"""A short run of the load: nobody fails, and beyond the queue the refusals are polite and the server recovers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import httpx
import pytest
from run import day, served
from visitors import at_once

# Above what a shared two-core machine needs by far (it takes some 50 ms); a queue that stands still takes longer.
PATIENT_MS = 5000.0
RECOVERY_S = 5.0


@pytest.fixture
def busy_server(hanoi) -> Iterator[tuple[int, str]]:
    """A real server on the starter index with a short queue and no limit by address."""
    with served(hanoi.environ(), HANOI_WAITING="60") as (process, base):
        yield process.pid, base


def test_visitors_are_answered_and_a_crowd_is_refused_politely(busy_server: tuple[int, str]) -> None:
    pid, base = busy_server
    calm = asyncio.run(day(base, visitors=24, page=6, seconds=6, pid=pid))
    for seen in (calm["api"], calm["page"]):
        assert isinstance(seen, dict)
        assert (seen["failed"], seen["polite"]) == (0, 0), seen
        assert seen["answered"] > 0
        assert seen["whole_p95_ms"] < PATIENT_MS
    assert calm["memory_mb"]

    crowd = asyncio.run(at_once(base, 300, since=0))
    assert crowd.failed == []
    assert crowd.polite > 0
    assert len(crowd.whole) + crowd.polite == 300

    began = time.monotonic()
    while httpx.get(f"{base}/readyz").status_code != 200:
        assert time.monotonic() - began < RECOVERY_S
        time.sleep(0.1)
    assert asyncio.run(at_once(base, 5, since=1000)).failed == []
