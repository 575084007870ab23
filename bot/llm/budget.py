"""A cap on the tokens of a day, kept in a file so that a restart does not begin a new day."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

# Another process holds the file for less than a millisecond; a second means that something is wrong.
_BUSY_S = 1.0


class Budget:
    """How many tokens may still be spent today (UTC), by all processes that share the file."""

    def __init__(self, most: int, path: Path) -> None:
        self.most, self.path = most, path
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._open() as kept:
            kept.execute("CREATE TABLE IF NOT EXISTS spent (day TEXT PRIMARY KEY, tokens INTEGER NOT NULL)")

    def reserve(self, tokens: int) -> bool:
        """Take *tokens* for a request about to be made; False when the day has no such number left."""
        with self._open() as kept:
            kept.execute("INSERT OR IGNORE INTO spent VALUES (?, 0)", (_today(),))
            taken = kept.execute(
                "UPDATE spent SET tokens = tokens + ? WHERE day = ? AND tokens + ? <= ?",
                (tokens, _today(), tokens, self.most),
            )
            return (
                taken.rowcount == 1
            )  # a full disk or a lost file raises sqlite3.Error: nothing is spent then

    def settle(self, reserved: int, used: int) -> None:
        """Give back what a request did not use; a model that used more has overdrawn."""
        with self._open() as kept:
            kept.execute(
                "UPDATE spent SET tokens = max(0, tokens + ?) WHERE day = ?", (used - reserved, _today())
            )

    def spent(self) -> int:
        """Tokens of today, those reserved by running requests included."""
        with self._open() as kept:
            row = kept.execute("SELECT tokens FROM spent WHERE day = ?", (_today(),)).fetchone()
        return int(row[0]) if row else 0

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with self._lock, closing(sqlite3.connect(self.path, timeout=_BUSY_S)) as kept, kept:
            yield kept


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
