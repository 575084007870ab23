"""Simulated visitors against a running server: who was answered, how fast, and what it cost.

    python tests/load/visitors.py http://127.0.0.1:7860 --visitors 200 --seconds 600
    python tests/load/visitors.py http://127.0.0.1:7860 --at-once 100

Visitors ask the questions of `tests/qa/starter.jsonl` as event streams, with 0 to
20 seconds between them. Only for servers of your own: give the server
HANOI_RATE=1000000/minute first, for all visitors come from one address.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

PAIRS = Path(__file__).resolve().parent.parent / "qa" / "starter.jsonl"
# A person reads an answer for some seconds; the mean of 10 is what published chat logs show.
LONGEST_PAUSE_S = 20.0
TIMEOUT_S = 60.0


@dataclass
class Tally:
    """What the visitors saw, in seconds."""

    first: list[float] = field(default_factory=list)  # until the first word
    whole: list[float] = field(default_factory=list)  # until the Answer
    polite: int = 0  # 429 and 503 with a time to come back
    failed: list[str] = field(default_factory=list)

    def report(self) -> dict[str, float | int]:
        """Counts and percentiles in milliseconds."""
        figures: dict[str, float | int] = {
            "answered": len(self.whole),
            "polite": self.polite,
            "failed": len(self.failed),
        }
        for name, seconds in (("first", self.first), ("whole", self.whole)):
            if len(seconds) > 1:
                cuts = statistics.quantiles(seconds, n=100, method="inclusive")
                figures |= {
                    f"{name}_p50_ms": round(cuts[49] * 1000, 1),
                    f"{name}_p95_ms": round(cuts[94] * 1000, 1),
                    f"{name}_max_ms": round(max(seconds) * 1000, 1),
                }
        return figures


def questions() -> list[str]:
    """All questions of the starter pairs."""
    return [json.loads(line)["question"] for line in PAIRS.read_text("utf-8").splitlines()]


async def ask(client: httpx.AsyncClient, question: str, tally: Tally) -> None:
    """One question as an event stream, to its last event."""
    began = time.perf_counter()
    events = {"Accept": "text/event-stream"}
    try:
        async with client.stream("POST", "/api/ask", json={"question": question}, headers=events) as response:
            if response.status_code in (429, 503) and "retry-after" in response.headers:
                tally.polite += 1
                return
            last = await _read(response, began, tally)
    except httpx.HTTPError as error:
        tally.failed.append(type(error).__name__)
        return
    if response.status_code == 200 and last == "event: answer":
        tally.whole.append(time.perf_counter() - began)
    else:
        tally.failed.append(f"{response.status_code} {last}")


async def _read(response: httpx.Response, began: float, tally: Tally) -> str:
    """The name of the last event; notes when the first word came."""
    last = ""
    async for line in response.aiter_lines():
        if line.startswith("event:"):
            if not last and response.status_code == 200:
                tally.first.append(time.perf_counter() - began)
            last = line
    return last


async def visit(base: str, visitors: int, seconds: float, pause_s: float = LONGEST_PAUSE_S) -> Tally:
    """*visitors* people for *seconds*, each asking, reading, asking again."""
    tally, asked, end = Tally(), questions(), time.monotonic() + seconds
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=visitors)

    async def one(seed: int, client: httpx.AsyncClient) -> None:
        choose = random.Random(seed)
        await asyncio.sleep(choose.uniform(0, pause_s))
        while time.monotonic() < end:
            await ask(client, choose.choice(asked), tally)
            await asyncio.sleep(choose.uniform(0, pause_s))

    async with httpx.AsyncClient(base_url=base, timeout=TIMEOUT_S, limits=limits) as client:
        await asyncio.gather(*(one(seed, client) for seed in range(visitors)))
    return tally


async def at_once(base: str, count: int) -> Tally:
    """*count* questions in one moment."""
    tally, asked = Tally(), questions()
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=base, timeout=TIMEOUT_S, limits=limits) as client:
        await asyncio.gather(*(ask(client, asked[n % len(asked)], tally) for n in range(count)))
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("base")
    parser.add_argument("--visitors", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--at-once", type=int, default=0)
    args = parser.parse_args()
    if args.at_once:
        tally = asyncio.run(at_once(args.base, args.at_once))
    else:
        tally = asyncio.run(visit(args.base, args.visitors, args.seconds))
    print(json.dumps(tally.report() | {"failures": sorted(set(tally.failed))[:5]}))


if __name__ == "__main__":
    main()
