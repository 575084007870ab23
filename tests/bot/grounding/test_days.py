"""Dates are read back however they are written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.grounding.days import days
from tests.bot.grounding import spelling


@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)), st.sampled_from(["vi", "en"]), st.integers(0, 3))
def test_a_date_is_read_however_it_is_written(day: date, language: str, way: int) -> None:
    told = spelling.days(day, language)[way]
    text = f"Lễ ký diễn ra vào {told}." if language == "vi" else f"It was signed on {told}."
    assert [x.fact for x in days(text)] == [(day.year, day.month, day.day)]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        pytest.param(
            "Sáng 26 và 27, lễ ký diễn ra.", [(None, None, 26), (None, None, 27)], id="a part of the day"
        ),
        pytest.param("It ended on the 25th.", [(None, None, 25)], id="an ordinal alone"),
        pytest.param("Trong tháng chín và in May", [(None, 9, None), (None, 5, None)], id="both languages"),
        pytest.param("Họp ngày 24/7/2001.", [(2001, 7, 24)], id="a day that looks like around the clock"),
        pytest.param("Mạng lưới 24/7 hoạt động.", [], id="around the clock"),
        pytest.param("2019: it was begun.", [(2019, None, None)], id="a timeline's year"),
        pytest.param("2019 states came.", [], id="a number at the head"),
        pytest.param("The first draft (2019) was short.", [(2019, None, None)], id="a year in brackets"),
        pytest.param("They may sign.", [], id="no month"),
        pytest.param("Tỷ lệ là 16/10%.", [], id="a share"),
        pytest.param("and so on " * 200 + "until 3 March 2026.", [(2026, 3, 3)], id="behind many words"),
    ],
)
def test_dates_in_running_text(text: str, facts: list[tuple[int | None, ...]]) -> None:
    assert [d.fact for d in days(text)] == facts
