"""The owner's pause: no question is answered, on the page, in widgets and by the API, until it is lifted.

One file under the home stands for it, so that a command, a button and every replica on one home agree at once.
"""

from __future__ import annotations

from pathlib import Path

FILE = "paused"


class Paused(Exception):
    """The owner has paused the chat."""

    def __init__(self) -> None:
        super().__init__("The chat is paused by its owner. Please come back later.")


class Pause:
    """The switch of one home."""

    def __init__(self, home: Path) -> None:
        self._file = home / FILE

    def on(self) -> bool:
        """Whether it is paused; one look at the disk, some microseconds a question."""
        return self._file.exists()

    def set(self, on: bool) -> None:
        """Pause or go on; raises OSError where the home cannot be written."""
        if on:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.touch(mode=0o600)
        else:
            self._file.unlink(missing_ok=True)
