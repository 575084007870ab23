"""Text as scrapers leave it, written by us after the habits of several sites; the truth was read by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from library_samples import article_of

from ingest.clean import clean

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


@pytest.mark.parametrize(
    ("lead", "text", "outlet"),
    [
        ("(Ngày Nay) - Thư viện mở cửa.", "Thư viện mở cửa.", "Ngày Nay"),
        ("(Báo Lạ) – “Thư viện” mở cửa.", "“Thư viện” mở cửa.", "Báo Lạ"),
        ("Hà Nội (TTXVN) - Thư viện mở cửa.", "Thư viện mở cửa.", "TTXVN"),
        ("HANOI, Oct. 25 (Some Wire) -- The library opened.", "The library opened.", "Some Wire"),
        ("TTO - Thư viện mở cửa.", "Thư viện mở cửa.", "TTO"),
        ("Bộ Công an (BCA) - cơ quan chủ trì - họp báo.", None, ""),
        ("Công ước (mở ký tại Hà Nội) - một văn kiện mới.", None, ""),
        ("ASEAN - Trung Quốc họp tại Hà Nội.", None, ""),
        ("G7 - nhóm bảy nước - họp tại Ý.", None, ""),
    ],
)
def test_datelines(lead: str, text: str | None, outlet: str) -> None:
    found = clean(f"Tiêu đề của bài viết này\n\n{lead}\n\nMột đoạn văn nữa để bài không chỉ có một câu.")
    assert (found.paragraphs[0], found.outlet) == (text or lead, outlet)
