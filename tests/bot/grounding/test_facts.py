"""Numbers, dates and names, and what counts as the same in Vietnamese and English."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.grounding.compare import Told, lacking
from bot.grounding.days import days
from bot.grounding.facts import counts_told, facts
from bot.grounding.numerals import numbers
from bot.grounding.offices import offices
from tests.bot.grounding import spelling
from vectorstore.language import language_of

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
        pytest.param("There were 65 states.", None, id="a number in English"),
        pytest.param("There were sixty-five states.", None, id="in English words"),
        pytest.param("Có sáu mươi lăm nước.", None, id="in Vietnamese words"),
        pytest.param("More than 2,500 delegates came.", None, id="thousands"),
        pytest.param("More than two thousand five hundred delegates came.", None, id="thousands in words"),
        pytest.param("It was on 25 October 2025.", None, id="a date with the article's year"),
        pytest.param("It was in October 2025.", None, id="less of a date"),
        pytest.param("Đó là tháng 10.", None, id="a month"),
        pytest.param("It grew by 8 percent.", None, id="percent"),
        pytest.param("It named Article 17.", None, id="an article"),
        pytest.param("It named Chapter 5.", None, id="a Roman number"),
        pytest.param("It was held in Hanoi.", None, id="a place in English"),
        pytest.param("There were 64 states.", "number 64", id="another number"),
        pytest.param("There were sixty-four states.", "number sixty-four", id="another number in words"),
        pytest.param("There were 25 states.", "number 25", id="a day is no number of states"),
        pytest.param("There were 17 states.", "number 17", id="an article's number is no number of states"),
        pytest.param("There were 8 states.", "number 8", id="a percentage is no number of states"),
        pytest.param("There were 2025 states.", "number 2025", id="a year is no number of states"),
        pytest.param("It named Article 65.", "number Article 65", id="a number is no article"),
        pytest.param("Có hàng trăm nước.", "number hàng trăm", id="hundreds"),
        pytest.param("Có năm nước.", "number năm", id="five, not a year"),
        pytest.param("Có chỉ một nước.", "number một", id="only one"),
        pytest.param("There were 2,500 delegates.", "bound", id="exact for more than"),
        pytest.param("Có gần 2.500 đại biểu.", "bound", id="almost for more than"),
        pytest.param("It was on 24 October 2025.", "date 24 October 2025", id="another day"),
        pytest.param("It was on 25 October 2024.", "date 25 October 2024", id="another year"),
        pytest.param("Đó là năm 2024.", "date 2024", id="a year alone"),
        pytest.param("It was held in Paris.", "name Paris", id="another place"),
        pytest.param("Theo ông Trần Hùng.", "name Hùng", id="another name"),
        pytest.param("Pháp và các nước dự lễ.", "name a body or a country", id="a country at the beginning"),
        pytest.param("Cơ quan UNODC cũng dự.", "name UNODC", id="letters"),
    ],
)
def test_what_a_passage_supports(claim: str, wrong: str | None) -> None:
    told = [Told(s, "vi", "2025-10-25") for s in SAID.split(". ")]
    assert lacking(claim, told, language_of(claim)) == wrong


@pytest.mark.parametrize(
    ("claim", "told", "wrong"),
    [
        pytest.param("He said it on Tuesday.", "Ông nói vào thứ Ba.", None, id="a weekday"),
        pytest.param("It happened on 14 October 2025.", "Việc đó xảy ra hôm qua.", None, id="yesterday"),
        pytest.param("It happened on 13 October 2025.", "Việc đó xảy ra hôm qua.", "date 13 October 2025", id="not yesterday"),
        pytest.param("Đó là vòng thứ tư.", "It was round four.", None, id="the fourth is no Wednesday"),
        pytest.param("It came in the second quarter.", "Việc đó diễn ra trong quý II.", None, id="a Roman quarter"),
        pytest.param("It takes up to 72 hours.", "It takes as long as 72 hours.", None, id="a bound in other words"),
        pytest.param("It takes at least 72 hours.", "It takes up to 72 hours.", "bound", id="the other bound"),
        pytest.param("It takes 72 days.", "It takes 72 hours.", "unit", id="another unit"),
        pytest.param("It needs 40 ratifications.", "It takes effect after at least 40 ratifications.", None, id="a need"),
        pytest.param("The talks over two years ended.", "The talks took two years.", None, id="over a time"),
        pytest.param("Kenyan senators voted.", "Thượng nghị sĩ Kenya đã bỏ phiếu.", None, id="an adjective"),
        pytest.param("Portuguese judges voted.", "Thẩm phán Bồ Đào Nha đã bỏ phiếu.", None, id="an irregular one"),
        pytest.param("Austrian judges voted.", "Thẩm phán Australia đã bỏ phiếu.", "name a body or a country", id="another country"),
        pytest.param("Yes, countries voted.", "Các nước đã bỏ phiếu.", None, id="yes is no name"),
        pytest.param("The two ministries met: the Foreign Ministry and the Ministry of Justice.",
                     "Bộ Ngoại giao và Bộ Tư pháp đã họp.", None, id="counted at sight"),
    ],
)  # fmt: skip
def test_forms_of_the_same(claim: str, told: str, wrong: str | None) -> None:
    assert lacking(claim, [Told(told, language_of(told), "2025-10-15")], language_of(claim)) == wrong


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        ("Deputy Foreign Minister Nguyen Minh Vu said so.", None),
        ("Nguyen Minh Vu is a Deputy Minister of Foreign Affairs.", None),
        ("Foreign Minister Nguyen Minh Vu said so.", "name minister"),
        ("Deputy Justice Minister Nguyen Minh Vu said so.", "name deputy minister"),
        ("Prime Minister Bui Thanh Son said so.", "name prime minister"),
        ("Deputy Prime Minister Bui Thanh Son said so.", None),
        ("Deputy Prime Minister Nguyen Minh Vu said so.", "name deputy prime minister nguyen"),
        ("Thứ trưởng Nguyễn Minh Vụ nói vậy.", "name Vụ"),
        ("Thứ trưởng Nguyễn Thanh Vũ nói vậy.", "name deputy minister thanh"),
    ],
)
def test_persons_and_their_offices(claim: str, wrong: str | None) -> None:
    told = "Thứ trưởng Ngoại giao Nguyễn Minh Vũ và Phó Thủ tướng Bùi Thanh Sơn đều nói vậy."
    assert lacking(claim, [Told(told, "vi")], language_of(claim)) == wrong


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Officials preside over it.", []),
        ("President Lương Cường came.", [("president of state", "")]),
        ("the Minister of Public Security", [("minister", "public security")]),
        ("Bộ trưởng Công an", [("minister", "public security")]),
        ("đại sứ quán", []),
    ],
)
def test_offices(text: str, found: list[tuple[str, str]]) -> None:
    assert [(o.name, o.portfolio) for o in offices(text)] == found


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


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        pytest.param("It was signed by two states, Peru and Chile.", True, id="named behind"),
        pytest.param("Peru and Chile, two states of one coast, signed.", True, id="named right before"),
        pytest.param(
            "Minister Ana Ruiz signed for Peru, with two sessions.", False, id="counts something else"
        ),
        pytest.param("Bà Ana Ruiz ký cho Peru, với hai phiên họp.", False, id="in Vietnamese"),
    ],
)
def test_a_small_count_is_told_only_by_names_beside_it(sentence: str, told: bool) -> None:
    claims = facts(sentence)
    assert counts_told(claims, claims.numbers[0]) is told
