"""Pages written after the layouts of news systems: body, captions, names and dates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from library_samples import article_of

from ingest.errors import Rejected

PAGES = Path(__file__).parent / "pages"
TRUTH: dict[str, dict[str, Any]] = json.loads((PAGES / "truth.json").read_text("utf-8"))


@pytest.mark.parametrize("name", TRUTH)
def test_a_page_becomes_its_article(name: str) -> None:
    truth = TRUTH[name]
    article = article_of(PAGES / f"{name}.html")
    assert article.text.split("\n\n") == truth["paragraphs"]
    assert [c.text for c in article.captions] == truth["captions"]
    assert [s for s in truth["must_not_survive"] if s in article.text] == []
    fields = ("title", "publisher", "author", "published", "updated", "language")
    assert {f: getattr(article, f) for f in fields} == {f: truth[f] for f in fields}


def test_precision_and_recall_over_all_pages() -> None:
    """The floor stays when somebody has to accept one bad page."""
    right = found = wanted = 0
    for name, truth in TRUTH.items():
        paragraphs = article_of(PAGES / f"{name}.html").text.split("\n\n")
        right += sum(p in truth["paragraphs"] for p in paragraphs)
        found += len(paragraphs)
        wanted += len(truth["paragraphs"])
    assert len(TRUTH) >= 24
    assert right / found >= 0.98
    assert right / wanted >= 0.98


def test_a_bad_byte_costs_its_paragraph_and_no_other(tmp_path: Path) -> None:
    """A browser shows the page with one �; a quote with it would not be what the article said."""
    truth = TRUTH["headline_daily"]
    raw = (PAGES / "headline_daily.html").read_bytes()
    lost = truth["paragraphs"][2]
    page = tmp_path / "page.html"
    page.write_bytes(raw.replace(lost.encode(), lost.encode().replace("ộ".encode(), b"\xff", 1)))
    assert article_of(page).text.split("\n\n") == [p for p in truth["paragraphs"] if p != lost]


def test_a_bad_byte_in_the_title_is_refused(tmp_path: Path) -> None:
    raw = (PAGES / "headline_daily.html").read_bytes()
    page = tmp_path / "page.html"
    heading = b'<h1 class="title-detail">C'
    assert heading in raw
    page.write_bytes(raw.replace(heading, heading + b"\xff"))
    with pytest.raises(Rejected, match="characters were lost"):
        article_of(page)
