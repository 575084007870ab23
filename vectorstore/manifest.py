"""What a build says of itself: which model made it, from which articles."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .embedder import Embedder
from .errors import Unsound
from .text import NORMALISER_VERSION
from .types import Article

FILE = "manifest.json"
# The build's own layout; an index of another layout is rebuilt, never read.
FORMAT = 2
# What an answer can show of an article, and what its vectors are made of: another value is another build.
_HASHED = (
    "title",
    "publisher",
    "author",
    "url",
    "source",
    "language",
    "published",
    "published_how",
    "updated",
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Written last into a build; without it a folder is no build."""

    build: str  # fingerprint: the same articles and model give the same one
    model: str
    dimension: int
    normaliser: int
    format: int
    articles: int
    passages: int
    sentences: int
    newest: str | None  # ISO date of the newest article
    created_at: str  # ISO time, UTC
    hashes: Mapping[str, str]  # article id -> hash of all that shows
    rules: str = ""  # of cutting and of choosing words; with others only vectors can be reused

    def write(self, folder: Path) -> None:
        """Keep it as JSON in *folder*."""
        (folder / FILE).write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest of a build; raises `Unsound` when it is missing or of another layout."""
        try:
            record: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
            if record.get("format") != FORMAT:
                raise Unsound("it was written by another version")
            return cls(**record)
        except (OSError, ValueError, TypeError) as error:
            raise Unsound(f"the manifest of {folder.name} cannot be read") from error


def article_hash(article: Article) -> str:
    """Changes whenever anything that an answer shows or is found by changes."""
    shown = [getattr(article, name) for name in _HASHED] + [article.sha256, article.group]
    shown += [[c.text, c.at] for c in article.captions] + [article.kind]
    if article.voice != "source":  # the hashes of all others stay what they were
        shown += [article.voice] + [[b.publisher, b.title, b.url, b.published] for b in article.based_on]
    if article.provision is not None:
        shown += [article.provision.number, article.provision.chapter]
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()[:32]


def fingerprint(
    articles: Sequence[Article], embedder: Embedder, beside: Mapping[str, str] | None = None
) -> str:
    """Names a build by what went into it; *beside* are files that it carries, by name."""
    parts = [embedder.id, str(embedder.dimension), str(NORMALISER_VERSION), str(FORMAT)]
    parts += sorted(f"{a.id} {article_hash(a)}" for a in articles)
    parts += [f"{name}\n{text}" for name, text in sorted((beside or {}).items())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
