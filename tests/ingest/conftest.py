"""A quick embedding model and a folder of two articles, for tests of everything but meaning."""

from __future__ import annotations

from pathlib import Path

import pytest
from library_samples import ONE, TWO, HashEmbedder


@pytest.fixture
def quick() -> HashEmbedder:
    """An embedder that counts what it embeds."""
    return HashEmbedder()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with one scraped text and one Markdown article, the latter in a subfolder."""
    folder = tmp_path / "articles"
    (folder / "en").mkdir(parents=True)
    (folder / "library.txt").write_text(ONE, encoding="utf-8")
    (folder / "en" / "library.md").write_text(TWO, encoding="utf-8")
    return folder
