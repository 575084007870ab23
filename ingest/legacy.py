"""Vietnamese in the fonts of before Unicode: letters that only their font made readable."""

from __future__ import annotations

import re

# TCVN3 writes marked letters as signs that stand in no word of any language.
_TCVN3 = re.compile(r"[A-Za-zÀ-ÿ][µ¶·¸¹®¬«»¼½¾©ª¨×]+[A-Za-zÀ-ÿ]|(?<![^\s])[®«][a-zÀ-ÿ]")
# VNI writes the mark behind its vowel as a second letter: "Coäng hoøa".
_VNI = re.compile(r"[aeiouyöôAEIOUY][øùüåäãõ](?![a-z]{0,2}ch\b)")
# Share of the words, and how many at least; a foreign name has one.
_SHARE, _LEAST = 0.12, 4


def old_font(text: str) -> str:
    """The name of the encoding that *text* is written in, "" for Unicode."""
    words = max(1, len(text.split()))
    for name, pattern in (("TCVN3", _TCVN3), ("VNI", _VNI)):
        if len(pattern.findall(text)) >= max(_LEAST, _SHARE * words):
            return name
    return ""
