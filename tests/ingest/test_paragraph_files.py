"""Files that hold a title and a paragraph and nothing else come through whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from library_samples import article_of

from vectorstore.text import nfc


@pytest.fixture(scope="module")
def documents(shared_articles: Path) -> list[Path]:
    found = sorted((shared_articles.parent / "qa" / "xquad_dev" / "docs").glob("*.txt"))
    if not found:
        pytest.skip("REAL INPUT MISSING: ../shared/qa/xquad_dev/docs is not beside the repository")
    return found


def test_paragraph_files_come_through_whole(documents: list[Path]) -> None:
    for path in documents:
        title, body = nfc(path.read_text("utf-8")).split("\n", 1)
        article = article_of(path)
        assert article.title == title
        assert article.text.split() == body.split()
        assert (article.publisher, article.published, article.published_how) == ("", None, "unknown")
        assert article.captions == ()
