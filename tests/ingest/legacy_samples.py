"""Vietnamese as it was written before Unicode: encoders after the encodings' definitions, apart from the package's tables."""

from __future__ import annotations

import unicodedata

# TCVN 5712:1993 (VN3): the code of each small letter; capitals with tones had none and were set in another font.
_CODES = {
    "Ă": 0xA1, "Â": 0xA2, "Ê": 0xA3, "Ô": 0xA4, "Ơ": 0xA5, "Ư": 0xA6, "Đ": 0xA7, "ă": 0xA8, "â": 0xA9, "ê": 0xAA, "ô": 0xAB,
    "ơ": 0xAC, "ư": 0xAD, "đ": 0xAE, "à": 0xB5, "ả": 0xB6, "ã": 0xB7, "á": 0xB8, "ạ": 0xB9, "ằ": 0xBB, "ẳ": 0xBC, "ẵ": 0xBD,
    "ắ": 0xBE, "ặ": 0xC6, "ầ": 0xC7, "ẩ": 0xC8, "ẫ": 0xC9, "ấ": 0xCA, "ậ": 0xCB, "è": 0xCC, "ẻ": 0xCE, "ẽ": 0xCF, "é": 0xD0,
    "ẹ": 0xD1, "ề": 0xD2, "ể": 0xD3, "ễ": 0xD4, "ế": 0xD5, "ệ": 0xD6, "ì": 0xD7, "ỉ": 0xD8, "ĩ": 0xDC, "í": 0xDD, "ị": 0xDE,
    "ò": 0xDF, "ỏ": 0xE1, "õ": 0xE2, "ó": 0xE3, "ọ": 0xE4, "ồ": 0xE5, "ổ": 0xE6, "ỗ": 0xE7, "ố": 0xE8, "ộ": 0xE9, "ờ": 0xEA,
    "ở": 0xEB, "ỡ": 0xEC, "ớ": 0xED, "ợ": 0xEE, "ù": 0xEF, "ủ": 0xF1, "ũ": 0xF2, "ú": 0xF3, "ụ": 0xF4, "ừ": 0xF5, "ử": 0xF6,
    "ữ": 0xF7, "ứ": 0xF8, "ự": 0xF9, "ỳ": 0xFA, "ỷ": 0xFB, "ỹ": 0xFC, "ý": 0xFD, "ỵ": 0xFE,
}  # fmt: skip
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_TONES = "\u0300\u0301\u0309\u0303\u0323"  # grave, acute, hook, tilde, dot
# VNI: the sign of a tone alone, on a circumflex, on a breve; letters that have a code of their own.
_PLAIN, _ON_CIRCUMFLEX, _ON_BREVE = "øùûõï", "àáåãä", "èéúüë"
_OWN = {"đ": "ñ", "ơ": "ô", "ư": "ö", "ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
_SIGNS = {_CIRCUMFLEX: "^", _BREVE: "(", _HORN: "+"} | dict(zip(_TONES, "`'?~.", strict=True))


def tcvn3(text: str) -> str:
    """As a program shows it that knows nothing of the font."""
    return "".join(chr(_CODES.get(c) or _CODES.get(c.lower()) or ord(c)) for c in text)


def vni(text: str) -> str:
    """As a program shows it that knows nothing of the font."""
    return "".join(map(_vni, text))


def _vni(letter: str) -> str:
    small = letter.lower()
    base, shape, tone = _parts(small)
    if small in _OWN:
        found = _OWN[small]
    elif shape == _HORN:
        found = _OWN[unicodedata.normalize("NFC", base + shape)] + (
            _PLAIN[_TONES.index(tone)] if tone else ""
        )
    elif shape:
        signs, alone = (_ON_CIRCUMFLEX, "â") if shape == _CIRCUMFLEX else (_ON_BREVE, "ê")
        found = base + (signs[_TONES.index(tone)] if tone else alone)
    else:
        found = base + (_PLAIN[_TONES.index(tone)] if tone else "")
    return found.upper() if letter.isupper() else found


def viqr(text: str) -> str:
    """As RFC 1456 has it, without its backslashes: writers left them out."""
    return "".join(map(_viqr, text))


def _viqr(letter: str) -> str:
    if letter in "đĐ":
        return "dd" if letter == "đ" else "DD"
    _, shape, tone = _parts(letter.lower())
    base = unicodedata.normalize("NFD", letter)[0]
    return base + _SIGNS.get(shape, "") + _SIGNS.get(tone, "")


def _parts(letter: str) -> tuple[str, str, str]:
    base, *marks = unicodedata.normalize("NFD", letter)
    shape = next((m for m in marks if m in (_CIRCUMFLEX, _BREVE, _HORN)), "")
    return base, shape, next((m for m in marks if m in _TONES), "")


ENCODERS = {"TCVN3": tcvn3, "VNI": vni, "VIQR": viqr}
