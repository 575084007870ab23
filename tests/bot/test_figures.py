"""Figures over time, on small articles of our own with the real index."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.chat import ask
from ingest.split import passages
from vectorstore.build import build_index
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.lock import write_lock
from vectorstore.types import Article, Filters

TEXTS = {
    "2025-10-20": "Ban tổ chức dự kiến có 60 nước ký Công ước Hà Nội tại buổi lễ. Công tác chuẩn bị đã hoàn tất.",
    "2025-10-25": "Đến chiều nay đã có 65 quốc gia ký Công ước Hà Nội. Buổi lễ còn tiếp tục trong ngày mai.",
    "2025-10-26": "Kết thúc hai ngày, 72 nước đã ký Công ước Hà Nội, trong đó 64 nước ký tại phiên toàn thể.",
    "2025-10-27": "Công ước Hà Nội cần tối thiểu 40 nước phê chuẩn để có hiệu lực. Quá trình này có thể kéo dài.",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Index:
    home: Path = tmp_path_factory.mktemp("figures")
    kept = [
        Article(day, f"Tin ngày {day}", f"{day}.txt", "vi", text, published=day, published_how="stated")
        for day, text in TEXTS.items()
    ]
    with write_lock(home):
        build_index(home, kept, passages, embedder)
    return Index.open(home, embedder)


def test_the_newest_firm_figure_leads_and_older_ones_keep_their_dates(index: Index) -> None:
    answer = ask("Bao nhiêu nước đã ký Công ước Hà Nội?", index)
    assert answer.short == "72 nước"
    assert [(f.value, f.as_of) for f in answer.timeline][:2] == [(72, "2025-10-26"), (65, "2025-10-25")]


def test_a_plan_is_no_result_and_a_part_no_whole(index: Index) -> None:
    answer = ask("Bao nhiêu nước đã ký Công ước Hà Nội?", index)
    assert not {60.0, 64.0, 40.0} & {f.value for f in answer.timeline}


def test_as_of_a_day_what_was_known_that_day(index: Index) -> None:
    answer = ask("Bao nhiêu nước đã ký Công ước Hà Nội?", index, filters=Filters(as_of="2025-10-25"))
    assert answer.short == "65 quốc gia"
    assert all(c.published and c.published <= "2025-10-25" for c in answer.citations)


def test_a_requirement_does_not_answer_what_has_been_done(index: Index) -> None:
    answer = ask("Bao nhiêu nước đã phê chuẩn Công ước Hà Nội?", index)
    assert (answer.found, answer.reason) == (False, "false_premise")
    assert answer.nearest


def test_a_requirement_answers_what_is_required(index: Index) -> None:
    answer = ask("Cần tối thiểu bao nhiêu nước phê chuẩn?", index)
    assert answer.found
    assert "40 nước" in answer.citations[0].quote


def test_both_days_of_a_comparison_are_quoted(index: Index) -> None:
    answer = ask("So sánh số nước ký ngày 25/10 và ngày 26/10", index)
    quotes = " ".join(c.quote for c in answer.citations)
    assert "65" in quotes
    assert "72" in quotes
