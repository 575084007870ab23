"""One of each hostile sort of request, and what came back of it."""

from __future__ import annotations

import asyncio
import io
import json
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import aiohttp

from tests.fuzz.hostile import ATTACKS, hostile, turn_of
from tests.fuzz.ingested import fetched, read_back

_JSON = {"Content-Type": "application/json"}
_MCP = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
# What a proxy says of a visitor, and so does whoever is none.
_CLAIMS = ("X-Forwarded-For", "X-Forwarded-Host", "X-Gradio-Server", "Accept-Language", "Origin", "Range")
_DOORS = (
    "/api/ask",
    "/api/mcp",
    "/gradio_api/queue/join",
    "/gradio_api/call/ask",
    "/",
    "/metrics",
    "/articles/x",
)


@dataclass
class Seen:
    """What came back."""

    statuses: Counter[str] = field(default_factory=Counter)
    health_s: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Seen) -> None:
        """What came back later."""
        self.statuses += other.statuses
        self.health_s += other.health_s
        self.wrong += other.wrong


async def send(
    session: aiohttp.ClientSession,
    seen: Seen,
    who: str,
    path: str,
    method: str = "POST",
    body: bytes = b"",
    headers: dict[str, str] | None = None,
) -> int | None:
    """The status of one hostile request; a connection that the server closes is an answer too."""
    sent = io.BytesIO(body) if body else None  # aiohttp warns of large bytes
    try:
        async with session.request(method, path, data=sent, headers=headers) as response:
            text = await response.text(errors="replace")
            seen.statuses[f"{who} {response.status}"] += 1
            if response.status == 500 or "Traceback" in text:
                seen.wrong.append(f"{who} {path[:200]} {response.status} {text[:200]}")
            return response.status
    except TimeoutError:
        seen.wrong.append(f"{who} {path[:200]} was never answered")
    except aiohttp.ClientError as error:
        seen.statuses[f"{who} {type(error).__name__}"] += 1
    return None


async def asks(session: aiohttp.ClientSession, seen: Seen, rng: random.Random) -> None:
    """Questions unlike every other, and those that once stopped it."""
    body = rng.choice([*ATTACKS.values()])() if rng.random() < 0.3 else hostile(rng, rng.randrange(10**6))
    await send(
        session,
        seen,
        "question",
        "/api/ask",
        body=json.dumps(body).encode(),
        headers=_JSON,
    )


async def bytes_of(session: aiohttp.ClientSession, seen: Seen, rng: random.Random) -> None:
    """Any bytes at any door, as any kind."""
    kinds = (
        "application/json",
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
    )
    raw = rng.choice(
        [rng.randbytes(rng.randrange(5_000)), b"[" * 100_000, b'{"question":' * 5_000, b"\xff\xfe" * 999]
    )
    await send(
        session, seen, "bytes", rng.choice(_DOORS), body=raw, headers={"Content-Type": rng.choice(kinds)}
    )


async def paths(session: aiohttp.ClientSession, seen: Seen, rng: random.Random) -> None:
    """Addresses of any length and any bytes, with any names and values behind them."""
    odd = rng.choice(
        ["a" * 5_000, "%00", "..%2f" * 200, "%ff%fe", "²", "[", "-1", "9" * 3_000, "\u0301" * 500]
    )
    start = rng.choice(
        "/articles/ /articles?q= /articles?page= /articles?from= /status?lang= /widget /own/x/ /assets/ "
        "/?q= /?as_of= /gradio_api/call/ /embed?lang= /api/status?x=".split()
    )
    end = rng.choice(["", ".js", "/", "#", "?" + "a=1&" * 2_000])
    claims = {name: odd.encode("ascii", "ignore").decode()[:500] for name in _CLAIMS if rng.random() < 0.3}
    await send(session, seen, "path", f"{start}{odd}{end}", "GET", headers=claims)


