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
        ("Thủ đô ngàn năm văn hiến", [1000]),
        ("hai mươi năm đàm phán", [20]),
        ("trong hai năm đàm phán", [2]),
        ("hai nghìn năm trăm đại biểu", [2500]),
        ("the twenty-first session", [21]),
        ("the one hundred and fifth member", [105]),
        ("vào thứ Ba tuần này", []),
    ],
)
def test_numbers_in_running_text(text: str, values: list[float]) -> None:
    assert [n.value for n in facts(text).numbers] == values


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("the second session", "ordinal", 2),
        ("the 2nd session", "ordinal", 2),
        ("phiên họp thứ hai", "ordinal", 2),
        ("vòng thứ tư", "ordinal", 4),
        ("lần thứ 3", "ordinal", 3),
        ("lần 3", "ordinal", 3),
        ("3 lần", "count", 3),
        ("Đại hội lần thứ XIV", "ordinal", 14),
        ("round four", "ordinal", 4),
        ("it ranks 16 in the world", "ordinal", 16),
        ("xếp thứ 16 thế giới", "ordinal", 16),
        ("nhiệm kỳ 5 năm", "count", 5),
        ("the second paragraph", "paragraph", 2),
        ("khoản thứ hai", "paragraph", 2),
        ("two states", "count", 2),
        ("two-thirds of the members", "share", 2 / 3),
        ("hai phần ba số thành viên", "share", 2 / 3),
        ("a quarter of the members", "share", 1 / 4),
        ("2/3 số thành viên", "share", 2 / 3),
        ("in the third quarter", "ordinal", 3),
        ("ba phần trăm", "percent", 3),
    ],
)
def test_which_one_how_many_and_what_part(text: str, kind: str, value: float) -> None:
    assert [(n.kind, n.value) for n in facts(text).numbers] == [(kind, value)]
