"""A short turn of everything hostile at once; `python -m tests.fuzz.mixed --seconds 3600` is a long one."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.fuzz.ingested import fetched, read_back
from tests.fuzz.mixed import run

# Enough for some three hundred hostile requests, and for each visitor to ask once or twice.
SECONDS = 20.0


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="what a server uses is read from /proc")
def test_visitors_notice_nothing_of_what_is_sent_beside_them(home: Path, models: Path) -> None:
    env = {k: v for k, v in os.environ.items() if not k.startswith("HANOI_")}
    env |= {"HANOI_HOME": str(home), "HANOI_MODELS": str(models), "HF_HUB_OFFLINE": "1"}
    env |= {"PYTHONPATH": str(Path(__file__).parents[2]), "OMP_NUM_THREADS": "1"}
    ran = run(env, SECONDS, pace_s=0.2, seed=1)
    assert ran.failures() == []
    assert len(ran.tally.whole) >= 10
    senders = {name.split()[0] for name in ran.seen.statuses}
    assert senders == {"question", "bytes", "path", "state", "heard", "mcp", "half", "site", "record"}


def test_a_site_that_answers_with_anything_is_refused_by_name_or_taken() -> None:
    ways = {fetched(random.Random(n)) for n in range(1_000)}
    assert ways == {"refused", "taken"}


def test_a_file_of_the_archive_that_was_changed_is_named_or_read() -> None:
    ways = {read_back(random.Random(n)) for n in range(500)}
    assert ways == {"named", "read"}
