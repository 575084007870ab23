"""Amounts without a number, in both languages: "hàng trăm", "hundreds", "một nửa"."""

from __future__ import annotations

import re

# A text that says one of a row supports the others of that row.
_AMOUNTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("half", re.compile(r"(?<!\w)(?:một nửa|nửa|half)(?!\w)", re.IGNORECASE)),
    ("double", re.compile(r"(?<!\w)(?:gấp đôi|gấp hai|twice|doubled?|twofold)(?!\w)", re.IGNORECASE)),
    ("triple", re.compile(r"(?<!\w)(?:gấp ba|thrice|tripled?|threefold)(?!\w)", re.IGNORECASE)),
    ("tens", re.compile(r"(?<!\w)(?:hàng chục|mấy chục|vài chục|chục|tens|dozens?)(?!\w)", re.IGNORECASE)),
    ("hundreds", re.compile(r"(?<!\w)(?:hàng trăm|hundreds)(?!\w)", re.IGNORECASE)),
    ("thousands", re.compile(r"(?<!\w)(?:hàng nghìn|hàng ngàn|thousands)(?!\w)", re.IGNORECASE)),
    ("millions", re.compile(r"(?<!\w)(?:hàng triệu|millions)(?!\w)", re.IGNORECASE)),
    ("billions", re.compile(r"(?<!\w)(?:hàng tỷ|hàng tỉ|billions)(?!\w)", re.IGNORECASE)),
)


def amounts(text: str) -> list[tuple[int, int, str]]:
    """Start, end and name of each."""
    return [(*m.span(), name) for name, pattern in _AMOUNTS for m in pattern.finditer(text)]
