"""Several questions in one text."""

from __future__ import annotations

import pytest

from bot.question.parts import background, parts
from vectorstore.types import Language


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Ai ký và ai chủ trì?", "vi", ["Ai ký", "ai chủ trì"]),
        ("Công ước có bao nhiêu chương, bao nhiêu điều?", "vi", ["Công ước có bao nhiêu chương", "bao nhiêu điều"]),
        ("When and where was it signed?", "en", ["When was it signed", "where was it signed"]),
        ("How many signed? Who chaired?", "en", ["How many signed?", "Who chaired?"]),
        ("How many countries signed and ratified?", "en", ["How many countries signed", "How many countries ratified"]),
        ("bao nhieu chuong va dieu", "vi", ["bao nhieu chuong", "bao nhieu dieu"]),
        ("Nhật Bản và Peru ký chưa?", "vi", ["Nhật Bản ký chưa?", "Peru ký chưa?"]),
        ("Tôi là sinh viên. Ai ký?", "vi", ["Ai ký?"]),
        ("So sánh số nước ký và phê chuẩn?", "vi", ["So sánh số nước ký và phê chuẩn?"]),
        ("Who said that trade and growth matter?", "en", ["Who said that trade and growth matter?"]),
        ("Ai ký công ước chống tội phạm và khủng bố?", "vi", ["Ai ký công ước chống tội phạm và khủng bố?"]),
        ("Mr. Smith and Mr. Jones spoke where?", "en", ["Mr. Smith and Mr. Jones spoke where?"]),
    ],
)  # fmt: skip
def test_parts(text: str, language: Language, wanted: list[str]) -> None:
    assert [p.strip(" ?") for p in parts(text, language)] == [w.strip(" ?") for w in wanted]


def test_at_most_six() -> None:
    assert len(parts("Ai ký? Ai nói? Ai dự? Ai mở? Ai đến? Ai đi? Ai về?", "vi")) == 6


def test_what_only_tells_is_background() -> None:
    assert background("Tôi đọc về Điều 5. Nó nói gì?", "vi") == ["Tôi đọc về Điều 5."]
