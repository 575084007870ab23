"""The reader that goes with an embedder, opened once: the package's own, or the one that the owner names."""

from __future__ import annotations

import threading
from pathlib import Path
from weakref import WeakKeyDictionary

from bot.reading.hub import load_reader
from bot.reading.model import Reader
from vectorstore.e5folder import ensure_folder
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.tokenizer import load_tokenizer

_READERS: WeakKeyDictionary[Embedder, Reader] = WeakKeyDictionary()
_LOCK = threading.Lock()


def reader_of(index: Index) -> Reader:
    """The reader of *index*: the one `use_reader` named for its embedder, else the package's own."""
    with _LOCK:
        reader = _READERS.get(index.embedder)
        if reader is None:
            home = index.folder.parents[2]  # home/index/builds/<build>
            reader = _READERS[index.embedder] = open_reader(None, index.embedder, home / "models")
        return reader


def use_reader(name: str | None, embedder: Embedder, models: Path) -> None:
    """From now on whatever *embedder* indexed is read by the reader called *name*; raises `ModelProblem`."""
    reader = open_reader(name, embedder, models)
    with _LOCK:
        _READERS[embedder] = reader


def open_reader(name: str | None, embedder: Embedder, models: Path) -> Reader:
    """The reader called *name* (None: the package's own); raises `ModelProblem`.

    The own one cuts text with the embedded model's tokenizer, which is shared with *embedder* where that is the
    embedded model, and made below *models* otherwise.
    """
    tokenizer = getattr(embedder, "tokenizer", None)
    if tokenizer is None and not name:
        tokenizer = load_tokenizer(ensure_folder(models))
    return load_reader(name, tokenizer)
