"""A cap on the bytes of a request, counted as they arrive: Content-Length may be absent or a lie."""

from __future__ import annotations

import asyncio
import time

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope

from ui.refusal import Refused

# 20 turns of 4,000 characters, six bytes each when escaped, are 480 kB; Gradio sends its chat along.
MAX_BODY_BYTES = 1_000_000
# A phone on a bad line sends 1 kB in a second or two; who takes longer holds a connection on purpose.
BODY_TIMEOUT_S = 15.0
# A refusal that leaves bytes unread resets the connection, and the client never sees it: so much is
# thrown away first.
MAX_DRAIN_BYTES = 8_000_000
MAX_DRAIN_S = 1.0


def declared(scope: Scope) -> int:
    """Content-Length, or 0; raises `Refused` when it is no number."""
    value = Headers(scope=scope).get("content-length", "0")
    if not value.isascii() or not value.isdigit():
        raise Refused(400, "bad_request", "Content-Length is not a number.")
    return int(value[:20])


def too_large() -> Refused:
    """The refusal for what exceeds the cap."""
    return Refused(413, "too_large", f"The request is larger than {MAX_BODY_BYTES:,} bytes.")


def capped(receive: Receive) -> Receive:
    """*receive*, raising `Refused` at the first byte too many and when the body is too slow."""
    got = 0
    complete = False
    end = time.monotonic() + BODY_TIMEOUT_S

    async def counted() -> Message:
        nonlocal got, complete
        if complete:
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), max(0.0, end - time.monotonic()))
        except TimeoutError:
            raise Refused(408, "too_slow", "The request took too long to arrive.") from None
        got += len(message.get("body", b""))
        complete = not message.get("more_body", False)
        if got > MAX_BODY_BYTES:
            await drain(receive, complete=complete)
            raise too_large()
        return message

    return counted


async def drain(receive: Receive, *, complete: bool = False) -> None:
    """Throw away what is still coming, within bounds."""
    left, end = MAX_DRAIN_BYTES, time.monotonic() + MAX_DRAIN_S
    while not complete and left > 0 and (remaining := end - time.monotonic()) > 0:
        try:
            message = await asyncio.wait_for(receive(), remaining)
        except TimeoutError:
            return
        left -= len(message.get("body", b""))
        complete = message["type"] != "http.request" or not message.get("more_body", False)
