"""Throw-away homes for benchmarks."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from platformdirs import user_data_path

from ingest.run import ingest
from ingest.split import passages
from vectorstore.build import build_index
from vectorstore.e5folder import ensure_folder
from vectorstore.embedder import Embedder, load_embedder
from vectorstore.index import Index
from vectorstore.lock import write_lock
from vectorstore.text import nfc
from vectorstore.types import Article


def embedder() -> Embedder:
    """The embedded model, from HANOI_MODELS or below the usual home."""
    return load_embedder(None, _models(), print)


def model_folder() -> Path:
    """The embedded model as a sentence-transformers folder."""
    return ensure_folder(_models(), print)


def _models() -> Path:
    usual = user_data_path("hanoi-convention-bot") / "models"
    return Path(os.environ.get("HANOI_MODELS") or usual)


def index_folder(folder: Path, home: Path) -> Index:
    """Index *folder*'s files (title line, blank line, text) as they are, without cleaning."""
    articles = []
    for path in sorted(folder.glob("*.txt")):
        title, text = nfc(path.read_text(encoding="utf-8")).split("\n", 1)
        articles.append(Article(path.stem, title.strip(), path.name, "vi", text.strip()))
    model = embedder()
    with write_lock(home):
        build_index(home, articles, passages, model)
    return Index.open(home, model)


def index_starter(home: Path) -> Index:
    """The starter corpus, ingested as a user would."""
    model = embedder()
    ingest([str(files("ingest") / "corpus")], home, model)
    return Index.open(home, model)
