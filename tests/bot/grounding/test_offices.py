"""Offices in both languages."""

from __future__ import annotations

import pytest

from bot.grounding.offices import offices


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Officials preside over it.", []),
        ("President Lương Cường came.", [("president of state", "")]),
        ("the Minister of Public Security", [("minister", "public security")]),
        ("Bộ trưởng Công an", [("minister", "public security")]),
        ("đại sứ quán", []),
    ],
)
def test_offices(text: str, found: list[tuple[str, str]]) -> None:
    assert [(o.name, o.portfolio) for o in offices(text)] == found
