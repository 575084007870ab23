"""UTF-8 that somebody read as a Western encoding: "CÃ´ng Æ°á»›c" -> "Công ước", or refused."""

from __future__ import annotations

import re

from .errors import Rejected

# Two-byte Vietnamese letters begin with Ã, Ä, Æ; three-byte ones with á» or áº, in Latin-1 and windows-1252.
_SIGNS = re.compile("[ÃÄÆ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|á[»º]")
# A few may be quoted; running text that was misread has one in every ten characters.
_FEW = 3


def mended(text: str) -> str:
    """*text* with a misreading undone. Raises `Rejected` when it is one that cannot be undone."""
    if len(_SIGNS.findall(text)) < _FEW:
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            return _bytes(text, encoding).decode("utf-8")
        except (UnicodeDecodeError, UnicodeEncodeError):
            continue
    raise Rejected("its letters are garbled (UTF-8 read as another encoding); fetch it again as UTF-8")


def _bytes(text: str, encoding: str) -> bytes:
    """Like `encode`, but lets through the five bytes that windows-1252 leaves undefined."""
    out = bytearray()
    for c in text:
        out += bytes([ord(c)]) if "\x80" <= c <= "\x9f" else c.encode(encoding)
    return bytes(out)