async def states(session: aiohttp.ClientSession, seen: Seen, rng: random.Random) -> None:
    """Stored conversations that this server never gave, and clicks on what is in them."""
    told = [turn_of(rng) for _ in range(rng.randrange(1, 15))]
    click = {
        "act": rng.choice(["good", "ask", "retry", "edit", 7]),
        "turn": rng.choice([0, -1, "9" * 5_000, None, []]),
    }
    data = rng.choice([[told, None, "vi"], [None, None, told], [click], [told] * 8, [{"x": told}]])
    body = {
        "data": data,
        "fn_index": rng.randrange(0, 14),
        "session_hash": f"s{rng.randrange(10**9)}",
        "event_data": click,
    }
    joined = await send(
        session, seen, "state", "/gradio_api/queue/join", body=json.dumps(body).encode(), headers=_JSON
    )
    heard = f"/gradio_api/queue/data?session_hash={body['session_hash']}"
    if joined == 200 and rng.random() < 0.8:  # some never listen
        await send(session, seen, "heard", heard, "GET")


async def tool(session: aiohttp.ClientSession, seen: Seen, rng: random.Random) -> None:
    """The MCP tool, called rightly and wrongly."""
    arguments = rng.choice([hostile(rng, rng.randrange(10**6)), {"question": 3}, [], {"question": "Ai ký?"}])
    params = rng.choice(
        [{"name": "ask_hanoi_convention", "arguments": arguments}, {"name": "x"}, arguments, None]
    )
    method = rng.choice(["tools/call", "tools/list", "initialize", "x" * 1_000])
    call = {
        "jsonrpc": rng.choice(["2.0", "1.0"]),
        "id": rng.choice([1, "a", None, 2.5]),
        "method": method,
        "params": params,
    }
    await send(session, seen, "mcp", "/api/mcp", body=json.dumps(call).encode(), headers=_MCP)


async def halves(session: aiohttp.ClientSession, seen: Seen, rng: random.Random) -> None:
    """A request that breaks off, or is none."""
    parts = urlsplit(str(session._base_url))
    said = rng.choice(
        [
            b"GET / HTTP/1.1\r\nHost: a\r\n",
            rng.randbytes(300),
            b"POST /api/ask HTTP/1.1\r\nContent-Length: 9\r\n\r\n{",
        ]
    )
    with suppress(OSError):
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        try:
            writer.write(said)
            await writer.drain()
            with suppress(TimeoutError):
                await asyncio.wait_for(reader.read(2_000), rng.random())
        finally:
            writer.close()
            await writer.wait_closed()
    seen.statuses["half"] += 1


async def site(session: aiohttp.ClientSession, seen: Seen, rng: random.Random) -> None:
    """A page whose site answers with anything; it is refused by name or becomes a page."""
    await _ingests(seen, "site", lambda: fetched(rng))


async def record(session: aiohttp.ClientSession, seen: Seen, rng: random.Random) -> None:
    """A file of the archive of which something was changed; it is named or read."""
    await _ingests(seen, "record", lambda: read_back(rng))


async def _ingests(seen: Seen, who: str, work: Callable[[], str]) -> None:
    try:
        seen.statuses[f"{who} {await asyncio.to_thread(work)}"] += 1
    except Exception as error:
        seen.wrong.append(f"{who} {type(error).__name__}: {str(error)[:200]}")


async def health(session: aiohttp.ClientSession, seen: Seen, rng: random.Random) -> None:
    """Alive all the time."""
    began = time.monotonic()
    try:
        async with session.get("/healthz") as response:
            if response.status != 200:
                seen.wrong.append(f"health {response.status}")
    except (aiohttp.ClientError, TimeoutError) as error:
        seen.wrong.append(f"health {type(error).__name__}")
    seen.health_s.append(time.monotonic() - began)
    await asyncio.sleep(0.1)


Hostile = Callable[[aiohttp.ClientSession, Seen, random.Random], Awaitable[None]]
SORTS: tuple[Hostile, ...] = (asks, bytes_of, paths, states, tool, halves, site, record, health)
