"""An index that grew article by article is the index of the same articles built at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ingest.split import passages
from vectorstore import places
from vectorstore.build import build_index
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.lock import write_lock


def built(home: Path, *steps: tuple, embedder: Embedder) -> Path:
    for articles in steps:
        with write_lock(home):
            build_index(home, articles, passages, embedder)
    return places.builds(home) / places.current_name(home)


@pytest.mark.parametrize("name", ["passages.npy", "sentences.npy"])
def test_a_grown_index_has_the_vectors_of_a_fresh_one(
    tmp_path: Path, starter_index: Index, embedder: Embedder, name: str
) -> None:
    articles = starter_index.articles()[:12]
    grown = built(tmp_path / "grown", articles[::2], articles, embedder=embedder)
    fresh = built(tmp_path / "fresh", articles, embedder=embedder)
    assert np.array_equal(np.load(grown / name), np.load(fresh / name))
