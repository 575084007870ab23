"""What is said about something."""

from __future__ import annotations

import pytest

from bot.chat import consider
from bot.question.understand import understand
from bot.reading.topical import BEGINS, HOLDS, topic_of, worth
from vectorstore.index import Index


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        pytest.param("What does the Convention say about data brokers?", ("data", "broker"), id="say about"),
        pytest.param("Is there anything on money laundering?", ("money", "laundering"), id="anything on"),
        pytest.param("Công ước quy định gì về rửa tiền?", ("rua", "tien"), id="quy định gì về"),
        pytest.param("What did Guterres say about data brokers?", (), id="somebody's words"),
        pytest.param("Who signed for Qatar?", (), id="another question"),
    ],
)
def test_the_thing_asked_about(starter_index: Index, question: str, topic: tuple[str, ...]) -> None:
    assert topic_of(understand(question, starter_index).parts[0]) == topic


def test_what_begins_with_it_is_worth_more() -> None:
    assert worth("Data brokers must register.", "en", ("data", "broker")) == BEGINS
    assert worth("Nobody may sell to a data broker.", "en", ("data", "broker")) == HOLDS
    assert worth("Brokers must register.", "en", ("data", "broker")) == 0


@pytest.mark.parametrize(
    "question", ["What does the convention say about ransomware?", "Công ước nói gì về rửa tiền?"]
)
def test_a_thing_of_the_briefs_is_told(starter_index: Index, question: str) -> None:
    answer = consider(question, starter_index).answer
    assert answer.found
    assert not answer.hedged
