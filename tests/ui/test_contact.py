"""A refusal tells whom to ask; nothing else does."""

from __future__ import annotations

import pytest

from bot.answer import Answer, Reason
from ui.contact import with_contact
from ui.settings import BadSetting, Settings

LINES = {"vi": "Hỏi: 024 0000", "en": "Ask: desk, 9-17"}


def refusal(reason: Reason | None, found: bool = False) -> Answer:
    return Answer("?", "Không có.", found, "vi", reason=reason)


def test_a_refusal_ends_with_the_line_of_its_language() -> None:
    first, line, answer = with_contact(iter(["Không có.", refusal("not_in_articles")]), LINES)
    assert isinstance(answer, Answer)
    assert answer.text == f"{first}{line}" == "Không có.\n\nHỏi: 024 0000"


@pytest.mark.parametrize(
    "answer", [refusal("off_subject"), refusal("small_talk"), refusal("not_a_question"), refusal(None, True)]
)
def test_nothing_else_does(answer: Answer) -> None:
    assert list(with_contact(iter([answer]), LINES)) == [answer]


def test_a_language_without_a_line_is_left_alone() -> None:
    answer = refusal("not_in_articles")
    assert list(with_contact(iter([answer]), {"en": "Ask"})) == [answer]


def test_the_lines_are_read_from_the_settings() -> None:
    read = Settings.from_env({"HANOI_HOME": "/x", "HANOI_CONTACT_VI": " Hỏi: 024 0000 "})
    assert (read.contact_vi, read.contact_en) == ("Hỏi: 024 0000", None)


@pytest.mark.parametrize("line", ["x" * 301, "a\nb", "a\x1bb"])
def test_what_is_no_line_is_refused(line: str) -> None:
    with pytest.raises(BadSetting, match="HANOI_CONTACT_EN"):
        Settings.from_env({"HANOI_HOME": "/x", "HANOI_CONTACT_EN": line})
