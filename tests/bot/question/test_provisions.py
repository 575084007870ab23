"""Provisions that a question names."""

from __future__ import annotations

import pytest

from bot.question.provisions import provisions
from bot.question.utterance import utterance
from vectorstore.types import Language


@pytest.mark.parametrize(
    ("text", "language", "named"),
    [
        ("Điều 37 và Điều 41 quy định gì?", "vi", ["a37", "a41"]),
        ("Điều 7, 8 và 9", "vi", ["a7", "a8", "a9"]),
        ("điều 7 đến 9", "vi", ["a7", "a8", "a9"]),
        ("Articles 7-9", "en", ["a7", "a8", "a9"]),
        ("Articles 7 and 8", "en", ["a7", "a8"]),
        ("khoản 2 Điều 65", "vi", ["a65.2"]),
        ("Điều 65 khoản 2", "vi", ["a65.2"]),
        ("Article 65(2)", "en", ["a65.2"]),
        ("paragraph 2 of article 65", "en", ["a65.2"]),
        ("Đ.48", "vi", ["a48"]),
        ("art. 48", "en", ["a48"]),
        ("Chương V và VI", "vi", ["c5", "c6"]),
        ("chapter iv", "en", ["c4"]),
        ("article seventeen", "en", ["a17"]),
        ("Công ước có bao nhiêu điều?", "vi", []),
        ("Ba điều 40 nước", "vi", ["a40"]),
        ("How many articles: 68 or 71?", "en", []),
        ("Bao nhiêu điều, 68 hay 71?", "vi", []),
        ("What does ARTICLE 19 ask?", "en", []),
        ("What does Article 19 ask?", "en", ["a19"]),
        ("ARTICLE 16 of the Convention", "en", ["a16"]),
        ("WHAT DOES ARTICLE 19 SAY?", "en", ["a19"]),
        ("điều 0", "vi", []),
        ("giai điệu 5", "vi", []),
    ],
)
def test_provisions(text: str, language: Language, named: list[str]) -> None:
    found = [p.provision for p in provisions(utterance(text, language))]
    assert [f"{p.level[0]}{p.number}" + (f".{p.paragraph}" if p.paragraph else "") for p in found] == named
