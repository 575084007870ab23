"""What one sentence must hold to prove another one: numbers with their nouns, yes or no, plans, order."""

from __future__ import annotations

import pytest

from bot.llm.counts import counts, misbound
from bot.llm.facts import facts
from bot.llm.order import turned
from bot.llm.senses import senses, twisted
from bot.llm.words import content, stems

VI = "Hơn 400 phóng viên của 189 cơ quan và gần 70 đoàn dự 8 phiên chính thức và 5 phiên giữa kỳ."
EN = "More than 400 reporters from 189 outlets and almost 70 delegations came; 19 states of Asia, 21 of Africa."


@pytest.mark.parametrize(
    ("said", "told", "wrong"),
    [
        pytest.param("hơn 400 phóng viên", VI, False, id="as told"),
        pytest.param(
            "189 cơ quan với hơn 400 phóng viên", VI, False, id="in another order, with their nouns"
        ),
        pytest.param("21 states of Africa and 19 of Asia", EN, False, id="a list in another order"),
        pytest.param("more than 400 reporters", VI, False, id="in the other language"),
        pytest.param("400 phóng viên", VI, True, id="exact for more than"),
        pytest.param("gần 400 phóng viên", VI, True, id="almost for more than"),
        pytest.param("over 70 delegations", EN, True, id="over for almost"),
        pytest.param("almost 189 outlets", EN, True, id="almost for exact"),
        pytest.param("189 phóng viên", VI, True, id="another noun"),
        pytest.param("189 reporters", EN, True, id="another noun in English"),
        pytest.param("5 phiên chính thức và 8 phiên giữa kỳ", VI, True, id="exchanged"),
        pytest.param("19 states of Africa", EN, True, id="another part of the world"),
    ],
)
def test_what_a_number_counts(said: str, told: str, wrong: bool) -> None:
    across = said.isascii() and not told.isascii()
    ours, theirs = (counts(t, facts(t).numbers, across=across) for t in (said, told))
    assert misbound(ours, theirs, across=across) == wrong


@pytest.mark.parametrize(
    ("said", "told", "sense"),
    [
        ("Công ước chưa có hiệu lực.", "Đến tháng 2, Công ước vẫn chưa có hiệu lực.", None),
        ("Công ước đã có hiệu lực.", "Đến tháng 2, Công ước vẫn chưa có hiệu lực.", "not"),
        ("Việt Nam không ký Công ước.", "Việt Nam ký Công ước tại Hà Nội.", "not"),
        ("72 nước phê chuẩn Công ước.", "72 nước ký Công ước.", "ratify"),
        ("Ban tổ chức có 50 sự kiện.", "Ban tổ chức dự kiến có 50 sự kiện.", "plan"),
        ("Các nước sẽ ký Công ước.", "Các nước đã ký Công ước.", "plan"),
        ("Họp báo trước lễ bế mạc.", "Họp báo sau lễ bế mạc.", "before"),
        ("Chỉ 65 nước ký.", "65 nước ký.", "only"),
        ("The Convention has 71 articles.", "Some press reports gave the Convention 71 articles.", "report"),
        ("Viet Nam ratified it.", "Viet Nam promised to ratify it.", "wish"),
        ("The treaty didn't enter into force.", "The treaty did not enter into force.", None),
        ("It is one of the largest ceremonies.", "It is one of the largest ceremonies of ten years.", None),
        ("It is the largest ceremony.", "It is one of the largest ceremonies of ten years.", "among"),
    ],
)
def test_what_turns_a_sentence_round(said: str, told: str, sense: str | None) -> None:
    assert twisted(senses(said), senses(told), stems(content(said)), across=False) == sense


@pytest.mark.parametrize(
    ("said", "told", "sense"),
    [
        ("Công ước chưa có hiệu lực.", "The Convention is not yet in force.", None),
        ("Công ước đã có hiệu lực.", "The Convention is not yet in force.", "not"),
        ("72 countries ratified it.", "72 nước đã ký Công ước.", "ratify"),
        ("72 countries signed it.", "72 nước sẽ ký Công ước.", "plan"),
        ("Police can intervene.", "Công an can thiệp.", "possible"),  # a Vietnamese "can" is no English one
    ],
)
def test_the_same_across_languages(said: str, told: str, sense: str | None) -> None:
    assert twisted(senses(said), senses(told), stems(content(said)), across=True) == sense


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("Phó Thủ tướng Bùi Thanh Sơn chào đón Tổng Thư ký António Guterres.", False),
        ("Tổng Thư ký António Guterres chào đón Phó Thủ tướng Bùi Thanh Sơn.", True),
        ("Tổng Thư ký António Guterres được Phó Thủ tướng Bùi Thanh Sơn chào đón.", False),
        ("Tổng Thư ký António Guterres và Phó Thủ tướng Bùi Thanh Sơn gặp nhau.", False),
    ],
)
def test_who_does_what_to_whom(said: str, wrong: bool) -> None:
    told = "Ngày 25/10, Phó Thủ tướng Bùi Thanh Sơn chào đón Tổng Thư ký António Guterres."
    assert turned(said, told) == wrong


def test_dates_that_change_places() -> None:
    told = "Ngày 16/9 có 80 đoàn, ngày 8/10 có 100 đoàn."
    assert turned("Ngày 8/10 có 80 đoàn, ngày 16/9 có 100 đoàn.", told)
    assert not turned("Có 80 đoàn ngày 16/9, 100 đoàn ngày 8/10.", told)
