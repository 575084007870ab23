"""The limits on a question are the same at every door."""

from __future__ import annotations

import pytest

from ui.question import MAX_QUESTION, MAX_TURN, MAX_TURNS, BadQuestion, check
from vectorstore.types import Filters


def test_a_question_of_the_greatest_length_passes() -> None:
    asked = check("ư" * MAX_QUESTION, ["trước"] * MAX_TURNS, Filters(as_of="2025-10-26"))
    assert asked.history == ("trước",) * MAX_TURNS


@pytest.mark.parametrize(
    ("question", "why"),
    [
        pytest.param("", "is empty", id="empty"),
        pytest.param(" \n\u3000\u00a0 ", "is empty", id="blanks of several kinds"),
        pytest.param("a" * (MAX_QUESTION + 1), "2,001 characters", id="one character too long"),
        pytest.param("a" * 5_000_000, "5,000,000 characters", id="five megabytes"),
        pytest.param("bao nhiêu\0nước", "NUL", id="NUL inside"),
        pytest.param("\ud800", "not valid text", id="half a surrogate pair"),
    ],
)
def test_what_nobody_can_answer_is_refused(question: str, why: str) -> None:
    with pytest.raises(BadQuestion, match=why) as refused:
        check(question)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "history",
    [
        pytest.param(["a"] * (MAX_TURNS + 1), id="too many turns"),
        pytest.param(["a" * (MAX_TURN + 1)], id="a turn too long"),
        pytest.param(["a\0"], id="NUL in a turn"),
    ],
)
def test_a_history_has_limits_too(history: list[str]) -> None:
    with pytest.raises(BadQuestion, match="history"):
        check("a", history)


@pytest.mark.parametrize("day", ["2025-02-30", "26/10/2025", "20251026", "2025-W43-7", "", "hôm qua", "\0"])
def test_a_date_is_a_day_of_the_calendar_as_iso_8601_writes_it(day: str) -> None:
    with pytest.raises(BadQuestion, match="is not a date"):
        check("a", filters=Filters(as_of=day))
