"""A text cut into words."""

from __future__ import annotations

import pytest

from bot.question.utterance import MOST_WORDS, utterance


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ("Bao nhiêu nước đã ký?", False),
        ("bao nhieu nuoc da ky", True),
        ("ong Phạm noi gi ve le ky cong uoc ha noi", True),
        ("LHQ là gì", False),
    ],
)
def test_a_text_typed_without_marks_is_told_by_its_words(text: str, loose: bool) -> None:
    assert utterance(text, "vi").loose is loose


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ko đc ký", ["không", "được", "ký"]),
        ("VN ký bn", ["việt", "nam", "ký", "bao", "nhiêu"]),
        ("HÒA bình", ["hoà", "bình"]),
        ("２５/10", ["25", "10"]),
        ("a\u200bb\u00a0c", ["ab", "c"]),
    ],
)
def test_words_have_one_spelling(text: str, words: list[str]) -> None:
    assert [w.word for w in utterance(text, "vi").words] == words


def test_every_place_is_of_the_text() -> None:
    said = utterance("Ai ký\u00a0thay mặt  Việt Nam?", "vi")
    assert [said.text[w.start : w.end] for w in said.words] == ["Ai", "ký", "thay", "mặt", "Việt", "Nam"]
    assert said.place(6, 6) == (len(said.text), len(said.text))


def test_a_page_that_was_pasted_is_read_at_its_beginning() -> None:
    assert len(utterance("ký " * 900, "vi").words) == MOST_WORDS
