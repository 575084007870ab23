"""A line to a server that can be cut in the middle of anything, as a phone's is in a lift."""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_MOST = 65_536  # bytes read at once


class Line:
    """Passes TCP connections on to a port of this machine."""

    def __init__(self, to: int) -> None:
        self._to, self._cut = to, False
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://localhost:{self._listener.getsockname()[1]}/"
        threading.Thread(target=self._accept, daemon=True).start()

    def down(self) -> None:
        """Cut what is open, and let nothing new through."""
        self._cut = True
        for end in tuple(self._open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def up(self) -> None:
        """Let connections through again."""
        self._cut = False

    def close(self) -> None:
        """For good."""
        self.down()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if self._cut:
                    near.close()
                else:
                    threading.Thread(target=self._pass_on, args=(near,), daemon=True).start()

    def _pass_on(self, near: socket.socket) -> None:
        with near, suppress(OSError), socket.create_connection(("127.0.0.1", self._to)) as far:
            both = {near: far, far: near}
            self._open |= both.keys()
            try:
                while True:
                    for end in select.select(list(both), [], [])[0]:
                        data = end.recv(_MOST)
                        if not data:
                            return
                        both[end].sendall(data)
            finally:
                self._open -= both.keys()


@contextmanager
def line(to: int) -> Iterator[Line]:
    """A line to port *to* of this machine."""
    made = Line(to)
    try:
        yield made
    finally:
        made.close()
