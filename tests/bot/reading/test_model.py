"""The reader's model: what it gives, and that it reads rather than matches words."""

from __future__ import annotations

import pytest

from bot.reading.model import OwnReader, PassageRead

# Invented here; nothing of the kind is in the reading data.
TITLE = "Lễ mở ký Công ước Nha Trang về rác thải đại dương"
SENTENCES = (
    "Chiều 3/5, lễ mở ký Công ước Nha Trang diễn ra với sự tham dự của đại diện 88 quốc gia.",
    "Đến 18 giờ cùng ngày đã có 51 nước ký văn kiện; Lào và Peru cho biết sẽ ký vào năm sau.",
    "Thay mặt Việt Nam, Bộ trưởng Tài nguyên Phan Văn Lộc ký Công ước.",
    "Ông nói văn kiện ra đời vì rác nhựa không dừng lại ở biên giới nước nào.",
)


def best(read: PassageRead) -> int:
    """The sentence that is likeliest."""
    return max(range(len(read.sentences)), key=lambda n: read.sentences[n].logit)


@pytest.mark.parametrize(
    ("question", "sentence", "span"),
    [
        pytest.param("Bao nhiêu nước đã ký?", 1, "51", id="how many signed, Vietnamese"),
        pytest.param("How many states were represented?", 0, "88", id="how many came, English"),
        pytest.param("Who put his name to it for Viet Nam?", 2, "Phan Văn Lộc", id="who, other words"),
        pytest.param("Vì sao cần có công ước này?", 3, "rác nhựa", id="why"),
    ],
)
def test_it_finds_the_sentence_and_the_words(
    own_reader: OwnReader, question: str, sentence: int, span: str
) -> None:
    read = own_reader.read(question, SENTENCES, TITLE)
    assert best(read) == sentence
    found = read.sentences[sentence].span
    assert found is not None
    assert span in SENTENCES[sentence][slice(*found)]


@pytest.mark.parametrize(
    ("answered", "near_miss"),
    [
        pytest.param("Bao nhiêu nước đã ký?", "Bao nhiêu nước đã phê chuẩn?", id="another act"),
        pytest.param("Who signed for Viet Nam?", "Who signed for Peru?", id="another country"),
        pytest.param("Vì sao cần có công ước này?", "Vì sao Lào chưa ký?", id="the reason of something else"),
    ],
)
def test_a_near_miss_is_less_answerable(own_reader: OwnReader, answered: str, near_miss: str) -> None:
    yes, no = (own_reader.read(q, SENTENCES, TITLE).answerable for q in (answered, near_miss))
    assert yes > no


def test_a_claim_with_one_act_changed_is_supported_less(own_reader: OwnReader) -> None:
    true = own_reader.supports("51 nước đã ký Công ước Nha Trang.", SENTENCES, TITLE)
    false = own_reader.supports("51 nước đã phê chuẩn Công ước Nha Trang.", SENTENCES, TITLE)
    assert true > false


def test_the_same_input_gives_the_same_numbers(own_reader: OwnReader) -> None:
    assert own_reader.read("Ai ký?", SENTENCES, TITLE) == own_reader.read("Ai ký?", SENTENCES, TITLE)


def test_a_passage_without_sentences_says_nothing(own_reader: OwnReader) -> None:
    assert own_reader.read("Ai ký?", ()).answerable < 0
