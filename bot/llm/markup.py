"""What a model may not send, and the harmless marks around its words that are taken off."""

from __future__ import annotations

import re

from vectorstore.text import nfc

MARKER = re.compile(r"\[\s*(\d{1,3}(?:\s*(?:,|-|–)\s*\d{1,3})*)\s*\]")
# Emphasis, headings, list signs and code marks: models use them unasked.
_DECORATION = re.compile(
    r"\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|`+|^\s*(?:#{1,6}\s+|>\s+|[-•–+]\s+|\d{1,2}[.)]\s+)"
)
_FORBIDDEN = re.compile(
    r"[<>{}\\|\[\]]|&(?:#\w+|\w+);|!\(|\w\s*:\s*//|\bh(?:tt|xx)ps?\b|\bwww\b|\b(?:javascript|data|mailto|file)\s*:"
    r"|\S@\S|(?<![\w.])(?:[\w-]{1,200}+\.)+(?:com|net|org|io|vn|ru|cn|info|biz|xyz|top|site|app|dev|me|co|ly|gov|edu|int|eu|uk|us"
    r"|link|click|online|shop|test|example|invalid)\b",
    re.IGNORECASE,
)
# A label of a domain has 63 characters at most (RFC 1035); without an end, a row of dashes is searched from each.
_DOMAIN = re.compile(r"(?<![\w.])[a-z0-9-]{2,100}+(?:\.[a-z0-9-]{2,100}+){0,20}\.[a-z]{2,24}(?:/|\b)")


def plain(text: str) -> str:
    """One line in NFC, without decoration."""
    return " ".join(_DECORATION.sub("", nfc(text)).split())


def forbidden(text: str) -> bool:
    """Whether a sentence (its markers taken out) holds a link, an address, an image, HTML or the like."""
    return bool(_FORBIDDEN.search(text) or _DOMAIN.search(text)) or any(_odd(c) for c in text)


def _odd(character: str) -> bool:
    """Digits that are not 0-9, private use, control: nothing that Vietnamese or English prose needs."""
    if character.isascii():
        return ord(character) < 32 or ord(character) == 127
    return character.isnumeric() or not (character.isprintable())


def numbers_of(marker: str) -> list[int]:
    """The numbers of "[1, 3]" or "[1-3]"."""
    found: list[int] = []
    for part in marker.strip("[] ").split(","):
        ends = [int(n) for n in re.split(r"[-–]", part)]
        if len(ends) > 2 or ends[-1] - ends[0] > 9:
            return [0]  # no source has this number
        found += range(ends[0], ends[-1] + 1)
    return found
