"""Simulated visitors against a running server: who was answered, and how fast.

Visitors ask the questions of `tests/qa/starter.jsonl`, with 0 to 20 seconds between
them: as event streams (`POST /api/ask`), or through Gradio's queue as its page does.
`tests/load/run.py` starts a server and sends them.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

PAIRS = Path(__file__).resolve().parent.parent / "qa" / "starter.jsonl"
# A person reads an answer for some seconds; the mean of 10 is what published chat logs show.
LONGEST_PAUSE_S = 20.0
TIMEOUT = aiohttp.ClientTimeout(total=60)
_EVENTS = {"Accept": "text/event-stream"}


@dataclass
class Tally:
    """What the visitors saw, in seconds."""

    byte: list[float] = field(default_factory=list)  # until the first byte of the stream
    first: list[float] = field(default_factory=list)  # until the first word
    whole: list[float] = field(default_factory=list)  # until the Answer
    polite: int = 0  # 429 and 503 with a time to come back
    failed: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """What others saw."""
        self.byte += other.byte
        self.first += other.first
        self.whole += other.whole
        self.polite += other.polite
        self.failed += other.failed

    def report(self) -> dict[str, float | int | list[str]]:
        """Counts and percentiles in milliseconds."""
        figures: dict[str, float | int | list[str]] = {
            "answered": len(self.whole),
            "polite": self.polite,
            "failed": len(self.failed),
        }
        for name, seconds in (("byte", self.byte), ("first", self.first), ("whole", self.whole)):
            if len(seconds) > 1:
                cuts = statistics.quantiles(seconds, n=100, method="inclusive")
                figures |= {
                    f"{name}_p50_ms": round(cuts[49] * 1000, 1),
                    f"{name}_p95_ms": round(cuts[94] * 1000, 1),
                    f"{name}_max_ms": round(max(seconds) * 1000, 1),
                }
        return figures | ({"failures": sorted(set(self.failed))[:5]} if self.failed else {})


Ask = Callable[[aiohttp.ClientSession, str, Tally], Awaitable[None]]


def questions() -> list[str]:
    """All questions of the starter pairs."""
    return [json.loads(line)["question"] for line in PAIRS.read_text("utf-8").splitlines()]


def unlike(question: str, n: int) -> str:
    """The question in a form that nobody asked before: *n* in binary, in marks that change no word."""
    return question + f" {n:b}".replace("0", "?").replace("1", "!")


async def ask(session: aiohttp.ClientSession, question: str, tally: Tally) -> None:
    """One question as an event stream, to its last event."""
    began = time.perf_counter()
    last = ""
    try:
        async with session.post("/api/ask", json={"question": question}, headers=_EVENTS) as response:
            if response.status in (429, 503) and "retry-after" in response.headers:
                tally.polite += 1
                return
            began_to_hear = False
            async for line in response.content:
                if not began_to_hear and response.status == 200:
                    tally.byte.append(time.perf_counter() - began)
                    began_to_hear = True
                if line.startswith(b"event:"):
                    if not last and response.status == 200:
                        tally.first.append(time.perf_counter() - began)
                    last = line.decode().strip()
    except (aiohttp.ClientError, TimeoutError) as error:
        tally.failed.append(type(error).__name__)
        return
    if response.status == 200 and last == "event: answer":
        tally.whole.append(time.perf_counter() - began)
    else:
        tally.failed.append(f"{response.status} {last}")


async def ask_page(session: aiohttp.ClientSession, question: str, tally: Tally) -> None:
    """One question through Gradio's queue, as its page and its client ask."""
    began = time.perf_counter()
    last = ""
    data = [question, *[None] * 6]  # history, dates, outlet and language
    try:
        async with session.post("/gradio_api/call/ask", json={"data": data}) as response:
            if response.status != 200:
                tally.failed.append(f"{response.status} {(await response.text())[:60]}")
                return
            event = (await response.json())["event_id"]
        async with session.get(f"/gradio_api/call/ask/{event}") as response:
            async for line in response.content:
                if line.startswith(b"event:"):
                    last = line.decode().strip()
    except (aiohttp.ClientError, TimeoutError) as error:
        tally.failed.append(type(error).__name__)
        return
    if last == "event: complete":
        tally.whole.append(time.perf_counter() - began)
    else:
        tally.failed.append(last)


def session(base: str) -> aiohttp.ClientSession:
    """Connections to *base*, as many as are wanted."""
    return aiohttp.ClientSession(base, timeout=TIMEOUT, connector=aiohttp.TCPConnector(limit=0))


async def visit(
    base: str, visitors: int, seconds: float, pause_s: float = LONGEST_PAUSE_S, how: Ask = ask
) -> Tally:
    """*visitors* people for *seconds*, each asking, reading, asking again; nobody is waited for who only reads."""
    tally, asked, end = Tally(), questions(), time.monotonic() + seconds

    async def read(choose: random.Random) -> None:
        await asyncio.sleep(min(choose.uniform(0, pause_s), max(0.0, end - time.monotonic())))

    async def one(seed: int, connected: aiohttp.ClientSession) -> None:
        choose = random.Random(seed)
        await read(choose)
        while time.monotonic() < end:
            await how(connected, choose.choice(asked), tally)
            await read(choose)

    async with session(base) as connected:
        await asyncio.gather(*(one(seed, connected) for seed in range(visitors)))
    return tally


async def at_once(base: str, count: int, *, since: int | None = None) -> Tally:
    """*count* questions in one moment; with *since*, none of them asked before, if not from that number on."""
    tally, asked = Tally(), questions()
    chosen = [asked[n % len(asked)] for n in range(count)]
    if since is not None:
        chosen = [unlike(question, since + n) for n, question in enumerate(chosen)]
    async with session(base) as connected:
        await asyncio.gather(*(ask(connected, question, tally) for question in chosen))
    return tally
