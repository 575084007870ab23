"""Numbers, however they are written."""

from __future__ import annotations

import pytest

from bot.question.numbers import numbers
from bot.question.utterance import utterance
from vectorstore.types import Language


@pytest.mark.parametrize(
    "written", ["2.500", "2,500", "2 500", "2\u00a0500", "2\u202f500", "2500", "２５００"]
)
def test_groups_make_no_difference(written: str) -> None:
    found = numbers(utterance(f"hơn {written} đại biểu có mặt", "vi"))
    assert [n.canonical for n in found] == ["2500"]


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("bảy mươi hai nước", "vi", ["72"]),
        ("hai nghìn năm trăm đại biểu", "vi", ["2500"]),
        ("một trăm bảy mươi lăm bên", "vi", ["175"]),
        ("bay muoi hai nuoc", "vi", ["72"]),
        ("mười hai điều", "vi", ["12"]),
        ("năm 2025 có năm nghìn người", "vi", ["2025", "5000"]),
        ("2,5 nghìn người", "vi", ["2500"]),
        ("1,2 triệu và 3.5 tỷ", "vi", ["1200000", "3500000000"]),
        ("seventy-two states", "en", ["72"]),
        ("two hundred seventy-two", "en", ["272"]),
        ("two thousand five hundred", "en", ["2500"]),
        ("one of the two", "en", ["2"]),
        ("a 12 000 and 500", "en", ["12000", "500"]),
        ("8.5 percent", "en", ["8.5"]),
        ("ba nam sau", "vi", []),
        ("sau khi ký", "vi", []),
        ("9" * 400, "vi", ["0"]),
    ],
)
def test_numbers(text: str, language: Language, values: list[str]) -> None:
    assert [n.canonical for n in numbers(utterance(text, language))] == values
