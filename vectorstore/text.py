"""Vietnamese and English text as this project compares it: one form for one word.

`nfc` is applied to everything that comes in, `tokens` and `fold` to everything that is searched.
"""

from __future__ import annotations

import re
import unicodedata

from .remember import remembered

# Written into the manifest: an index whose terms were made by other rules must be rebuilt.
NORMALISER_VERSION = 8

# Characters that show nothing and split words: zero-width, bidirectional controls, tags, soft hyphen, BOM.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:\d+)?")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")

# The longest word of the languages we read has some 30 letters.
_LONGEST_WORD = 40

# Capital letters for a regular expression's brackets. ("À-Ỹ" would be wrong: small letters lie between.)
UPPER = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x1EFA)) if c.isupper())

# hoà = hòa, khoẻ = khỏe, uỷ = ủy: the tone of an open oa, oe, uy stands on either vowel (QĐ 1989/QĐ-BGDĐT
# keeps both in use). Here it moves to the second one.
_TONES = "\u0300\u0301\u0309\u0303\u0323"
_OLD_TONE = re.compile(rf"(?<!q)([ou])([{_TONES}])([aey])(?![\w\u0300-\u036f])", re.IGNORECASE)
_OPEN = {"oa", "oe", "uy"}
# kí = ký, mĩ = mỹ, lí = lý, tỉ = tỷ: after these consonants both spellings are in use.
_SHORT_I = re.compile(rf"^([hklmst])i([{_TONES}]?)$")


# Unicode composes ế only from e, circumflex, acute: some keyboards and converters put the tone before the shape.
_LATE_SHAPE = re.compile("([AEOaeo])([\u0300\u0301\u0303\u0309\u0323]+)([\u0302\u0306])")


def composed(text: str) -> str:
    """Canonical composition; a tone that stands before its letter's circumflex or breve goes behind it."""
    text = unicodedata.normalize("NFC", text)
    if "\u0302" in text or "\u0306" in text:
        marks = _LATE_SHAPE.sub(r"\1\3\2", unicodedata.normalize("NFD", text))
        return unicodedata.normalize("NFC", marks)
    return text


def nfc(text: str) -> str:
    """As `composed`, without invisible characters."""
    return _INVISIBLE.sub("", composed(text))


def fold(text: str) -> str:
    """Without marks: "Đại hội đồng" -> "Dai hoi dong". Length is kept for NFC input."""
    return text if text.isascii() else text.translate(_BARE)


def _bare(character: str) -> str:
    if character in "đĐ":
        return "d" if character == "đ" else "D"
    bare = "".join(c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c))
    return bare if len(bare) == 1 else character


# Latin letters with marks: Latin-1 to Latin Extended-B, and Latin Extended Additional, where Vietnamese is.
_BARE = {n: _bare(chr(n)) for n in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if chr(n).isalpha()}


def _shift(match: re.Match[str]) -> str:
    first, tone, second = match.groups()
    if (first + second).lower() in _OPEN:
        return first + second + tone
    return match.group()


@remembered(65_536, _LONGEST_WORD)
def _canonical(word: str) -> str:
    if word.isascii():
        return re.sub(r"[.,]", "", word) if _THOUSANDS.fullmatch(word) else _SHORT_I.sub(r"\1y", word)
    decomposed = _SHORT_I.sub(r"\1y\2", unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", _OLD_TONE.sub(_shift, decomposed))


def tokens(text: str) -> list[str]:
    """Lower-case words and numbers in order; "2.500" and "2,500" are "2500", "hòa" is "hoà"."""
    return [_canonical(w) for w in _WORD.findall(text.lower())]


def is_marked(text: str) -> bool:
    """Whether any letter carries a Vietnamese mark."""
    return fold(text) != text


def syllables(text: str) -> int:
    """Words parted by space or punctuation: in Vietnamese, syllables."""
    return len(_WORD.findall(text))
