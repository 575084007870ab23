"""Everything hostile at once beside ordinary visitors, for as long as one likes.

    python -m tests.fuzz.mixed --seconds 3600        on HANOI_HOME; prints what visitors and the server came to

Beside twenty visitors: questions unlike every other and as long as may be, what once stopped the server, any bytes at
any door, addresses of any length, browser states that were forged, calls of the MCP tool, half requests on bare
sockets; and, in this process, sites that answer with anything and files of the archive that were changed. Ends with 1
when the server died or wrote a trace, a visitor failed, an answer was a 500, or /healthz was silent.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / part) for part in ("", "tests/load")]

import aiohttp  # noqa: E402
from run import resident_mb, served  # noqa: E402
from visitors import Tally, visit  # noqa: E402

from tests.fuzz.sorts import SORTS, Hostile, Seen  # noqa: E402

VISITORS = 20
# /healthz silent for longer is a server that stands still, on a machine that has other work too.
SILENT_S = 5.0
# Nobody waits longer for any answer.
_NEVER_S = 60
# The tool is open, and memory is not that of kept answers.
SETTINGS = {"HANOI_MCP_HOSTS": "127.0.0.1", "HANOI_KEPT_ANSWERS": "200"}


@dataclass
class Ran:
    """One run against a server of its own."""

    alone: Tally
    tally: Tally
    seen: Seen
    died: bool
    traces: list[str]
    memory_mb: tuple[float, float]  # after the first quarter, and at the end

    def failures(self) -> list[str]:
        """What must not have been, a line each."""
        found = [*self.seen.wrong, *self.traces, *(f"visitor {why}" for why in self.tally.failed)]
        if self.died:
            found.append("the server died")
        if max(self.seen.health_s, default=SILENT_S + 1) > SILENT_S:
            found.append(f"/healthz was silent for more than {SILENT_S:g} s")
        return found

    def report(self) -> dict[str, object]:
        """All figures."""
        health = sorted(self.seen.health_s)
        at = {"p50": len(health) // 2, "p95": len(health) * 95 // 100, "max": -1}
        failures = self.failures()
        return {
            "visitors_alone": self.alone.report(),
            "visitors": self.tally.report(),
            "hostile": sum(self.seen.statuses.values()),
            "statuses": dict(sorted(self.seen.statuses.items())),
            "memory_mb": [round(mb, 1) for mb in self.memory_mb],
            "health_ms": {name: round(health[n] * 1000, 1) for name, n in at.items()} if health else {},
            "failed": len(failures),
            "failures": failures[:5],
        }


async def mixed(base: str, seconds: float, pace_s: float, seed: int) -> tuple[Tally, Seen]:
    """Twenty visitors and one of each hostile sort, which rests *pace_s* after each request."""
    seen, until = Seen(), time.monotonic() + seconds

    async def go_on(sort: Hostile, number: int) -> None:
        rng = random.Random(seed * 100 + number)
        while time.monotonic() < until:
            await sort(session, seen, rng)
            await asyncio.sleep(pace_s)

    async with aiohttp.ClientSession(base, timeout=aiohttp.ClientTimeout(total=_NEVER_S)) as session:
        hostile_ones = [go_on(sort, number) for number, sort in enumerate(SORTS)]
        tally, *_ = await asyncio.gather(visit(base, VISITORS, seconds), *hostile_ones)
    return tally, seen


def run(env: dict[str, str], seconds: float, pace_s: float, seed: int) -> Ran:
    """A server on the home of *env*, the visitors alone for a while, then everybody."""
    said: list[str] = []
    with served(env, said, **SETTINGS) as (process, base):
        alone = asyncio.run(visit(base, VISITORS, min(60.0, seconds / 4)))
        first, seen = asyncio.run(mixed(base, seconds / 4, pace_s, seed))
        early = resident_mb(process.pid)
        tally, later = asyncio.run(mixed(base, seconds * 3 / 4, pace_s, seed + 1))
        died = process.poll() is not None
        late = 0.0 if died else resident_mb(process.pid)
    seen.add(later)
    first.add(tally)
    traces = [line[:500] for line in said if "Traceback" in line]
    return Ran(alone, first, seen, died, traces, (early, late))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--pace", type=float, default=0.2, help="seconds between two of one hostile sort")
    parser.add_argument("--seed", type=int, default=23)
    args = parser.parse_args()
    ran = run(dict(os.environ), args.seconds, args.pace, args.seed)
    print(json.dumps(ran.report(), indent=1))
    raise SystemExit(int(bool(ran.failures())))


if __name__ == "__main__":
    main()
