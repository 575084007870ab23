"""What is kept of questions that got no answer, or only a careful one: counts of a day, perhaps the questions.

One SQLite file under the home, and none before the owner asks for it. A row says how often something was asked on
a day; no hour, address, cookie or browser is kept, so that no two rows can be told to be one person's. Questions are
masked as opinions are (`ui.feedback.masked`). What is older than the owner's days is forgotten at every writing and reading.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal

from bot.answer import Answer
from ui.feedback import masked
from ui.settings import Keeping

FILE = "gaps.sqlite3"
Outcome = Literal["refused", "hedged"]
# A question is a sentence or two; a longer one is a paste, and more of it tells more of who pasted it.
MAX_TEXT = 500
# About 10 MB. A flood of made-up questions must not fill the disk; the oldest go first.
MAX_ROWS = 50_000
# Another process may be writing its one row; that takes milliseconds.
_WAIT_S = 5
# Greetings and what is no question are nobody's gap.
_NO_GAPS = frozenset({"small_talk", "not_a_question"})

_TABLE = """
CREATE TABLE IF NOT EXISTS gaps (
  day TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  language TEXT NOT NULL,
  question TEXT NOT NULL,
  times INTEGER NOT NULL,
  PRIMARY KEY (day, outcome, reason, language, question)
)
"""
_COUNT = """
INSERT INTO gaps VALUES (?, ?, ?, ?, ?, 1)
ON CONFLICT (day, outcome, reason, language, question) DO UPDATE SET times = times + 1
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """So often on that day; *question* is "" where only counts are kept."""

    day: date  # UTC
    outcome: Outcome
    reason: str  # `bot.answer.Reason`; "" of a careful answer
    language: str
    question: str
    times: int


@dataclass(frozen=True, slots=True)
class Gaps:
    """The file of one home. Safe to share between threads and processes."""

    path: Path
    keeping: Keeping
    days: int  # how long anything is kept

    @classmethod
    def of(cls, home: Path, keeping: Keeping, days: int) -> Gaps:
        """Of a home; nothing is made before there is something to keep."""
        return cls(home / FILE, keeping, days)

    def note(self, answer: Answer) -> None:
        """Count *answer* if it is a gap and the owner wants to know."""
        outcome = gap_of(answer)
        if self.keeping == "no" or outcome is None:
            return
        question = " ".join(masked(answer.question).split())[:MAX_TEXT] if self.keeping == "texts" else ""
        day = today()
        with self._open() as db:
            db.execute(_COUNT, (day.isoformat(), outcome, answer.reason or "", answer.language, question))
            self._forget_old(db, day)
            db.execute(
                "DELETE FROM gaps WHERE rowid IN (SELECT rowid FROM gaps ORDER BY day DESC, rowid DESC LIMIT -1 OFFSET ?)",
                (MAX_ROWS,),
            )

    def since(self, first: date) -> tuple[Asked, ...]:
        """What is kept of *first* and the days after it, oldest first."""
        if not self.path.exists():
            return ()
        with self._open() as db:
            self._forget_old(db, today())
            rows = db.execute("SELECT * FROM gaps WHERE day >= ? ORDER BY day, rowid", (first.isoformat(),))
            return tuple(Asked(date.fromisoformat(row[0]), *row[1:]) for row in rows)

    def forget(self) -> int:
        """Delete everything; returns how many questions that were."""
        if not self.path.exists():
            return 0
        with self._open() as db:
            (count,) = db.execute("SELECT coalesce(sum(times), 0) FROM gaps").fetchone()
        self.path.unlink()
        return int(count)

    def _forget_old(self, db: sqlite3.Connection, today: date) -> None:
        oldest = today - timedelta(days=self.days - 1)
        db.execute("DELETE FROM gaps WHERE day < ?", (oldest.isoformat(),))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))  # for the owner only, whatever the umask
        db = sqlite3.connect(self.path, timeout=_WAIT_S)
        try:
            db.execute("PRAGMA secure_delete = ON")  # what is forgotten is not left in the file's free pages
            db.execute(_TABLE)
            with db:
                yield db
        finally:
            db.close()


def gap_of(answer: Answer) -> Outcome | None:
    """Whether something was missing: a refusal, a careful answer, or one that says what it does not tell."""
    if answer.reason in _NO_GAPS:
        return None
    if not answer.found:
        return "refused"
    return "hedged" if answer.hedged or answer.missing else None


def today() -> date:
    """The calendar's, not HANOI_TODAY's: retention is about real days."""
    return datetime.now(UTC).date()
