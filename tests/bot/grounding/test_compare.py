"""What counts as the same in Vietnamese and English, and what as told."""

from __future__ import annotations

import pytest

from bot.grounding.compare import Told, lacking
from vectorstore.language import language_of

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
