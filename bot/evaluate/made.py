"""What gave an answer, as short sums: our code, the model that reads, and each article. Two runs are told apart by them."""

from __future__ import annotations

import functools
import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any, Self

from vectorstore.manifest import article_hash

if TYPE_CHECKING:
    from bot.reading.model import Reader
    from vectorstore.index import Index

# Hex characters of a sum: among a thousand articles one changes unnoticed in one of four billion changes.
_LENGTH = 8
# The packages whose code decides an answer and its verdict; of them the files that are ours to write.
_PACKAGES, _CODE = ("bot", "vectorstore"), (".py", ".toml", ".json")
# The trained parts of the package's own reader.
_TRAINED = ("model.onnx", "weights.json")
# The table of parties, by the name under which answers cite it.
STATUS_SOURCE = "status.csv"


@dataclass(frozen=True, slots=True)
class Made:
    """Sums; "" and none where nobody knows, as in what an earlier version wrote."""

    code: str = ""
    reader: str = ""
    corpus: Mapping[str, str] = field(default_factory=dict)  # an article's source -> its sum

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Self:
        """The reverse; raises TypeError on another shape."""
        return cls(**{**record, "corpus": dict(record.get("corpus", {}))})


UNKNOWN = Made()


def made_by(index: Index, reader: Reader) -> Made:
    """The sums of what is running now on *index*."""
    sums: dict[str, list[str]] = defaultdict(list)
    for article in index.articles():
        sums[article.source].append(article_hash(article))
    corpus = {source: _sum("".join(sorted(found))) for source, found in sorted(sums.items())}
    if index.status:
        corpus[STATUS_SOURCE] = _sum(repr(index.status))
    return Made(code_sum(), reader_sum(reader), corpus)


@functools.cache
def code_sum() -> str:
    """Of the code that answers; comments count."""
    found = hashlib.sha256()
    for package in _PACKAGES:
        for path, file in _files(files(package), package):
            found.update(path.encode() + b"\0" + file.read_bytes())
    return found.hexdigest()[:_LENGTH]


def reader_sum(reader: Reader) -> str:
    """Of the package's own trained files; of another model its name, which is all there is to know."""
    from bot.reading.model import OwnReader

    if not isinstance(reader, OwnReader):
        return str(getattr(reader, "name", type(reader).__name__))
    return _trained()


@functools.cache
def _trained() -> str:
    folder, found = files("bot.reading"), hashlib.sha256()
    for name in _TRAINED:
        if (file := folder.joinpath(name)).is_file():
            found.update(file.read_bytes())
    return found.hexdigest()[:_LENGTH]


def _files(folder: Traversable, path: str) -> list[tuple[str, Traversable]]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            found += _files(entry, f"{path}/{entry.name}")
        elif entry.name.endswith(_CODE) and entry.name not in _TRAINED:
            found.append((f"{path}/{entry.name}", entry))
    return found


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]
