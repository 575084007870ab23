"""The limits on a question are the same at every door."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.plain import MAX_MARKS, plain
from ui.question import MAX_HISTORY, MAX_OUTLET, MAX_QUESTION, MAX_TURN, MAX_TURNS, BadQuestion, check
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
        pytest.param(["a" * MAX_TURN] * (MAX_HISTORY // MAX_TURN + 1), id="all turns together too long"),
    ],
)
def test_a_history_has_limits_too(history: list[str]) -> None:
    with pytest.raises(BadQuestion, match="history"):
        check("a", history)


@pytest.mark.parametrize("day", ["2025-02-30", "26/10/2025", "20251026", "2025-W43-7", "", "hôm qua", "\0"])
def test_a_date_is_a_day_of_the_calendar_as_iso_8601_writes_it(day: str) -> None:
    with pytest.raises(BadQuestion, match="is not a date"):
        check("a", filters=Filters(as_of=day))


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        pytest.param("and a" + " " * 1990 + "b", "and a b", id="a run of spaces"),
        pytest.param("còn\u00a0\u2003\u3000\n\t nước", "còn nước", id="blanks of several kinds"),
        pytest.param("\x1b[31mký\x07\x9b0m", "[31mký0m", id="a terminal's controls"),
        pytest.param(
            "ky\u0301 \u200bke\u0302\u0301t\ufeff", "ký kết", id="decomposed, with what shows nothing"
        ),
        pytest.param("a" + "\u0323" * 1500, "ạ" + "\u0323" * (MAX_MARKS - 1), id="a tower of marks"),
    ],
)
def test_what_is_read_is_plain(sent: str, read: str) -> None:
    asked = check(sent, [sent], Filters(publisher=sent[:MAX_OUTLET]))
    assert asked.question == asked.history[0] == read


@pytest.mark.parametrize(
    ("outlet", "why"),
    [
        pytest.param("a" * (MAX_OUTLET + 1), "201 characters", id="too long"),
        pytest.param("a\0", "NUL", id="NUL"),
        pytest.param("\udfff", "not valid text", id="half a surrogate pair"),
    ],
)
def test_an_outlet_has_limits_too(outlet: str, why: str) -> None:
    with pytest.raises(BadQuestion, match=f"publisher .*{why}"):
        check("a", filters=Filters(publisher=outlet))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_plain_text_stays_as_it_is(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert once == once.strip()
    assert not any(c.isspace() and c != " " for c in once)
    assert "  " not in once
