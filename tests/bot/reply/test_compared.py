"""A number of States that a question gives itself is compared with what the table counts."""

from __future__ import annotations

import pytest

from bot.question.spoken import language_in
from bot.reply.compared import compared
from bot.status.lookup import status_answer
from tests.bot.status.test_lookup import TODAY, own  # noqa: F401  the fixture
from vectorstore.status.table import Table


def holds(table: Table, question: str) -> bool | None:
    """Whether the table says that it is so."""
    language = language_in(question, ())
    given = compared(question, language)
    assert given is not None
    told = status_answer(given.counting, language, table, today=TODAY)
    assert told is not None, given.counting
    return given.holds(told)


@pytest.mark.parametrize(
    ("question", "is_so"),
    [
        ("Did more than 70 countries sign in Hanoi?", True),
        ("Did fewer than 70 countries sign in Hanoi?", False),
        ("Did all 72 sign on the first day?", False),
        ("Có phải cả 72 nước ký hết trong ngày đầu không?", False),
        ("Có trên 60 nước ký ở Hà Nội phải không?", True),
        ("Did more than 65 sign on the first day?", None),  # 64, and five of whom the day is not known
        ("Have at least 40 ratified?", False),
        ("Đã đủ 40 nước phê chuẩn chưa?", False),
        ("Chỉ có 3 nước phê chuẩn thôi à?", True),
        ("Were there only 65 signatories?", False),
        ("Are there 100 signatories?", False),
        ("Did 72 countries sign?", None),  # so many had, once
        ("Have more than 20 African countries signed?", True),
    ],
)
def test_the_count_decides(own: Table, question: str, is_so: bool | None) -> None:  # noqa: F811
    assert holds(own, question) is is_so


@pytest.mark.parametrize(
    ("question", "yes"),
    [
        ("Did the US sign in Hanoi?", False),
        ("Did Mali sign on the first day?", False),
        ("Did the UK sign on the first day?", None),
        ("Did Qatar sign on the first day?", True),
        ("Did Canada sign before Australia?", False),
        ("Did Australia sign before Canada?", True),
        ("Canada ký sau Úc đúng không?", True),
        ("Úc ký trước Canada phải không?", True),
        ("Did Qatar ratify before Viet Nam?", None),  # Viet Nam's day is known by its end only
        ("Did Qatar ratify before March 2026?", True),
        ("Nước mình phê chuẩn chưa?", True),
        ("Is Mexico on the list of signers?", False),
    ],
)
def test_days_decide(own: Table, question: str, yes: bool | None) -> None:  # noqa: F811
    told = status_answer(question, language_in(question, ()), own, today=TODAY)
    assert told is not None
    assert told.yes is yes


@pytest.mark.parametrize(
    "question", ["Who signed after 1 January 2026?", "Did Japan sign after Canada ratified?"]
)
def test_after_a_day_or_another_act_is_not_told(own: Table, question: str) -> None:  # noqa: F811
    assert status_answer(question, "en", own, today=TODAY) is None


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("Mấy nước ký ngay tại phiên toàn thể?", 64),
        ("How many signed at the plenary session?", 64),
        ("Name some countries in Africa that signed", 22),
        ("Kể tên vài nước châu Phi đã ký", 22),
    ],
)
def test_an_occasion_and_a_few_of_a_list_are_known(own: Table, question: str, count: int) -> None:  # noqa: F811
    told = status_answer(question, language_in(question, ()), own, today=TODAY)
    assert told is not None
    assert told.count == count
