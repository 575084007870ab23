"""Sides are compared by figures of one quantity, or else by their quotes; days in their order."""

from __future__ import annotations

from datetime import date

from bot.reply.compose import compose
from tests.bot.reply.corpus import ANSWER, Read, part, reading
from vectorstore.index import Index

COUNTED = {"kinds": frozenset({"number"}), "counted": ("nuoc",), "act": "sign"}
DAYS = (date(2025, 10, 25), date(2025, 10, 26))


def test_two_days_are_two_lines_and_their_difference(told: Index) -> None:
    asked = part(told, "So sánh số nước ký ngày 25/10 và 26/10", shape="comparison", days=DAYS, **COUNTED)
    read = reading(told, asked, Read("72 nước", 0.9, span="72"), Read("65 quốc gia", 0.6, span="65"))
    draft = compose(asked, read, ANSWER, told)
    assert [line.text for line in draft.lines[:3]] == [
        "25/10/2025: 65 quốc gia",
        "26/10/2025: 72 nước",
        "Chênh lệch: 7",
    ]
    assert [line.cites for line in draft.lines[:3]] == [(1,), (2,), (1, 2)]


def test_a_figure_beside_none_is_no_comparison(told: Index) -> None:
    asked = part(
        told,
        "So sánh số nước ký ngày 20/10 và 26/10",
        shape="comparison",
        days=(date(2025, 10, 20), DAYS[1]),
        **COUNTED,
    )
    read = reading(told, asked, Read("72 nước", 0.9, span="72"), Read("60 nước", 0.8, span="60"))
    draft = compose(asked, read, ANSWER, told)
    assert [line.kind for line in draft.lines] == ["said", "quote", "said", "quote"]
    assert draft.lines[0].text == "20/10/2025:"


def test_change_over_time_is_told_oldest_first(told: Index) -> None:
    asked = part(told, "Số nước ký thay đổi thế nào?", shape="timeline", **COUNTED)
    read = reading(
        told,
        asked,
        Read("72 nước", span="72"),
        Read("74 countries", 0.8),
        Read("65 quốc gia", 0.7),
        Read("40 nước", 0.7),
    )
    draft = compose(asked, read, ANSWER, told)
    assert [line.text for line in draft.lines[:3]] == [
        "25/10/2025: 65 quốc gia",
        "26/10/2025: 72 nước",
        "1/3/2026: 74 nước",
    ]
    assert [f.value for f in draft.timeline] == [74, 72, 65]


def test_without_two_sides_a_plain_answer(told: Index) -> None:
    asked = part(told, "So sánh gì đó?", shape="comparison")
    draft = compose(asked, reading(told, asked, Read("Lễ ký diễn ra")), ANSWER, told)
    assert [line.kind for line in draft.lines] == ["quote"]
