"""No act, year or kind of thing is given for another."""

from __future__ import annotations

import pytest

from bot.chat import consider
from bot.question.understand import understand
from bot.reading.demands import act_exchanged, kind_met
from vectorstore.index import Index


@pytest.mark.parametrize(
    ("question", "sentence", "exchanged"),
    [
        pytest.param("When was it adopted?", "It was opened in June and 30 states signed.", 1.0, id="signed"),
        pytest.param("When was it adopted?", "The Assembly adopted it on 3 June.", 0.0, id="the act itself"),
        pytest.param("When was it adopted?", "The hall holds 300 guests.", 0.0, id="no act"),
        pytest.param("Where is the hall?", "30 states signed.", 0.0, id="no act asked"),
    ],
)
def test_an_act_for_another(starter_index: Index, question: str, sentence: str, exchanged: float) -> None:
    assert act_exchanged(understand(question, starter_index).parts[0], sentence, "en") == exchanged


def test_a_number_is_asked_for(starter_index: Index) -> None:
    part = understand("How many guests came?", starter_index).parts[0]
    assert kind_met(part, "Some 300 guests came.", "en")
    assert not kind_met(part, "The guests came late.", "en")


@pytest.mark.parametrize(
    ("question", "day"),
    [
        pytest.param("Công ước Hà Nội được thông qua ngày nào?", "24/12/2024", id="vi"),
        pytest.param("cong uoc ha noi duoc thong qua ngay nao", "24/12/2024", id="unmarked"),
        pytest.param("On what day was the Hanoi Convention adopted?", "24 December 2024", id="en"),
    ],
)
def test_the_day_of_adoption_is_no_day_of_signing(starter_index: Index, question: str, day: str) -> None:
    answer = consider(question, starter_index).answer
    assert answer.found
    assert day in answer.text


def test_a_law_of_another_year_is_not_counted_for_it(starter_index: Index) -> None:
    answer = consider("Luật An ninh mạng 2018 có bao nhiêu điều?", starter_index).answer
    assert "45" not in answer.text.split("Gần nhất")[0]
