"""Days, months and years as questions name them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.question.times import ASKED_AHEAD_DAYS, relative, times
from bot.question.utterance import utterance
from vectorstore.types import Language

NEAR = date(2025, 10, 27)


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("5 tháng 9 năm 2025", "vi", ["2025-09-05"]),
        ("ngày 5 tháng 9, 2025", "vi", ["2025-09-05"]),
        ("5.9.2025", "vi", ["2025-09-05"]),
        ("5/9/2025", "vi", ["2025-09-05"]),
        ("5-9-2025", "vi", ["2025-09-05"]),
        ("2025-09-05", "vi", ["2025-09-05"]),
        ("５/９/２０２５", "vi", ["2025-09-05"]),
        ("ngay 5 thang 9", "vi", ["2025-09-05"]),
        ("mùng 5 tháng chín", "vi", ["2025-09-05"]),
        ("25–26/10", "vi", ["2025-10-25", "2025-10-26"]),
        ("25-26/10/2025", "vi", ["2025-10-25", "2025-10-26"]),
        ("25 và 26/10", "vi", ["2025-10-25", "2025-10-26"]),
        ("25 đến 26 tháng 10", "vi", ["2025-10-25", "2025-10-26"]),
        ("25 October 2025", "en", ["2025-10-25"]),
        ("October 25, 2025", "en", ["2025-10-25"]),
        ("the 25th of October", "en", ["2025-10-25"]),
        ("25-26 October", "en", ["2025-10-25", "2025-10-26"]),
        ("ngày 24/12", "vi", ["2025-12-24"]),
        ("24/7", "vi", []),
        ("16/10%", "vi", []),
        ("2/3 số nước", "vi", []),
        ("31/2", "vi", []),
        ("may 5 countries", "en", ["2025-05-05"]),
        ("they may sign", "en", []),
        ("tỷ lệ 2,5", "vi", []),
    ],
)
def test_days(text: str, language: Language, days: list[str]) -> None:
    found = times(utterance(text, language))
    assert [d.isoformat() for t in found for d in t.days(NEAR)] == days


@pytest.mark.parametrize(
    ("text", "language", "first", "last"),
    [
        ("tháng chín", "vi", "2025-09-01", "2025-09-30"),
        ("tháng 11 năm 2025", "vi", "2025-11-01", "2025-11-30"),
        ("thang muoi mot", "vi", "2025-11-01", "2025-11-30"),
        ("tháng giêng năm 2026", "vi", "2026-01-01", "2026-01-31"),
        ("November 2025", "en", "2025-11-01", "2025-11-30"),
        ("in May", "en", "2025-05-01", "2025-05-31"),
        ("năm 2024", "vi", "2024-01-01", "2024-12-31"),
        ("in 2024", "en", "2024-01-01", "2024-12-31"),
    ],
)
def test_months_and_years_have_their_ends(text: str, language: Language, first: str, last: str) -> None:
    (time,) = times(utterance(text, language))
    found = (time.start(NEAR), time.end(NEAR))
    assert found == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["tháng nào", "tháng năm nào", "thang sau", "2025 đại biểu/", "mấy tháng"])
def test_what_asks_for_a_month_names_none(text: str) -> None:
    assert not any(t.month for t in times(utterance(text, "vi")))


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("Hôm nay đoàn nào tới?", "vi", ["2026-11-27"]),
        ("hôm qua ai ký", "vi", ["2026-11-26"]),
        ("tính đến hôm nay", "vi", []),
        ("who arrived yesterday", "en", ["2026-11-26"]),
        ("as of today", "en", []),
    ],
)
def test_days_from_today(text: str, language: Language, days: list[str]) -> None:
    found = relative(utterance(text, language), date(2026, 11, 27))
    assert [d.isoformat() for d in found] == days


@pytest.mark.parametrize(
    ("asked_on", "year"),
    [("2026-09-26", 2025), ("2026-10-25", 2026), ("2026-11-02", 2026), ("2026-01-03", 2025)],
)
def test_a_question_about_a_day_without_its_year_means_the_latest_such_day(asked_on: str, year: int) -> None:
    (time,) = times(utterance("Bao nhiêu nước ký ngày 25/10?", "vi"))
    assert time.days(date.fromisoformat(asked_on), ASKED_AHEAD_DAYS) == (date(year, 10, 25),)
