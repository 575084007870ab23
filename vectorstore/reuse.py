"""What a new build may take from the current one instead of making it again."""

from __future__ import annotations

import hashlib
import inspect
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from . import places, tables
from .embedder import Embedder
from .errors import IndexProblem
from .manifest import Manifest
from .proof import differences
from .text import NORMALISER_VERSION
from .types import Article


def rules_of(passages_of: Callable[..., object]) -> str:
    """Changes with the code and the lists that cut articles and choose their words.

    With other rules, vectors of passages that are still the same are kept, and all else is made again.
    """
    digest = hashlib.sha256(Path(inspect.getfile(passages_of)).read_bytes())
    root = resources.files("vectorstore")
    for folder in (root, root.joinpath("data")):
        for file in sorted(folder.iterdir(), key=lambda f: f.name):
            if file.is_file() and file.name.endswith((".py", ".tsv", ".txt")):
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Reusable:
    """The current build, when the same model and normaliser made it; else nothing."""

    folder: Path | None = None
    hashes: Mapping[str, str] = field(default_factory=dict)
    same_rules: bool = False
    connection: sqlite3.Connection | None = None

    @classmethod
    def of(cls, home: Path, embedder: Embedder, rules: str) -> Reusable:
        """Look at the current build of *home*; an unsound or missing one gives nothing to reuse."""
        try:
            folder = places.builds(home) / places.current_name(home)
            manifest = Manifest.read(folder)
            if differences(folder, manifest.files):
                return cls()
            connection = tables.open_readonly(folder / tables.FILE)
            held = connection.execute("SELECT count(*) FROM passages").fetchone()[0]
        except (IndexProblem, sqlite3.Error):
            return cls()
        if (manifest.model, manifest.normaliser, manifest.passages) != (
            embedder.id,
            NORMALISER_VERSION,
            held,
        ):
            connection.close()
            return cls()
        return cls(folder, manifest.hashes, manifest.rules == rules, connection)

    def passages(self, article_id: str, value: str) -> list[tuple[int, int, tables.Stored]]:
        """(row, first sentence, passage) of an article that has not changed, *value* being its hash."""
        if self.connection is None or self.hashes.get(article_id) != value:
            return []
        return tables.stored_of(self.connection, article_id)

    def gone(self, hashes: Mapping[str, str]) -> list[Article]:
        """Articles of that build that are no more, or are no longer what they were."""
        if self.connection is None:
            return []
        changed = [i for i, value in self.hashes.items() if hashes.get(i) != value]
        found = (tables.read_article(self.connection, article_id) for article_id in changed)
        return [article for article in found if article is not None]

    @property
    def tables(self) -> Path:
        """That build's tables."""
        assert self.folder is not None
        return self.folder / tables.FILE

    def copy_chroma(self, target: Path) -> None:
        """Copy the current collection aside; without one, or with one on a server, nothing is there yet."""
        if self.folder is not None and (self.folder / "chroma").is_dir():
            shutil.copytree(self.folder / "chroma", target)

    def close(self) -> None:
        """Let go of that build's files."""
        if self.connection is not None:
            self.connection.close()
