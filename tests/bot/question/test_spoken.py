"""Languages."""

from __future__ import annotations

import pytest

from bot.question.spoken import is_foreign, language_in
from bot.question.value import Turn


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("Combien de pays ont signé la convention ?", True),
        ("¿Cuántos países han firmado?", True),
        ("Wie viele Länder haben unterzeichnet?", True),
        ("Quanti paesi hanno firmato la convenzione?", True),
        ("有多少国家签署了?", True),
        ("Сколько стран подписали?", True),
        ("How many countries signed?", False),
        ("Bao nhiêu nước đã ký?", False),
        ("ai da ky cho viet nam va la ai", False),
        ("Côte d'Ivoire?", False),
        ("72", False),
    ],
)
def test_foreign(text: str, foreign: bool) -> None:
    assert is_foreign(text) is foreign


@pytest.mark.parametrize(
    ("text", "before", "language"),
    [
        ("Japan?", "Bao nhiêu nước ký?", "vi"),
        ("Japan?", "How many signed?", "en"),
        ("72?", "How many signed?", "en"),
        ("and Japan?", "Bao nhiêu nước ký?", "en"),
        ("Nhật Bản", "How many signed?", "vi"),
        ("more sources", "Bao nhiêu nước ký?", "en"),
        ("the conversation", "Bao nhiêu nước ký?", "en"),
    ],
)
def test_a_bare_name_is_in_the_conversations_language(text: str, before: str, language: str) -> None:
    assert language_in(text, (Turn(before),)) == language
