"""What a build says of itself: which model made it, from which articles."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from .embedder import Embedder
from .errors import Unsound
from .proof import sums
from .text import NORMALISER_VERSION
from .types import Article

FILE = "manifest.json"
# The build's own layout; an index of another layout is rebuilt, never read.
FORMAT = 2
# The manifest's own sum, over all the rest of it.
_SUM = "sum"
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
    files: Mapping[str, str] = field(default_factory=dict)  # path in the build -> its size and sum (`proof`)

    def write(self, folder: Path) -> None:
        """Keep it as JSON in *folder*, with a sum of its own."""
        record = asdict(self)
        text = json.dumps({**record, _SUM: _sum_of(record)}, indent=1)
        (folder / FILE).write_text(text, encoding="utf-8")

    def sealed(self, folder: Path) -> Manifest:
        """With the sums of all files of *folder*, which are written by now; kept there."""
        sealed = replace(self, files=sums(folder))
        sealed.write(folder)
        return sealed

    @classmethod
    def read(cls, folder: Path, *, finished: bool = True) -> Manifest:
        """The manifest of a build, or of one that is about to be *finished*.

        Raises `Unsound` when it is missing, of another layout or changed.
        """
        try:
            record: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
            if record.get("format") != FORMAT:
                raise Unsound("it was written by another version")
            kept = record.pop(_SUM, None)
            if finished and not record.get("files"):
                raise Unsound("it was written before its files were summed up")
            if kept != _sum_of(record):
                raise Unsound(f"the manifest of {folder.name} changed after it was written")
            return cls(**record)
        except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
            raise Unsound(f"the manifest of {folder.name} cannot be read") from error


def _sum_of(record: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()


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
