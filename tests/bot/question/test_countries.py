"""Countries that a text names."""

from __future__ import annotations

import pytest

from bot.question.countries import countries
from bot.question.utterance import utterance
from vectorstore.types import Language


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Việt Nam và Nhật Bản", "vi", "VN JP"),
        ("viet nam va nhat ban", "vi", "VN JP"),
        ("VN ký chưa", "vi", "VN"),
        ("the U.S. and the UK", "en", "US GB"),
        ("US", "en", "US"),
        ("tell us more", "en", ""),
        ("my friend", "en", ""),
        ("mỹ ký chưa", "vi", "US"),
        ("my da ky chua", "vi", "US"),
        ("nuoc my da ky chua", "vi", "US"),
        ("châu Mỹ Latinh", "vi", ""),
        ("Anh ký chưa?", "vi", "GB"),
        ("anh cho em hỏi", "vi", ""),
        ("tiếng Anh", "vi", ""),
        ("Phương pháp của Pháp", "vi", "FR"),
        ("luật pháp", "vi", ""),
        ("ý kiến của Ý", "vi", "IT"),
        ("Còn Đức?", "vi", "DE"),
        ("ông Nguyễn Văn Đức và chị Nga", "vi", ""),
        ("ba lần", "vi", ""),
        ("ba lan nuoc nay ky", "vi", ""),
        ("nuoc ba lan ky chua", "vi", "PL"),
        ("Ba Lan ký chưa", "vi", "PL"),
        ("Bra-xin, Chi-lê và A-rập Xê-út", "vi", "BR CL SA"),
        ("chi le phi", "vi", ""),
        ("Ấn Độ Dương", "vi", ""),
        ("Papua New Guinea", "en", "PG"),
        ("North Korea and South Korea", "en", "KP KR"),
        ("Côte d'Ivoire", "en", "CI"),
        ("the European Union", "en", "EU"),
    ],
)
def test_countries(text: str, language: Language, wanted: str) -> None:
    assert " ".join(dict.fromkeys(c.code for c in countries(utterance(text, language)))) == wanted
