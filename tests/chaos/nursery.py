"""Starts, kills and awaits the processes of `ingest_child`."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

TESTS = Path(__file__).parents[1]
# A run takes half a second; a process that hangs is killed, and its exit code then fails the test. Seconds.
_HANGS = 120


class Nursery:
    """One process at a time."""

    def __enter__(self) -> Self:
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(TESTS.parent), str(TESTS / "ingest")]),
        }
        command = [sys.executable, "-W", "ignore", str(Path(__file__).with_name("ingest_child.py"))]
        self._parent = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True
        )
        assert self._line() == "ready"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._parent:
            self._parent.kill()

    def _line(self) -> str:
        assert self._parent.stdout is not None
        return self._parent.stdout.readline().strip()

    def start(self, folder: Path, home: Path, step: int = 0) -> None:
        """Begin to ingest *folder*; with *step* it dies there."""
        assert self._parent.stdin is not None
        self._parent.stdin.write(f"{folder}\t{home}\t{step}\n")
        self._parent.stdin.flush()
        self._process = int(self._line())

    def kill(self) -> None:
        """Without warning, if it still runs."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)

    def finish(self) -> int:
        """Its exit code, negative when a signal ended it."""
        guard = threading.Timer(_HANGS, self.kill)
        guard.start()
        try:
            return int(self._line())
        finally:
            guard.cancel()

    def run(self, folder: Path, home: Path, step: int = 0) -> int:
        """From beginning to end."""
        self.start(folder, home, step)
        return self.finish()
