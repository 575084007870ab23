"""Which bytes have been read before, and into which article: what is unchanged need not be read again."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
from datetime import date
from importlib import resources
from pathlib import Path

from vectorstore.types import Article

from .formats import Raw

_Entry = tuple[str, str, str, str]  # digest of the bytes, article id, digest of the record, day of reading
_NEVER: _Entry = ("", "", "", "")
# Told apart from the article itself: they change without its bytes.
_NOT_COMPARED = ("origin", "added_at", "group")


class Memory:
    """HOME/read.json; losing it costs time and nothing else."""

    def __init__(self, home: Path, today: date) -> None:
        self._today = today.isoformat()
        self._path = home / "read.json"
        self._rules = _rules(home / "publishers.toml")
        self._known = self._load()
        self._changed = False

    def article_of(self, raw: Raw, archive: dict[str, Article]) -> Article | None:
        """The archived article that *raw* became, if it would become exactly that again.

        Without a day of publication it is read again every day: its date may no longer lie ahead.
        """
        digest, article_id, record, day = self._known.get(_place(raw), _NEVER)
        article = archive.get(article_id)
        if article is None or digest != _digest(raw) or record != _record(article):
            return None
        return article if article.published or day == self._today else None

    def remember(self, raw: Raw, article: Article) -> None:
        """Keep what *raw* became."""
        entry = (_digest(raw), article.id, _record(article), self._today)
        if self._known.get(_place(raw)) != entry:
            self._known[_place(raw)] = entry
            self._changed = True

    def save(self) -> None:
        """Write it aside and rename it."""
        if not self._changed:
            return
        aside = self._path.with_suffix(f".{os.getpid()}.tmp")
        with contextlib.suppress(OSError):  # a full disk is told by those whose writes matter
            aside.write_text(json.dumps({"rules": self._rules, "read": self._known}), encoding="utf-8")
            aside.replace(self._path)

    def _load(self) -> dict[str, _Entry]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            if kept["rules"] != self._rules:
                return {}
            return {place: (a, b, c, d) for place, (a, b, c, d) in kept["read"].items()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}


def _place(raw: Raw) -> str:
    return f"{raw.origin}\n{raw.source}"


def _digest(raw: Raw) -> str:
    return hashlib.sha256(f"{raw.kind}\n{raw.url or ''}\n".encode() + raw.data).hexdigest()


def _record(article: Article) -> str:
    """Changes when anybody edits the record."""
    fields = {name: value for name, value in article.to_json().items() if name not in _NOT_COMPARED}
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()


def _rules(outlets: Path) -> str:
    """The readers' own code, their lists and the owner's: with other rules everything is read again."""
    own = outlets.read_bytes() if outlets.is_file() else b""
    return hashlib.sha256(_package() + own).hexdigest()


@functools.cache
def _package() -> bytes:
    digest = hashlib.sha256()
    for package in ("ingest", "vectorstore"):
        root = resources.files(package)
        for folder in (root, root.joinpath("data")):
            for file in sorted(folder.iterdir(), key=lambda f: f.name):
                if file.is_file() and file.name.endswith((".py", ".toml")):
                    digest.update(file.name.encode() + file.read_bytes())
    return digest.digest()
