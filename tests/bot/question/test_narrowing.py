"""Which articles a question lets answer."""

from __future__ import annotations

from datetime import date

import pytest

from bot.question.narrowing import narrowed, without
from bot.question.spoken import language_in
from bot.question.utterance import utterance
from vectorstore.types import Filters

NEAR = date(2025, 12, 20)
OUTLETS = frozenset(("Sài Gòn Giải Phóng", "Báo Nhân Dân", "The Guardian"))


@pytest.mark.parametrize(
    ("question", "filters"),
    [
        ("tính đến 5 tháng 9 năm 2025 bao nhiêu nước ký", Filters(as_of="2025-09-05")),
        ("tính đến 5.9.2025", Filters(as_of="2025-09-05")),
        ("tinh den ngay 5/9/2025 bao nhieu nuoc", Filters(as_of="2025-09-05")),
        ("tính đến hết tháng chín có bao nhiêu nước", Filters(as_of="2025-09-30")),
        ("How many had signed as of 25 October 2025?", Filters(as_of="2025-10-25")),
        ("How many had signed before the end of October 2025?", Filters(as_of="2025-10-31")),
        ("Trước cuối tháng 10 năm 2025 có mấy nước ký?", Filters(as_of="2025-10-31")),
        ("trước tháng 11 năm 2025 ai ký", Filters(until="2025-10-31")),
        ("who signed before November 2025?", Filters(until="2025-10-31")),
        ("Trước ngày 24/10/2025 bao nhiêu đoàn?", Filters(until="2025-10-23")),
        ("Mở ký đến ngày 31/12/2026 phải không?", Filters()),
        ("Ai ký ngày 25/10?", Filters()),
        ("Theo Sài Gòn Giải Phóng, ai làm trưởng ban?", Filters(publisher="Sài Gòn Giải Phóng")),
        ("theo bao nhan dan ai ky", Filters(publisher="Báo Nhân Dân")),
        ("according to the Guardian, who signed?", Filters(publisher="The Guardian")),
        ("Nhân dân nói gì?", Filters()),
    ],
)
def test_filters(question: str, filters: Filters) -> None:
    said = utterance(question, language_in(question, ()))
    assert narrowed(said, Filters(), NEAR, OUTLETS).filters == filters


def test_what_the_caller_set_is_kept() -> None:
    said = utterance("tính đến 5/9/2025 bao nhiêu nước", "vi")
    assert narrowed(said, Filters(as_of="2025-10-01"), NEAR, OUTLETS).filters.as_of == "2025-10-01"


def test_a_day_that_became_a_filter_is_not_searched_for() -> None:
    said = utterance("Tính đến ngày 25/10/2025 có bao nhiêu nước ký?", "vi")
    assert without(said, narrowed(said, Filters(), NEAR, OUTLETS).used) == "có bao nhiêu nước ký?"


def test_of_a_yes_or_no_the_time_before_is_what_is_asked() -> None:
    said = utterance("Was it adopted before 2025?", "en")
    found = narrowed(said, Filters(), NEAR, OUTLETS, closed=True)
    assert found.filters == Filters()
    assert [t.year for t in found.times] == [2025]
