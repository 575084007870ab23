"""Several questions in one text."""

from __future__ import annotations

import pytest

from bot.question.parts import background, parts
from bot.question.spoken import language_in
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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("How many seminars and how many roundtables are planned?",
         ["How many seminars are planned", "how many roundtables are planned"]),
        ("Có bao nhiêu hội thảo và bao nhiêu tọa đàm dự kiến diễn ra?",
         ["Có bao nhiêu hội thảo dự kiến diễn ra", "bao nhiêu tọa đàm dự kiến diễn ra"]),
        ("Những bộ nào và thành phố nào tổ chức lễ ký?", ["Những bộ nào tổ chức lễ ký", "thành phố nào tổ chức lễ ký"]),
        ("Which ministries and which city organised it?", ["Which ministries organised it", "which city organised it"]),
    ],
)  # fmt: skip
def test_each_part_has_what_the_other_lends(text: str, wanted: list[str]) -> None:
    assert [p.rstrip("?") for p in parts(text, language_in(text, ()))] == wanted
