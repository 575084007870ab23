"""Text from outside, made plain: the one place where it is cleaned before anything reads it.

Afterwards blanks are single spaces, nothing controls a terminal, no letter carries a tower of marks, and the
composition is canonical: what reads it further in need not fear any of these. Refusing is left to the caller.
"""

from __future__ import annotations

import unicodedata

from vectorstore.text import nfc

# Vietnamese needs two on a letter, Hebrew with its accents four, Tibetan five. Unicode sorts a run of them in a
# time that grows with its square.
MAX_MARKS = 6
# C0 and C1 but for the blanks among them, which `str.split` takes; NUL is refused before.
_CONTROLS = {
    n: None for n in (*range(0x20), *range(0x7F, 0xA0)) if n and not chr(n).isspace()
}  # fmt: skip


def plain(text: str) -> str:
    """*text* on one line, in NFC, without what cannot be seen; takes a time that grows with its length only."""
    words = " ".join(text.translate(_CONTROLS).split())
    return words if words.isascii() else " ".join(nfc(_with_few_marks(words)).split())


def _with_few_marks(text: str) -> str:
    kept, run = [], 0
    for character in text:
        run = run + 1 if unicodedata.category(character).startswith("M") else 0
        if run <= MAX_MARKS:
            kept.append(character)
    return "".join(kept)
