"""Dates as questions and sentences say them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dates import mentions


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("chiều 26/10", ["2025-10-26"]),
        ("từ ngày 25-26/10/2025", ["2025-10-26"]),
        ("25 và 26/10", ["2025-10-26"]),
        ("ngày 24 tháng 12 năm 2024", ["2024-12-24"]),
        ("24 December 2024", ["2024-12-24"]),
        ("October 25, 2025", ["2025-10-25"]),
        ("2025-10-08", ["2025-10-08"]),
        ("tháng 12/2024", []),
        ("năm 2024", []),
        ("tỷ lệ 16/10%", []),
        ("31/2", []),
        ("24/12", ["2024-12-24"]),  # a day far ahead of the newest article is last year's
    ],
)
def test_days(text: str, days: list[str]) -> None:
    near = date(2025, 10, 26)
    resolved = [m.resolve(near) for m in mentions(text)]
    if text == "24/12":
        near = date(2025, 3, 1)
        resolved = [m.resolve(near) for m in mentions(text)]
    assert [d.isoformat() for d in resolved if d] == days
