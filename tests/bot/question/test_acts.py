"""What is asked to have been done."""

from __future__ import annotations

import pytest

from bot.question.anatomy import anatomy
from bot.question.spoken import language_in


@pytest.mark.parametrize(
    ("question", "act"),
    [
        ("Bao nhiêu nước đã ký?", "sign"),
        ("bao nhieu nuoc phe chuan", "ratify"),
        ("Ai chủ trì lễ ký?", "chair"),
        ("Who chaired the signing ceremony?", "chair"),
        ("Ai đại diện Việt Nam ký Công ước?", "sign"),
        ("Who represented Peru?", "represent"),
        ("Cần bao nhiêu nước phê chuẩn để Công ước có hiệu lực?", "ratify"),
        ("How long do signatories have to ratify after signing?", "ratify"),
        ("When does it enter into force?", "enter_into_force"),
        ("When was it opened for signature?", "open"),
        ("Nước nào từ chối ký?", "deny"),
        ("How many acceded?", "accede"),
        ("Điều 5 nói gì?", None),
        ("Lễ ký ở đâu?", None),
    ],
)
def test_act(question: str, act: str | None) -> None:
    assert anatomy(question, language_in(question, ())).act == act
