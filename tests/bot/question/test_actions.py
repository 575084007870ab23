"""Orders about the last answer."""

from __future__ import annotations

import pytest

from bot.question.actions import action
from bot.question.value import Action, Turn

VI, EN = (Turn("Bao nhiêu nước đã ký?"),), (Turn("How many countries signed?"),)


@pytest.mark.parametrize(
    ("said", "do"),
    [
        ("Summarise that", "summarise"), ("tóm tắt lại giúp tôi", "summarise"), ("sources?", "sources"),
        ("nguồn đâu?", "sources"), ("are you sure?", "sources"), ("thật à?", "sources"), ("shorter please", "shorter"),
        ("ngắn gọn hơn được không?", "shorter"), ("tell me more", "more"), ("tiếp đi", "more"),
        ("giải thích dễ hiểu hơn", "simpler"), ("in simple words", "simpler"), ("translate that", "translate"),
        ("in English please", "translate"), ("dịch sang tiếng Anh giúp tôi", "translate"),
        ("câu đầu tiên tôi hỏi là gì?", "earlier_question"), ("what was my last question?", "earlier_question"),
    ],
)  # fmt: skip
def test_action(said: str, do: str) -> None:
    found = action(said, VI)
    assert found is not None
    assert found.do == do


@pytest.mark.parametrize(
    "said",
    [
        "tóm tắt công ước giúp tôi", "tell me more about ransomware", "nguồn nào đúng?", "Why is it short?",
        "Công ước có dịch sang tiếng Việt không?", "What evidence is electronic?", "", "thêm " * 40,
    ],
)  # fmt: skip
def test_a_question_is_none(said: str) -> None:
    assert action(said, VI) is None


def test_without_an_answer_there_is_nothing_to_shorten() -> None:
    assert action("shorter") is None
    assert action("tóm tắt") is None


def test_a_translation_goes_into_the_language_named_or_the_other_one() -> None:
    assert action("in English please", VI) == Action("translate", "en", into="en")
    assert action("dịch", EN) == Action("translate", "vi", into="vi")
    assert action("translate that", VI) == Action("translate", "en", into="en")


def test_the_first_and_the_last_question() -> None:
    assert action("what was my first question?", EN + EN) == Action("earlier_question", "en", turn=0)
    assert action("what did I ask?", EN + EN) == Action("earlier_question", "en", turn=1)


def test_the_whole_conversation_may_be_summed_up() -> None:
    found = action("summarise the conversation", EN)
    assert found is not None
    assert found.whole
