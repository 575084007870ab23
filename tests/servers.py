"""Servers in processes of their own, on loopback."""

from __future__ import annotations

import re
import socket
import subprocess
import threading


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def address_of(process: subprocess.Popen[str]) -> str:
    """Where a server that was just started listens, as it says on stderr; what it says later is read away."""
    assert process.stderr is not None
    address = None
    while address is None:
        line = process.stderr.readline()
        assert line, "the server ended before it served"
        address = re.search(r"(?<=Serving at )http://[\d.:]+", line)
    threading.Thread(target=process.stderr.read, daemon=True).start()
    return address[0]
