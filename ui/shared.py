"""Answers that somebody shared, kept as they were given: a file each under the home, until the owner deletes it.

Nothing about who shared it or who reads it is kept, and what looks like an e-mail address or a telephone number in the
question is masked. The address follows from the signed id of the answer (`ui.answer_id`), so that nobody can guess one.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from bot.answer import Answer
from ui.answer_id import AnswerIds
from ui.answer_record import CHOSEN, answer_from
from ui.feedback import masked
from vectorstore import clock
from vectorstore.types import Article, Filters

FOLDER = "shared"
# At some 8 kB each 40 MB; a newsroom that shares ten a day fills it in more than a year.
MOST = 5000
_NAME = re.compile(r"[A-Za-z0-9_-]{22}")


class Full(Exception):
    """As many are kept as may be."""

    def __init__(self) -> None:
        super().__init__(f"{MOST} shared answers are kept. Delete some with `hanoi shared --delete ID`.")


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was given, with what it was asked of."""

    id: str
    answer: Answer
    filters: Filters
    given_on: str  # ISO date
    newest: str | None  # ISO date of the newest text at that time


class Shared:
    """The shared answers of one home; safe between threads and processes."""

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    def keep(self, name: str, answer: Answer, filters: Filters, articles: Sequence[Article]) -> None:
        """Write it, unless it is there; raises `Full` and OSError."""
        path = self._path(name)
        if path.exists():
            return
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if sum(1 for _ in self._folder.glob("*.json")) >= MOST:
            raise Full
        record = {
            "answer": replace(answer, question=masked(answer.question)).to_json(),
            "filters": {key: getattr(filters, key) for key in CHOSEN},
            "given_on": clock.today().isoformat(),
            "newest": max((a.published for a in articles if a.published), default=None),
        }
        aside = path.with_name(f".{name}.{secrets.token_hex(4)}")
        file = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "w", encoding="utf-8") as out:
            json.dump(record, out, ensure_ascii=False)
        aside.replace(path)

    def get(self, name: str) -> Kept | None:
        """None when there is none of that name, or what is there cannot be read."""
        if not _NAME.fullmatch(name):
            return None
        try:
            return _kept(name, json.loads(self._path(name).read_text("utf-8")))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def all(self) -> Iterator[Kept]:
        """Newest first."""
        paths = sorted(self._folder.glob("*.json"), key=lambda path: -path.stat().st_mtime)
        return (kept for path in paths if (kept := self.get(path.stem)))

    def delete(self, name: str) -> bool:
        """Whether there was one."""
        if not _NAME.fullmatch(name):
            return False
        try:
            self._path(name).unlink()
        except FileNotFoundError:
            return False
        return True

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"


def name_of(ids: AnswerIds, answer: Answer, filters: Filters) -> str:
    """22 characters: the same for the same answer to the same filters."""
    chosen = {key: value for key, value in asdict(filters).items() if key in CHOSEN}
    digest = hashlib.sha256((ids.id_of(answer) + json.dumps(chosen, sort_keys=True)).encode()).digest()
    return urlsafe_b64encode(digest[:16]).decode().rstrip("=")


def _kept(name: str, record: dict[str, Any]) -> Kept:
    filters = Filters(**{key: record["filters"][key] for key in CHOSEN})
    return Kept(name, answer_from(record["answer"]), filters, record["given_on"], record["newest"])
