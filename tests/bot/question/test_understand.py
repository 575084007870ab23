"""One question from what was typed: every field of its parts."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.question.understand import understand
from bot.question.value import Part, Provision, Turn
from vectorstore.index import Index
from vectorstore.types import Filters


def only(typed: str, index: Index) -> Part:
    """The one part of a question."""
    (part,) = understand(typed, index).parts
    return part


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        (
            "Who signed for Viet Nam and how many countries signed in total?",
            ["Who signed for Viet Nam?", "how many countries signed in total?"],
        ),
        ("Điều 37 và Điều 41 quy định gì?", ["Điều 37 quy định gì?", "Điều 41 quy định gì?"]),
        ("dieu 7, 8 va 9 quy dinh gi", ["dieu 7 quy dinh gi?", "dieu 8 quy dinh gi?", "dieu 9 quy dinh gi?"]),
        ("How many chapters and articles?", ["How many chapters?", "How many articles?"]),
        ("Did Japan and Peru sign?", ["Did Japan sign?", "Did Peru sign?"]),
        ("So sánh Pháp và Đức?", ["So sánh Pháp và Đức?"]),
        ("Bao nhiêu nước đã ký?", ["Bao nhiêu nước đã ký?"]),
    ],
)
def test_parts_stand_alone(starter_index: Index, typed: str, texts: list[str]) -> None:
    assert [part.text for part in understand(typed, starter_index).parts] == texts


def test_every_field_is_worked_out(starter_index: Index) -> None:
    part = only("Tính đến 25/10/2025 Nhật Bản có phê chuẩn khoản 2 Điều 65 không?", starter_index)
    assert (part.shape, part.act, part.countries) == ("yesno", "ratify", ("JP",))
    assert part.provisions == (Provision("article", 65, 2),)
    assert part.filters == Filters(as_of="2025-10-25")
    assert part.convention
    assert part.language == "vi"


def test_today_is_the_callers(starter_index: Index) -> None:
    asked = understand("Hôm nay đoàn nào tới Hà Nội?", starter_index, today=date(2026, 11, 27))
    assert asked.parts[0].days == (date(2026, 11, 27),)


def test_a_follow_up_is_told_as_it_is_understood(starter_index: Index) -> None:
    asked = understand("and for Viet Nam?", starter_index, thread=(Turn("who signed for Qatar?"),))
    assert asked.asked_as == "who signed for Viet Nam?"


def test_a_question_in_another_language_is_answered_in_english(starter_index: Index) -> None:
    asked = understand("Combien de pays ont signé la convention ?", starter_index)
    assert asked.foreign
    assert asked.language == "en"


# Of this thread's processor; a visitor feels a tenth of a second.
LONGEST_S = 0.5


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=2_000)
    | st.lists(
        st.sampled_from(
            "và and ai who bao nhiêu how many Điều 37 25/10 Nhật Bản did ? , . ký signed not 2 500 nó it".split()
        ),
        max_size=400,
    ).map(" ".join)
)
def test_any_text_is_understood_at_once(starter_index: Index, typed: str) -> None:
    began = time.thread_time()
    asked = understand(typed, starter_index, thread=(Turn("Bao nhiêu nước đã ký?"),))
    took = time.thread_time() - began
    assert asked.parts
    assert took < LONGEST_S or len(typed) > 2_000
