"""A short run of the load: nobody fails, and beyond the queue the refusals are polite and the server recovers."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import httpx
import pytest
from visitors import at_once, visit

# Above what a shared two-core machine needs by far (it takes some 50 ms); a queue that stands still takes longer.
PATIENT_S = 5.0
RECOVERY_S = 5.0


@pytest.fixture
def busy_server(hanoi) -> Iterator[str]:
    """A real server on the starter index with a short queue and no limit by address."""
    env = hanoi.environ() | {"HANOI_RATE": "1000000/minute", "HANOI_WAITING": "60"}
    process = subprocess.Popen(
        [sys.executable, "-m", "ui", "serve", "--port", "0"], stderr=subprocess.PIPE, text=True, env=env
    )
    assert process.stderr is not None
    address = None
    while address is None:
        line = process.stderr.readline()
        assert line, "the server ended before it served"
        address = re.search(r"http://[\d.:]+", line)
    threading.Thread(target=process.stderr.read, daemon=True).start()
    yield address[0]
    process.terminate()
    assert process.wait(30) == 0
    process.stderr.close()


def test_visitors_are_answered_and_a_crowd_is_refused_politely(busy_server: str) -> None:
    calm = asyncio.run(visit(busy_server, visitors=20, seconds=6, pause_s=2))
    assert calm.failed == []
    assert calm.polite == 0
    assert len(calm.whole) > 20
    assert sorted(calm.first)[int(len(calm.first) * 0.95)] < PATIENT_S

    crowd = asyncio.run(at_once(busy_server, 300))
    assert crowd.failed == []
    assert crowd.polite > 0
    assert len(crowd.whole) + crowd.polite == 300

    began = time.monotonic()
    while httpx.get(f"{busy_server}/readyz").status_code != 200:
        assert time.monotonic() - began < RECOVERY_S
        time.sleep(0.1)
    assert asyncio.run(at_once(busy_server, 5)).failed == []
