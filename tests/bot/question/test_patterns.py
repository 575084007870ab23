"""The lexicon's notation."""

from __future__ import annotations

import pytest

from bot.question.patterns import Phrases
from bot.question.utterance import utterance


@pytest.mark.parametrize(
    ("phrase", "text", "holds"),
    [
        ("how many", "and how many signed", True),
        ("how many", "how very many", False),
        ("a|the day", "on the day", True),
        ("ratif*", "it ratified", True),
        ("ratif*", "ratty", False),
        ("what .. mean", "what does it all mean", True),
        ("what .. mean", "what " + "x " * 11 + "mean", False),
        ("which _ states", "which small states", True),
        ("which _ states", "which states", False),
        ("^ why", "and why", False),
        ("^ why", "why now", True),
        ("right $", "right now", False),
        ("right $", "is it right", True),
        ("(do you|they) know", "they know", True),
        ("(do you|they) know", "you know", False),
    ],
)
def test_a_phrase(phrase: str, text: str, holds: bool) -> None:
    assert (Phrases({"x": [phrase]}).first(utterance(text, "en")) is not None) is holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [("ông ấy", True), ("ong ay", True), ("ông ây", False), ("ong ấy nhé bạn ơi tôi", False)],
)
def test_marks_count_where_they_are_typed(text: str, holds: bool) -> None:
    assert (Phrases({"x": ["ông ấy"]}).first(utterance(text, "vi")) is not None) is holds


def test_a_strict_phrase_needs_its_marks() -> None:
    table = Phrases({"x": ["!mấy"]})
    assert table.first(utterance("mấy chương", "vi"))
    assert table.first(utterance("may chuong", "vi")) is None


def test_the_longest_stands_and_none_over_another() -> None:
    table = Phrases({"sign": ["ký"], "open": ["mở ký", "ký công ước"]})
    found = table.apart(utterance("lễ mở ký công ước", "vi"))
    assert [(f.first, f.last, f.value) for f in found] == [(1, 3, "open")]
