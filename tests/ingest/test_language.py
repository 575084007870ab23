"""The language of short texts, where a detector has little to go by."""

from __future__ import annotations

import pytest

from ingest.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Hanoi Convention was opened for signature in Hanoi on 25 October 2025.", "en"),
        ("Police arrested three men in Lagos on Monday over a bank fraud scheme.", "en"),
        ("La Convention de Hanoï a été ouverte à la signature le 25 octobre 2025.", "fr"),
        ("Das Übereinkommen wurde in Hanoi unterzeichnet.", "de"),
        ("Het verdrag van Hanoi werd op 25 oktober ondertekend.", "nl"),
        ("Di convention wey dem sign for Hanoi don start to dey work for everybody for di world.", "pcm"),
        ("Công ước Hà Nội được mở ký ngày 25/10/2025.", "vi"),
    ],
)
def test_one_sentence_is_enough(text: str, language: str) -> None:
    assert language_of(text) == language
