"""Numbers are read back however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.grounding.facts import facts
from bot.grounding.numerals import numbers
from tests.bot.grounding import spelling

# "một" and "one" alone are articles; everything else must be read back.
ANY_NUMBER = st.integers(2, 9_999)


@given(ANY_NUMBER, st.sampled_from(["vi", "en"]), st.integers(0, 3))
def test_a_number_is_read_however_it_is_written(n: int, language: str, way: int) -> None:
    told = spelling.numbers(n, language)[way]
    text = f"Có {told} quốc gia" if language == "vi" else f"There were {told} states"
    assert [x.value for x in numbers(text)] == [n]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("năm 2025 và năm nước", [5]),
        ("trong hai năm", [2]),
        ("mười lăm phiên, hai mươi mốt nước", [15, 21]),
        ("một trăm linh hai", [102]),
        ("1,2 triệu người", [1_200_000]),
        ("two and three", [2, 3]),
        ("phần trăm", []),
        ("đầu tư", []),
        ("one of the states", []),
        ("thứ hai, the 16th", [2, 16]),
    ],
)
def test_numbers_in_running_text(text: str, values: list[float]) -> None:
    assert [n.value for n in facts(text).numbers] == values
