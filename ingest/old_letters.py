"""Words in the encodings of before Unicode, letter by letter: TCVN3 (ABC) and VNI-Windows. (`viqr` has the third.)

TCVN3 (TCVN 5712:1993, VN3) gives each marked letter a byte, which reads as a sign or a Western letter; its capitals are
those of another font, so that only the plain letters of a word say its case. VNI writes a mark behind its vowel, as a
letter that no Vietnamese word has there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from .syllables import is_short_form, is_spelt, is_syllable

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"

# TCVN3 from 0xA1 on, sixteen places a line but the first; "." is a place that holds no letter in it.
_PLACES = (
    "ĂÂÊÔƠƯĐăâêôơưđ."
    ".....àảãáạ.ằẳẵắ."
    "......ặầẩẫấậè.ẻẽ"
    "éẹềểễếệìỉ...ĩíịò"
    ".ỏõóọồổỗốộờởỡớợù"
    ".ủũúụừửữứựỳỷỹýỵ."
)  # fmt: skip
_TCVN3 = {chr(0xA1 + n): c for n, c in enumerate(_PLACES) if c != "."}
# Programs take some bytes for another sign of the same look.
_TCVN3 |= {"\u03bc": "à", "\u2219": "ã", "\u22c5": "ã"}
_TCVN3_RUN = re.compile("[A-Za-z\u00a1-\u00ff\u03bc\u2219\u22c5]+")
# Alone these are what they look like.
_SIGNS = frozenset("·®©°±")
_UPPER_RUN = 2  # plain letters that say a word is written in capitals
# A soft hyphen is the letter ư there; some programs make a hyphen of it.
_HYPHENED = re.compile("(?<![^\\s(])[A-Za-z\u00a1-\u00ff]*-[A-Za-z\u00a1-\u00ff]*(?![^\\s.,;:!?)])")
# A marked letter at the beginning of a sentence.
_SENTENCE = re.compile("(?<=[.!?] )[à-ỵ]")

_MARKS = (_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT)
_TONED = dict(zip("øùõûï", _MARKS, strict=True))
_ROOFED = {"â": _CIRCUMFLEX} | {c: _CIRCUMFLEX + t for c, t in zip("àáãåä", _MARKS, strict=True)}
_BOWED = {"ê": _BREVE} | {c: _BREVE + t for c, t in zip("èéüúë", _MARKS, strict=True)}
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_PAIRS = {
    v + c: _VNI_ALONE.get(v, v) + m
    for vowels, marks in (("aeuoyôö", _TONED), ("aeo", _ROOFED), ("a", _BOWED))
    for v in vowels
    for c, m in marks.items()
}
_VNI = re.compile(f"{'|'.join(_VNI_PAIRS)}|[{''.join(_VNI_ALONE)}]", re.IGNORECASE)
_VNI_RUN = re.compile("[A-Za-z\u00c0-\u00ff]+")
# One such letter in a word that is no syllable is a foreign name's: Müller, Noël.
_WESTERN = frozenset("éèêëàâäçîïôöùûüñ")


def of_tcvn3(lines: Sequence[str]) -> list[str]:
    """*lines* in Unicode; a sentence begins with a capital, other single capitals with marks are not to be told."""
    hyphened = not any("\u00ad" in line for line in lines)
    found, begins = [], True
    for line in lines:
        said = _raised(_HYPHENED.sub(_with_horn, line) if hyphened else line)
        said = _SENTENCE.sub(lambda m: m.group().upper(), said)
        if begins and said[:1].islower() and not line[:1].isascii():
            said = said[:1].upper() + said[1:]
        found.append(said)
        begins = not line.strip() or line.rstrip('"”’») ')[-1:] in (".", "!", "?")
    return found


def _raised(line: str) -> str:
    """A line in Unicode, whose words in capitals are capitals also where they have marks."""
    words = [(m.group(), _is_upper(m.group())) for m in _TCVN3_RUN.finditer(line)]
    said = iter(
        _word(word, _in_tcvn3).upper()
        if upper or (upper is None and _among_capitals(words, n))
        else _word(word, _in_tcvn3)
        for n, (word, upper) in enumerate(words)
    )
    return _TCVN3_RUN.sub(lambda _: next(said), line)


def _among_capitals(words: Sequence[tuple[str, bool | None]], n: int) -> bool:
    beside = [upper for _, upper in (*words[max(0, n - 1) : n], *words[n + 1 : n + 2])]
    return True in beside and False not in beside


def _in_tcvn3(word: str) -> str:
    return word if word in _SIGNS else "".join(_TCVN3.get(c, c) for c in word)


def _is_upper(word: str) -> bool | None:
    """Whether it is written in capitals; None when its plain letters are too few to say."""
    plain = [c for c in word if c.isascii()]
    if any(c.islower() for c in plain):
        return False
    return True if len(plain) >= _UPPER_RUN else None


def _with_horn(match: re.Match[str]) -> str:
    """A hyphen that was the letter ư: "n-íc"; of two words one is no syllable then."""
    word = match.group()
    parts = [_in_tcvn3(part) for part in word.split("-")]
    whole = "ư".join(parts)
    apart = all(is_syllable(part) for part in parts if part)
    horn = len(word) > 1 and is_syllable(whole) and not (apart and all(parts))
    return word.replace("-", "\u00ad") if horn else word


def of_vni(lines: Sequence[str]) -> list[str]:
    """*lines* in Unicode."""
    return [_VNI_RUN.sub(lambda m: _word(m.group(), _in_vni), line) for line in lines]


def _in_vni(word: str) -> str:
    return unicodedata.normalize("NFC", _VNI.sub(_of_match, word))


def _of_match(match: re.Match[str]) -> str:
    said = match.group()
    lower = said.lower()
    found = _VNI_PAIRS.get(lower) or _VNI_ALONE[lower]
    return found.upper() if said[0].isupper() else found


def _word(word: str, change: Callable[[str], str]) -> str:
    """*word* in Unicode, unless it is a foreign name's."""
    found = change(word)
    beyond = [c for c in word.lower() if not c.isascii()]
    foreign = len(beyond) == 1 and beyond[0] in _WESTERN and len(word) > 1
    return found if not foreign or is_spelt(found) or is_short_form(found) else word
