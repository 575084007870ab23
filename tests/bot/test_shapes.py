"""Money, shares and ways to reach somebody: what an answer to them must look like."""

from __future__ import annotations

import pytest

from bot.chat import ask
from bot.names import countries_in
from bot.shapes import shape_of
from vectorstore.index import Index
from vectorstore.query import understand


@pytest.mark.parametrize(
    ("question", "sentence", "missing"),
    [
        ("Lễ ký tốn bao nhiêu tiền?", "Lễ ký diễn ra trong hai ngày 25 và 26/10.", True),
        ("Lễ ký tốn bao nhiêu tiền?", "Kinh phí của lễ ký là 12 tỷ đồng.", False),
        ("Phạt tiền bao nhiêu?", "Hoạt động này cần nhiều đồng thuận.", True),
        ("How much did the event cost?", "The event took two days.", True),
        ("How much did the event cost?", "The event cost 3 million dollars.", False),
        ("How much did the event cost?", "The budget was $3 million.", False),
        ("Bao nhiêu phần trăm đại biểu tán thành?", "Ngày 24/12/2024, 72 nước đã ký.", True),
        ("Bao nhiêu phần trăm đại biểu tán thành?", "Có 434 trên 443 đại biểu tán thành.", False),
        ("What share of members agreed?", "Headquarters are in Vienna.", True),
        ("What share of members agreed?", "More than 97% agreed.", False),
        ("So dien thoai duong day nong la gi?", "Công ước có 68 điều, thông qua ngày 24/12/2024.", True),
        ("Số điện thoại đường dây nóng là gì?", "Đường dây nóng: 0243 825 7777.", False),
        ("Hotline number?", "Call 113 at any time.", False),
        ("Bao nhiêu nước đã ký?", "Không ai nói.", False),
    ],
)
def test_the_shape_of_an_answer(starter_index: Index, question: str, sentence: str, missing: bool) -> None:
    shape = shape_of(starter_index.understand(question))
    assert (shape is not None and not shape.search(sentence.lower())) is missing


@pytest.mark.parametrize(
    "question",
    [
        "How much did Viet Nam spend on the ceremony?",
        "Mức phạt tiền theo Điều 21 là bao nhiêu?",
        "Công ước Budapest có bao nhiêu nước tham gia?",
    ],
)
def test_what_is_near_but_of_another_shape_or_name_is_refused(starter_index: Index, question: str) -> None:
    assert not ask(question, starter_index).found


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Ai ký Công ước thay mặt Vương quốc Anh?", {("vuong", "quoc", "anh")}),
        ("qatar phe chuan cong uoc ngay nao", {("qatar",)}),
        ("Did the United Kingdom and Japan sign?", {("vuong", "quoc", "anh"), ("nhat", "ban")}),
        ("Việt Nam phê chuẩn khi nào?", set()),
        ("anh cho hỏi công ước có mấy chương", set()),
        ("Ai cấp phép, và đã sửa ba lần chưa?", set()),
    ],
)
def test_countries_are_found_however_they_are_typed(question: str, expected: set[tuple[str, ...]]) -> None:
    assert countries_in(understand(question, lambda text: text)) == expected


def test_what_is_uncertain_is_not_said_of_a_country_that_the_passage_does_not_name(
    starter_index: Index,
) -> None:
    assert not ask("Ai ký Công ước thay mặt Vương quốc Anh?", starter_index).found
    assert ask("Ai ký Công ước thay mặt Việt Nam?", starter_index).found
