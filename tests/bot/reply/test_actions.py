"""What is done with the last answer instead of asking."""

from __future__ import annotations

import pytest

from bot.chat import ask
from vectorstore.index import Index

QUESTION = "Vì sao gọi là Công ước Hà Nội?"


@pytest.mark.parametrize("said", ["ngắn hơn đi", "shorter please"])
def test_shorter_keeps_the_first_quote_alone(starter_index: Index, said: str) -> None:
    whole, short = ask(QUESTION, starter_index), ask(said, starter_index, history=[QUESTION])
    assert short.found
    assert short.citations == whole.citations[:1]
    assert len(short.text) <= len(whole.text)


@pytest.mark.parametrize("said", ["nguồn ở đâu?", "sources?"])
def test_sources_are_named_with_their_days(starter_index: Index, said: str) -> None:
    answer = ask(said, starter_index, history=[QUESTION])
    assert answer.found
    assert all(c.title in answer.text for c in answer.citations)


def test_in_english_answers_the_last_question_in_english(starter_index: Index) -> None:
    answer = ask("in English please", starter_index, history=[QUESTION])
    assert answer.language == "en"
    assert answer.citations


def test_the_first_question_is_told(starter_index: Index) -> None:
    answer = ask("câu đầu tiên tôi hỏi là gì?", starter_index, history=[QUESTION, "Ai đã ký cho Qatar?"])
    assert QUESTION in answer.text


def test_without_an_answer_before_it_nothing_is_made_up(starter_index: Index) -> None:
    answer = ask("shorter please", starter_index, history=["Who won the football world cup in 1954?"])
    assert not answer.found
    assert not answer.citations
