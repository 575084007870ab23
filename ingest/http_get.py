"""One HTTP request to an address already checked, with caps on time and bytes. Follows nothing."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from .addresses import Target

USER_AGENT = "hanoi-convention-bot/0.1 (article archive; obeys robots.txt)"
# From the first byte sent to the last received. A newsroom's slowest page took 6 s. Seconds.
REQUEST_LIMIT_S = 20.0
_CONNECT_LIMIT_S = 8.0
_CHUNK = 65536
_CODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_ZLIB_OR_GZIP = zlib.MAX_WBITS | 32  # as zlib's manual has it: tell which by the first bytes

# IP address, port, time limit in seconds -> a connected socket.
Connect = Callable[[str, int, float], socket.socket]


class Unpack(Protocol):
    """What `zlib.decompressobj` returns; the module does not name its type."""

    @property
    def eof(self) -> bool:
        """Whether the packed data's own end was read."""
        ...

    @property
    def unused_data(self) -> bytes:
        """What stood behind that end."""
        ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """At most *max_length* bytes."""
        ...


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
    raise FetchFailed(f"{target.host} did not answer ({_why(failed)})") from failed


def _why(failed: Exception) -> str:
    """What went wrong: our own word for it, else the kind of error."""
    return str(failed) if type(failed) is http.client.HTTPException else type(failed).__name__


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
        connection.putheader("Accept-Encoding", "gzip")
        connection.putheader("Connection", "close")
        connection.endheaders()
        response = connection.getresponse()
        body, complete = _body(response, max_bytes)
        return Response(response.status, response.msg, body, complete)
    finally:
        connection.close()


def _body(response: http.client.HTTPResponse, max_bytes: int) -> tuple[bytes, bool]:
    """At most *max_bytes*, unpacked as they come, so that a small answer cannot grow without bound."""
    packed = (response.getheader("Content-Encoding") or "").strip().lower()
    if packed not in _CODINGS:
        raise http.client.HTTPException("packed in a way that was not asked for")
    unpack: Unpack | None = None if packed in ("", "identity") else zlib.decompressobj(_ZLIB_OR_GZIP)
    body = bytearray()
    while len(body) <= max_bytes:
        chunk = response.read1(_CHUNK)
        if not chunk:
            # `length` is what Content-Length still promises; a packed body has an end of its own.
            if response.length or (unpack is not None and body and not unpack.eof):
                raise http.client.HTTPException("cut short")
            return bytes(body), True
        if unpack is None:
            body += chunk
            continue
        try:
            unpack = _unpacked(unpack, chunk, body, max_bytes + 1)
        except zlib.error as error:
            raise http.client.HTTPException("damaged compression") from error
    return bytes(body[:max_bytes]), False


def _unpacked(unpack: Unpack, chunk: bytes, body: bytearray, cap: int) -> Unpack:
    """Unpack *chunk* onto *body* up to *cap* bytes; a gzip file may have several parts. Returns who goes on."""
    while chunk and len(body) < cap:
        if unpack.eof:
            unpack = zlib.decompressobj(_ZLIB_OR_GZIP)
        body += unpack.decompress(chunk, cap - len(body))
        chunk = unpack.unused_data
    return unpack
