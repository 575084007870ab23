"""Numbers, dates and names, and what counts as the same in Vietnamese and English."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.llm.days import days
from bot.llm.facts import facts, unsupported
from bot.llm.numerals import numbers
from tests.bot.llm import spelling

# "một" and "one" alone are articles; everything else must be read back.
ANY_NUMBER = st.integers(2, 9_999)


@given(ANY_NUMBER, st.sampled_from(["vi", "en"]), st.integers(0, 3))
def test_a_number_is_read_however_it_is_written(n: int, language: str, way: int) -> None:
    told = spelling.numbers(n, language)[way]
    text = f"Có {told} quốc gia" if language == "vi" else f"There were {told} states"
    assert [x.value for x in numbers(text)] == [n]


@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)), st.sampled_from(["vi", "en"]), st.integers(0, 3))
def test_a_date_is_read_however_it_is_written(day: date, language: str, way: int) -> None:
    told = spelling.days(day, language)[way]
    text = f"Lễ ký diễn ra vào {told}." if language == "vi" else f"It was signed on {told}."
    assert [x.fact for x in days(text)] == [(day.year, day.month, day.day)]


SAID = "Ngày 25/10, tại Hà Nội, 65 quốc gia và hơn 2.500 đại biểu dự lễ; Điều 17 và Chương V được nêu, tăng 8%. Ông Trần Bình nói."


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        pytest.param("65 states", None, id="a number in English"),
        pytest.param("sixty-five states", None, id="in English words"),
        pytest.param("sáu mươi lăm nước", None, id="in Vietnamese words"),
        pytest.param("2,500 delegates", None, id="thousands"),
        pytest.param("two thousand five hundred delegates", None, id="thousands in words"),
        pytest.param("on 25 October 2025", None, id="a date with the article's year"),
        pytest.param("in October 2025", None, id="less of a date"),
        pytest.param("tháng 10", None, id="a month"),
        pytest.param("8 percent", None, id="percent"),
        pytest.param("Article 17", None, id="an article"),
        pytest.param("Chapter 5", None, id="a Roman number"),
        pytest.param("in Hanoi", None, id="a place in English"),
        pytest.param("64 states", "number", id="another number"),
        pytest.param("sixty-four states", "number", id="another number in words"),
        pytest.param("25 states", "number", id="a day is no number of states"),
        pytest.param("17 states", "number", id="an article's number is no number of states"),
        pytest.param("8 states", "number", id="a percentage is no number of states"),
        pytest.param("2025 states", "number", id="a year is no number of states"),
        pytest.param("Article 65", "number", id="a number is no article"),
        pytest.param("hàng trăm nước", "number", id="hundreds"),
        pytest.param("năm nước", "number", id="five, not a year"),
        pytest.param("chỉ một nước", "number", id="only one"),
        pytest.param("on 26 October 2025", "date", id="another day"),
        pytest.param("on 25 October 2024", "date", id="another year"),
        pytest.param("năm 2024", "date", id="a year alone"),
        pytest.param("in Paris", "name", id="another place"),
        pytest.param("ông Trần Hùng", "name", id="another name"),
        pytest.param("Pháp và các nước", "name", id="a country at the beginning"),
        pytest.param("trung quốc cũng ký", "name", id="a country in lower case"),
        pytest.param("UNODC cũng dự", "name", id="letters"),
    ],
)
def test_what_a_passage_supports(claim: str, wrong: str | None) -> None:
    proof = [facts(s, "2025-10-26") for s in SAID.split(". ")]
    said = facts(claim, ordinary=frozenset({"các", "nước"}))
    across = claim.isascii()
    assert unsupported(said, proof, across=across) == wrong


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
