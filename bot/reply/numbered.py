"""Numbered articles and chapters of the Convention that a sentence or a title names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.question.value import Provision
from vectorstore.aliases import arabic
from vectorstore.text import fold

Span = tuple[int, int]
# "Điều 7, 8 và 9", "Articles 7 and 8", "Chương V".
_NAMED = re.compile(
    r"\b(Điều|Chương|Article|Chapter)s?\s+((?:\d+|[IVX]+)(?:\s*(?:,|and|or|và|hoặc|&)\s*(?:\d+|[IVX]+))*)\b",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"\d+|[IVX]+", re.IGNORECASE)


def provisions_in(text: str) -> list[tuple[Provision, Span]]:
    """Provisions with their places, in order; of a list each."""
    found = []
    for match in _NAMED.finditer(text):
        level = "article" if fold(match.group(1)).lower() in ("dieu", "article") else "chapter"
        for n, numeral in enumerate(_NUMERAL.finditer(text, *match.span(2))):
            number = int(numeral.group()) if numeral.group().isdigit() else arabic(numeral.group())
            start = match.start() if n == 0 else numeral.start()
            found.append(
                (Provision("article" if level == "article" else "chapter", number), (start, numeral.end()))
            )
    return found


def names_any(text: str, wanted: Sequence[Provision]) -> bool:
    """Whether a text names one of the provisions, whatever the paragraph."""
    sought = {(p.level, p.number) for p in wanted}
    return any((p.level, p.number) in sought for p, _ in provisions_in(text))
