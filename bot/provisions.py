"""Articles and chapters of the Convention that a text names."""

from __future__ import annotations

import re

from vectorstore.aliases import expand
from vectorstore.text import fold

# What a numbered part of the Convention is called.
NAMED = r"(?:điều|chương|dieu|chuong|article|chapter)"
_PROVISION = re.compile(rf"\b({NAMED})\s+(\d+)\b", re.IGNORECASE)
# "Articles 7 and 8", "Điều 7, 8 và 9": what a question lists.
_LIST = re.compile(rf"\b({NAMED})s?\s+(\d+(?:\s*(?:,|and|or|và|va|hay|hoặc|&)\s*\d+)+)\b", re.IGNORECASE)
_LEVEL = {"dieu": "article", "article": "article", "chuong": "chapter", "chapter": "chapter"}


def asked_provisions(question: str) -> set[tuple[str, int]]:
    """Those that a question names, one by one or in a list."""
    said = expand(question)
    listed = {
        (_LEVEL[fold(m.group(1)).lower()], int(n))
        for m in _LIST.finditer(said)
        for n in re.findall(r"\d+", m.group(2))
    }
    return listed | provisions(said)


def provisions(text: str) -> set[tuple[str, int]]:
    """Articles and chapters that a text names: ("article", 17), ("chapter", 5)."""
    return {(_LEVEL[fold(m.group(1)).lower()], int(m.group(2))) for m in _PROVISION.finditer(expand(text))}
