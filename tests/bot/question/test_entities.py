"""Persons and bodies that a question names."""

from __future__ import annotations

import pytest

from bot.question.anatomy import anatomy
from bot.question.spoken import language_in


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Ông Phạm Thế Tùng nói gì?", ["Phạm Thế Tùng"]),
        ("Did António Guterres speak in Hanoi?", ["António Guterres", "Hanoi"]),
        ("Bộ Công an có vai trò gì?", ["Bộ Công an"]),
        ("UNODC là gì?", ["UNODC"]),
        ("Nhật Bản ký Công ước Hà Nội chưa?", []),
        ("What is the Budapest Convention?", ["Budapest"]),
        ("phạm thế tùng nói gì?", ["phạm thế tùng"]),
        ("ông phạm thế tùng nói gì về lễ ký", ["phạm thế tùng"]),
        ("who is antonio guterres", ["antonio guterres"]),
        ("Điều 5 nói gì?", []),
        ("Ai ký ngày 25/10?", []),
    ],
)
def test_names(question: str, names: list[str]) -> None:
    assert [n.text for n in anatomy(question, language_in(question, ())).names] == names
