"""The table of parties answers a question's own "before November", and no caller's choice of articles."""

from __future__ import annotations

import pytest

from bot.chat import ask
from bot.question.understand import understand
from bot.reply.status_table import status_draft
from vectorstore.index import Index
from vectorstore.types import Filters


@pytest.mark.parametrize(
    ("question", "short", "verdict"),
    [
        ("Trước tháng 11 năm 2025 có bao nhiêu nước ký?", "72 bên", None),
        ("How many had signed before the end of October 2025?", "72 parties", None),
        ("How many had signed before 2025?", "no party", None),
        ("Did Canada sign before November 2025?", "No", "no"),
        ("Did more than 70 countries sign in Hanoi?", "Yes: 72 parties", "yes"),
        ("Đã đủ 40 nước phê chuẩn chưa?", "Chưa: 3 bên", "not_yet"),
        ("Did all 72 sign on the first day?", "No", "no"),  # 64, or up to 69: how many is not known
        ("Canada ký sau Úc đúng không?", "Có", "yes"),
    ],
)
def test_what_the_table_decides(starter_index: Index, question: str, short: str, verdict: str | None) -> None:
    answer = ask(question, starter_index)
    assert answer.from_table
    assert (answer.short, answer.verdict) == (short, verdict)


def test_a_caller_who_chooses_articles_is_not_told_the_table(starter_index: Index) -> None:
    chosen = Filters(until="2025-10-25")
    part = understand("How many countries signed?", starter_index, filters=chosen).parts[0]
    assert status_draft(part, starter_index) is None
