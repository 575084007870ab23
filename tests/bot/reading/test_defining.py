"""Definitions: the sentence that says what the thing is."""

from __future__ import annotations

import pytest

from bot.reading.defining import defined

TERM = ("contact", "point")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        pytest.param("A contact point is an office on duty day and night.", True, id="article and copula"),
        pytest.param(
            "Under Article 41, a contact point means any office named.", False, id="behind a clause"
        ),
        pytest.param("A contact point is not yet named.", None, id="says what it is not"),
        pytest.param("The contact point answered within hours.", None, id="no copula"),
        pytest.param("Naming a contact point takes a year.", None, id="in passing"),
    ],
)
def test_whether_a_sentence_defines(text: str, begins: bool | None) -> None:
    assert defined(text, "en", TERM) is begins


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        pytest.param("Dữ liệu điện tử là mọi thông tin ở dạng số.", True, id="begins"),
        pytest.param("Theo Điều 2, dữ liệu điện tử được hiểu là mọi thông tin.", False, id="holds"),
        pytest.param(
            "Thu thập dữ liệu điện tử là việc của điều tra viên.", False, id="part of something else"
        ),
        pytest.param("Dữ liệu điện tử đã được thu thập.", None, id="no copula"),
    ],
)
def test_in_vietnamese(text: str, begins: bool | None) -> None:
    assert defined(text, "vi", ("du", "lieu", "dien", "tu")) is begins
