"""Text as scrapers leave it, written by us after the habits of several sites; the truth was read by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from library_samples import article_of

SCRAPED = Path(__file__).parent / "scraped"
TRUTH: dict[str, dict[str, Any]] = json.loads((SCRAPED / "truth.json").read_text("utf-8"))


@pytest.mark.parametrize("name", TRUTH)
def test_scraped_text_becomes_its_article(name: str) -> None:
    truth = TRUTH[name]
    article = article_of(SCRAPED / f"{name}.txt")
    assert article.text.split("\n\n") == truth["paragraphs"]
    assert [c.text for c in article.captions] == truth["captions"]
    fields = ("title", "publisher", "author", "published", "published_how", "language")
    assert {f: getattr(article, f) for f in fields} == {f: truth[f] for f in fields}
