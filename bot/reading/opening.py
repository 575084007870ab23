"""The reader of an index, opened once: the package's own, or the one that the owner names."""

from __future__ import annotations

import threading
from pathlib import Path
from weakref import WeakKeyDictionary

from bot.reading.hub import load_reader
from bot.reading.model import Reader
from vectorstore.e5folder import ensure_folder
from vectorstore.index import Index
from vectorstore.tokenizer import load_tokenizer

_READERS: WeakKeyDictionary[Index, Reader] = WeakKeyDictionary()
_LOCK = threading.Lock()


def reader_of(index: Index) -> Reader:
    """The package's own reader for *index*, kept as long as the index is."""
    with _LOCK:
        reader = _READERS.get(index)
        if reader is None:
            reader = _READERS[index] = open_reader(None, index)
        return reader


def use_reader(index: Index, reader: Reader) -> None:
    """From now on *index* is read with *reader*."""
    with _LOCK:
        _READERS[index] = reader


def open_reader(name: str | None, index: Index, models: Path | None = None) -> Reader:
    """The reader called *name* (None: the package's own); raises `ModelProblem`.

    The own one cuts text with the embedded model's tokenizer, which is shared with the embedder where that is the
    embedded model, and made below *models* (the home's, when None) otherwise.
    """
    tokenizer = getattr(index.embedder, "tokenizer", None)
    if tokenizer is None and not name:
        home = index.folder.parents[2]  # home/index/builds/<build>
        tokenizer = load_tokenizer(ensure_folder(models or home / "models"))
    return load_reader(name, tokenizer)
