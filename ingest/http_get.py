"""One HTTP request to an address already checked, with caps on time and bytes. Follows nothing."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from .addresses import Target
from .unpack import ACCEPTED, CutShort, Damaged, unpacker

USER_AGENT = "hanoi-convention-bot/0.1 (article archive; obeys robots.txt)"
# From the first byte sent to the last received. A newsroom's slowest page took 6 s. Seconds.
REQUEST_LIMIT_S = 20.0
_CONNECT_LIMIT_S = 8.0
_CHUNK = 65536

# IP address, port, time limit in seconds -> a connected socket.
Connect = Callable[[str, int, float], socket.socket]


class FetchFailed(Exception):
    """The server could not be reached or did not answer in time; trying again may help."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a server said."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    complete: bool  # False when the byte cap cut it


def connected(ip: str, port: int, limit_s: float) -> socket.socket:
    """A connection to exactly this address."""
    return socket.create_connection((ip, port), timeout=limit_s)


def request(target: Target, max_bytes: int, connect: Connect = connected) -> Response:
    """GET *target* from one of its own addresses. Raises `FetchFailed`."""
    deadline = time.monotonic() + REQUEST_LIMIT_S
    failed: Exception = FetchFailed("it has no address")
    for ip in target.ips:
        try:
            plain = connect(ip, target.port, _CONNECT_LIMIT_S)
        except OSError as error:
            failed = error
            continue
        # A server that sends a byte now and then would outlast any time limit of single reads.
        guard = threading.Timer(max(0.1, deadline - time.monotonic()), _cut, [plain])
        guard.daemon = True
        guard.start()
        try:
            response = _exchange(plain, target, max_bytes)
            if time.monotonic() < deadline:  # else it ended because it was cut
                return response
            failed = TimeoutError()
            break
        except (OSError, http.client.HTTPException, ssl.SSLError, ValueError) as error:
            failed = error
            if time.monotonic() >= deadline:
                break
        finally:
            guard.cancel()
            plain.close()
    raise FetchFailed(f"{target.host} {_why(failed)}") from failed


def _why(failed: Exception) -> str:
    """What went wrong: our own word for it, else the kind of error."""
    if isinstance(failed, CutShort):
        return "sent only a part of it (its answer was cut short)"
    return f"did not answer ({failed if isinstance(failed, Damaged) else type(failed).__name__})"


def _cut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _exchange(plain: socket.socket, target: Target, max_bytes: int) -> Response:
    plain.settimeout(REQUEST_LIMIT_S)
    connection = http.client.HTTPConnection(target.host, target.port)
    if target.scheme == "https":
        connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
    else:
        connection.sock = plain
    try:
        connection.putrequest("GET", target.path, skip_accept_encoding=True)
        connection.putheader("User-Agent", USER_AGENT)
        connection.putheader(
            "Accept", "text/html,application/xhtml+xml,application/xml,application/pdf;q=0.9,*/*;q=0.1"
        )
        connection.putheader("Accept-Encoding", ACCEPTED)
        connection.putheader("Connection", "close")
        connection.endheaders()
        response = connection.getresponse()
        body, complete = read_body(response, max_bytes)
        return Response(response.status, response.msg, body, complete)
    finally:
        connection.close()


def read_body(response: http.client.HTTPResponse, max_bytes: int) -> tuple[bytes, bool]:
    """At most *max_bytes*, unpacked as they come, so that a small answer cannot grow without bound.

    Raises `CutShort` when the header, the chunks or the packing promise more than came.
    """
    unpack = unpacker(response.getheader("Content-Encoding") or "")
    body = bytearray()
    while len(body) <= max_bytes:
        try:
            chunk = response.read1(_CHUNK)
        except http.client.IncompleteRead as error:
            raise CutShort from error
        if not chunk:
            if response.length:  # what Content-Length still promises
                raise CutShort
            if unpack is not None:
                unpack.close()
            return bytes(body), True
        body += chunk if unpack is None else unpack.feed(chunk, max_bytes + 1 - len(body))
    return bytes(body[:max_bytes]), False
