"""Servers in processes of their own, on loopback."""

from __future__ import annotations

import re
import socket
import subprocess
import threading
from typing import IO


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def address_of(process: subprocess.Popen[str], said: list[str] | None = None) -> str:
    """Where a server that was just started listens, as it says on stderr; what it says later goes to *said*."""
    assert process.stderr is not None
    address = None
    while address is None:
        line = process.stderr.readline()
        assert line, "the server ended before it served"
        address = re.search(r"(?<=Serving at )http://[\d.:]+", line)
    threading.Thread(target=_read_away, args=(process.stderr, said), daemon=True).start()
    return address[0]


def _read_away(stderr: IO[str], said: list[str] | None) -> None:
    if said is None:
        stderr.read()
        return
    with stderr:
        said.extend(stderr)
