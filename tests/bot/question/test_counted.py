"""What is counted."""

from __future__ import annotations

import pytest

from bot.question.anatomy import anatomy
from bot.question.spoken import language_in


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Bao nhiêu nước đã ký?", "nuoc"),
        ("Có bao nhiêu phóng viên quốc tế tham dự?", "phong vien quoc te"),
        ("may chuong vay", "chuong"),
        ("How many foreign journalists attended?", "foreign journalists"),
        ("How many signed?", "countries"),
        ("bao nhiêu đã phê chuẩn", "nuoc"),
        ("the number of delegates", "delegates"),
        ("What was the final signature count?", "countries"),
        ("Số đại biểu là bao nhiêu?", "dai bieu"),
        ("Bao nhiêu ngày?", None),
        ("Ai ký?", None),
    ],
)
def test_counted(question: str, words: str | None) -> None:
    found = anatomy(question, language_in(question, ())).counted
    assert (" ".join(found.words) if found else None) == words
