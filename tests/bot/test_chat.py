"""A follow-up in doubt is asked of the articles that the turn before cited; who tells of something is told the nearest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.chat import ask, consider
from bot.evaluate.conversations import turn_of
from vectorstore.index import Index


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        pytest.param(
            ("who criticised the convention?", "what did EFF say?"),
            "Electronic Frontier Foundation",
            id="en",
        ),
        pytest.param(
            ("Thực tế có bao nhiêu sự kiện bên lề?", "trước đó dự kiến bao nhiêu?"), "hơn 50", id="vi"
        ),
    ],
)
def test_a_follow_up_is_answered_from_what_was_cited(
    starter_index: Index, turns: tuple[str, str], told: str
) -> None:
    first = ask(turns[0], starter_index)
    assert first.citations
    answer = ask(turns[1], starter_index, history=(turn_of(turns[0], first),))
    assert answer.found
    assert told.lower() in answer.text.lower()


def test_what_cites_nothing_lends_nothing(starter_index: Index) -> None:
    question = "and what did the group ask governments to do?"
    first = "What does Human Rights Watch say about the convention?"
    before = turn_of(first, ask(first, starter_index))
    with_it = consider(question, starter_index, history=(before,))
    without = consider(question, starter_index, history=(replace(before, quotes=()),))
    assert with_it.parts[0].part.filters.only
    assert not without.parts[0].part.filters.only


def test_a_name_alone_is_asked_in_the_conversations_language(starter_index: Index) -> None:
    before = turn_of(
        "Ai ký Công ước thay mặt Việt Nam?", ask("Ai ký Công ước thay mặt Việt Nam?", starter_index)
    )
    assert ask("Tuvalu?", starter_index, history=(before,)).language == "vi"


@pytest.mark.parametrize(
    "told",
    [
        "my ex shared my nudes",
        "somebody hacked my email account",
        "tôi bị lừa tiền qua mạng",
        "công ty tôi bị tấn công mã độc",
    ],
)
def test_who_tells_of_something_is_told_the_nearest(starter_index: Index, told: str) -> None:
    assert ask(told, starter_index).citations


@pytest.mark.parametrize("told", ["I love football", "hôm qua tôi ăn phở", "my cat is asleep"])
def test_but_not_of_anything_else(starter_index: Index, told: str) -> None:
    assert not ask(told, starter_index).found
