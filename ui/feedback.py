"""What visitors thought of answers: a thumb and perhaps a comment, with the answer it was about.

Kept in one SQLite file under the home. Nothing about the visitor is kept: no
address, no cookie, no browser; e-mail addresses and long numbers that somebody
typed are masked before anything is written.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answer import Answer
from bot.evaluate.pairs import Pair
from ui.question import MAX_QUESTION
from vectorstore.text import fold

FILE = "feedback.sqlite3"
# A comment is a few sentences; a longer one is a paste.
MAX_COMMENT = 1_000
# A language model's longest answer has some 4,000 characters.
_MOST_ANSWER = 20_000
# About 20 MB. The oldest go first: an opinion about last year's index mends nothing.
MAX_ROWS = 20_000
# Another process may be writing its one row; that takes milliseconds.
_WAIT_S = 5

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Nine digits and more are telephone, identity card and account numbers; no figure of the articles is as long.
_LONG_NUMBER = re.compile(r"\+?\d(?:[ .-]?\d){8,}")

_TABLE = """
CREATE TABLE IF NOT EXISTS feedback (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  liked INTEGER NOT NULL,
  comment TEXT NOT NULL,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  found INTEGER NOT NULL,
  language TEXT NOT NULL,
  mode TEXT NOT NULL,
  short TEXT,
  sources TEXT NOT NULL,
  build TEXT NOT NULL
)
"""

_JOIN = """
UPDATE feedback SET comment = :comment WHERE comment = '' AND id =
  (SELECT max(id) FROM feedback WHERE question = :question AND answer = :answer AND liked = :liked)
"""


@dataclass(frozen=True, slots=True)
class Opinion:
    """One thumb. *sources* are (source, ISO date or None) of the quotes, best first."""

    id: int
    at: str  # ISO day and minute, UTC: enough to order them, too little to follow a person
    liked: bool
    comment: str
    question: str
    answer: str
    found: bool
    language: str
    mode: str
    short: str | None
    sources: tuple[tuple[str, str | None], ...]
    build: str


class Opinions:
    """The kept opinions of one home. Safe to share between threads and processes."""

    def __init__(self, home: Path) -> None:
        self.path = home / FILE

    def keep(self, answer: Answer, liked: bool, comment: str = "") -> None:
        """Write one opinion; a comment that follows its thumb joins it."""
        values = _values(answer, liked, comment)
        with self._open() as db:
            if values["comment"] and self._join(db, values):
                return
            names = ", ".join(values)
            marks = ", ".join(f":{name}" for name in values)
            row = db.execute(f"INSERT INTO feedback ({names}) VALUES ({marks})", values).lastrowid
            db.execute("DELETE FROM feedback WHERE id <= ?", ((row or 0) - MAX_ROWS,))

    @staticmethod
    def _join(db: sqlite3.Connection, values: dict[str, Any]) -> bool:
        """Add the comment to the newest thumb of the same sort for the same answer."""
        joined = db.execute(_JOIN, values)
        return joined.rowcount > 0

    def all(self) -> tuple[Opinion, ...]:
        """Newest first; none when nobody has said anything."""
        if not self.path.exists():
            return ()
        with self._open() as db:
            return tuple(_opinion(row) for row in db.execute("SELECT * FROM feedback ORDER BY id DESC"))

    def get(self, number: int) -> Opinion | None:
        """The opinion of that id."""
        return next((opinion for opinion in self.all() if opinion.id == number), None)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        os.close(
            os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600)
        )  # also where the process's umask allows more
        db = sqlite3.connect(self.path, timeout=_WAIT_S)
        try:
            db.row_factory = sqlite3.Row
            db.execute(_TABLE)
            with db:
                yield db
        finally:
            db.close()


def masked(text: str) -> str:
    """The text without e-mail addresses and long numbers."""
    return _LONG_NUMBER.sub("[number]", _EMAIL.sub("[e-mail]", text))


def now() -> datetime.datetime:
    """The calendar's, as of `ui.gaps.store.today`."""
    return datetime.datetime.now(datetime.UTC)


def _values(answer: Answer, liked: bool, comment: str) -> dict[str, Any]:
    return {
        "at": now().strftime("%Y-%m-%dT%H:%MZ"),
        "liked": int(liked),
        "comment": masked(comment.strip()[:MAX_COMMENT]),
        "question": masked(answer.question[:MAX_QUESTION]),
        "answer": answer.text[:_MOST_ANSWER],
        "found": int(answer.found),
        "language": answer.language,
        "mode": answer.mode,
        "short": answer.short,
        "sources": json.dumps([(c.source, c.published) for c in answer.citations]),
        "build": answer.build,
    }


def _opinion(row: sqlite3.Row) -> Opinion:
    values: dict[str, Any] = dict(row)
    sources = tuple((source, published) for source, published in json.loads(values["sources"]))
    return Opinion(
        **{**values, "liked": bool(values["liked"]), "found": bool(values["found"]), "sources": sources}
    )


def candidate(opinion: Opinion) -> Pair:
    """A pair that a person has still to complete; until then no run counts it.

    What a visitor liked is taken as it was; what somebody disliked is only asked again.
    """
    unmarked = opinion.language == "vi" and fold(opinion.question) == opinion.question
    facts = ((opinion.short,),) if opinion.liked and opinion.short else ()
    return Pair(
        id=f"feedback-{opinion.id}",
        lang="vi-nodiac" if unmarked else opinion.language,
        question=opinion.question,
        answerable=opinion.found if opinion.liked else None,
        kind="feedback",
        must_contain=facts,
        source_any=tuple(dict.fromkeys(s for s, _ in opinion.sources)) if opinion.liked else (),
        candidate=True,
    )
