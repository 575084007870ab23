"""One form for one word: marks, tones, numbers, names, abbreviations."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.aliases import expand, terms, translate
from vectorstore.language import language_of
from vectorstore.text import fold, nfc, syllables, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("hoà bình", "hòa bình", id="tone of oa"),
        pytest.param("Ủy ban", "Uỷ ban", id="tone of uy"),
        pytest.param("2.500 đại biểu", "2,500 đại biểu", id="thousands"),
        pytest.param("kí hiệu", "ký hiệu", id="i or y"),
        pytest.param(unicodedata.normalize("NFD", "đã ký"), "đã ký", id="decomposed"),
        pytest.param("TTK LHQ", "Tổng Thư ký Liên hợp quốc", id="abbreviations"),
        pytest.param("UN cybercrime treaty", "Công ước Hà Nội", id="names of the Convention"),
        pytest.param("72 quốc gia", "72 nước", id="synonyms"),
        pytest.param("Chương V", "chương 5", id="roman chapters"),
        pytest.param("Đ.48", "Điều 48", id="short provisions"),
    ],
)
def test_is_one_thing(one: str, other: str) -> None:
    assert terms(nfc(one)) == terms(nfc(other))


@pytest.mark.parametrize(
    ("one", "other"), [("quý", "qúy"), ("của", "cũa"), ("26/10", "2610"), ("40", "400"), ("bàn", "bán")]
)
def test_are_two_things(one: str, other: str) -> None:
    assert tokens(one) != tokens(other)


def test_invisible_characters_go() -> None:
    assert nfc("Công\u200b ước\u202e Hà\U000e0041 Nội") == "Công ước Hà Nội"


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(nfc(text))) == len(nfc(text))


def test_syllables_are_counted_as_vietnamese_counts_them() -> None:
    assert syllables("Có 2.500 đại biểu, từ 110 đoàn.") == 7


def test_chat_spellings_are_expanded_only_in_questions() -> None:
    assert expand("bn nước", typed=True) == "bao nhiêu nước"
    assert expand("bn nước") == "bn nước"
    assert expand("Who is J. Smith?", typed=True) == "Who is J. Smith?"
    assert expand("J. Smith là ai vậy?", typed=True) == "J. Smith là ai vậy?"
    assert expand("luc may h r", typed=True) == "luc may giờ rồi"
    assert expand("What's r?", typed=True) == "What's r?"


def test_english_questions_get_vietnamese_words() -> None:
    assert "phóng viên" in translate("How many reporters came?")


@pytest.mark.parametrize(
    ("question", "vietnamese"),
    [
        (
            "Which hotels were planned?",
            "khách sạn dự kiến",
        ),  # forms of the last word are found by the base form
        ("What did the deputy foreign ministers say?", "Thứ trưởng Ngoại giao"),  # the longest entry wins
        (
            "Which countries signed the Hanoi Convention?",
            "quốc gia nước đã ký ký kết",
        ),  # its name is left to `terms`
    ],
)
def test_english_words_are_looked_up_in_order(question: str, vietnamese: str) -> None:
    assert translate(question) == vietnamese


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bao nhiêu nước đã ký?", "vi"),
        ("bao nhieu nuoc da ky", "vi"),
        ("How many countries signed?", "en"),
        ("Who is Phạm Thế Tùng?", "en"),
        ("What did Thủ tướng say about the treaty?", "en"),
        ("Lễ ký ở Hà Nội", "vi"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of(text) == language
