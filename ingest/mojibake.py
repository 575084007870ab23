"""UTF-8 that somebody read as a Western encoding: "CÃ´ng Æ°á»›c" -> "Công ước", or refused."""

from __future__ import annotations

import re

from .errors import Rejected

# Two-byte Vietnamese letters begin with Ã, Ä, Æ; three-byte ones with á» or áº, in Latin-1 and windows-1252.
_SIGNS = re.compile("[ÃÄÆ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|á[»º]")
# Letters that only rightly read Vietnamese has.
_RIGHT = re.compile("[\u1ea0-\u1ef9ơưđƠƯĐ]")
# One letter's bytes, read one by one.
_LETTER = re.compile("[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3}")
# A few may be quoted; running text that was misread has one in every ten characters.
_FEW = 3


def is_garbled(text: str) -> bool:
    """Whether *text* is UTF-8 read as a Western encoding; «quá» and “XÃ” among right letters are none."""
    signs = len(_SIGNS.findall(text))
    return signs >= _FEW and signs > 2 * len(_RIGHT.findall(text))


def mended(text: str) -> str:
    """*text* with a misreading undone. Raises `Rejected` when it is one that cannot be undone."""
    if not is_garbled(text):
        return text
    found = _LETTER.sub(_read_again, text)
    if is_garbled(found):
        raise Rejected("its letters are garbled (UTF-8 read as another encoding); fetch it again as UTF-8")
    return found


def _read_again(match: re.Match[str]) -> str:
    """The letter that these characters were; as they are when they were none."""
    for end in range(len(match.group()), 1, -1):
        said, rest = match.group()[:end], match.group()[end:]
        try:
            return b"".join(map(_byte, said)).decode("utf-8") + rest
        except (UnicodeDecodeError, UnicodeEncodeError):
            continue
    return match.group()


def _byte(c: str) -> bytes:
    """The byte a character was; windows-1252 leaves five undefined, which were let through as they are."""
    return bytes([ord(c)]) if c <= "\xff" else c.encode("cp1252")
