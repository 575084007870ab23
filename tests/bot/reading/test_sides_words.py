"""Words that hold one that denies and deny nothing."""

from __future__ import annotations

import pytest

from bot.reading.sides import denies


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Sự an toàn tùy thuộc luật quốc gia, chẳng hạn tùy việc được cho phép.", False),
        ("Việc đó có được phép hay không là do luật từng nước.", False),
        ("Công ước chẳng nêu tên việc đó.", True),
        ("Công ước không nêu tên việc đó.", True),
    ],
)
def test_denies(text: str, told: bool) -> None:
    assert denies(text, "vi") is told
