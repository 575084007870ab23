"""No text of the allowed length keeps a pattern of ours busy: `re` cannot be interrupted, and holds Python's lock."""

from __future__ import annotations

import re

import pytest

from tests.patterns.collected import METHODS, Found, collected
from tests.patterns.timing import MOST_S, slowest
from ui.plain import plain

# Fewer would mean that they are no longer found where they are kept.
AT_LEAST = 250


def found(pattern: str) -> Found:
    return Found("tests.example", re.compile(pattern), frozenset(METHODS))


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"(?:a+)+$", id="a repeat in a repeat"),
        pytest.param(r"^(?:a|a)*b", id="two ways for one letter"),
        pytest.param(r"\s*(?:x)?\s*\??\s*$", id="three runs of blanks in a row"),
        pytest.param(r"\bco\b.*\bkhong\b", id="every beginning looks for the same end"),
        pytest.param(r"[\w.+-]+@[\w-]+", id="a run that starts anew at each character"),
        pytest.param(r"(?:von|der)(?: \w+)* (?: \w+)*!", id="blanks that two repeats may take"),
    ],
)
def test_what_is_slow_is_found(pattern: str) -> None:
    assert slowest(found(pattern)).seconds > MOST_S


def test_every_pattern_of_the_packages_is_fast() -> None:
    patterns = collected()
    assert len(patterns) >= AT_LEAST
    worst = sorted((slowest(each) for each in patterns), reverse=True)
    for each in worst[:10]:
        print(f"{each.seconds * 1000:.1f} ms {each.where}.{each.method} of {each.length}: {each.text!r}")
    slow = [
        f"{each.where}.{each.method}: {each.seconds:.3f} s of {each.text!r}"
        for each in worst
        if each.seconds > MOST_S
    ]
    assert not slow, "make it linear, or cap what it sees:\n" + "\n".join(slow)


def test_the_freezing_question_is_one_line_of_plain_text() -> None:
    assert plain("and a" + " " * 1990 + "b") == "and a b"
