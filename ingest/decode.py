"""Bytes -> text. What cannot be read for certain is refused, never kept as garbage."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from vectorstore.text import composed

from .errors import Rejected
from .legacy import converted_text
from .mojibake import mended
from .syllables import is_syllable

# Byte order marks, longest first: UTF-32 begins like UTF-16.
_MARKS = ((b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xef\xbb\xbf", "utf-8-sig"),
          (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
# Control characters that text files do hold: tab, line feed, vertical tab, form feed, return.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# A stray one is an accident of a scrape; more are a picture, a program or an archive. Share of bytes.
_BINARY_SHARE = 0.001

# What stands where bytes could not be read. `lines_of` leaves the paragraph out: it cannot be quoted as it was.
LOST = "\ufffd"
LOST_LETTERS = "characters were lost when it was saved (�); fetch it again as UTF-8"
_LOST = re.compile(f"{LOST}+")
# One bad byte or a cut in a letter costs a place or two; more is another encoding or a broken download.
_FEW_LOST = 2
# Letters that read well for one that does not.
_WHOLE_FOR_ONE_LOST = 10


def decode(raw: bytes, declared: str | None = None, *, page: bool = False) -> str:
    """The text of *raw* in NFC.

    *declared* is the encoding a page names; it is tried after UTF-8. Raises `Rejected` when the bytes
    are empty, binary, or text in an encoding that cannot be told. One or two places that could not be read
    come back as `LOST`. Of a *page* any number may be lost: what its reader sees is looked at later. Letters of the fonts
    of before Unicode come back as they stand, for `legacy` to convert.
    """
    if not raw.strip():
        raise Rejected("it is empty")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _checked(_strict(raw, encoding), page)
    if b"\x00" in raw[:4096] or len(_BINARY.findall(raw)) > _BINARY_SHARE * len(raw):
        raise Rejected("it is a binary file, not text")
    try:
        return _checked(raw.decode("utf-8"), page)
    except UnicodeDecodeError:
        lenient = raw.decode("utf-8", "replace")
        return _checked(lenient if _is_damaged_utf8(lenient, page) else _legacy(raw, declared, page), page)


def _strict(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise Rejected(f"it says it is {encoding} but is not; save it as UTF-8") from error


def _checked(text: str, page: bool) -> str:
    if not text.strip("\ufeff\u200b \t\r\n"):
        raise Rejected("it is empty")
    if page:
        return composed(text)
    if len(_LOST.findall(text)) > _FEW_LOST:
        raise Rejected(LOST_LETTERS)
    return composed(mended(text))


def _is_damaged_utf8(lenient: str, page: bool = False) -> bool:
    """Whether a few bytes are bad in what is UTF-8 otherwise: other encodings form its sequences by chance only."""
    lost = len(_LOST.findall(lenient))
    whole = sum(c > "\x7f" and c != LOST for c in lenient)
    return (page or lost <= _FEW_LOST) and whole >= _WHOLE_FOR_ONE_LOST * lost


_TAG = re.compile(r"<[^<>]{0,2000}>")
# What windows-1252 has where Latin-1 has control characters: quotes and dashes, in old fonts as well.
_WINDOWS = {n: bytes([n]).decode("cp1252", "ignore") or chr(n) for n in range(0x80, 0xA0)}


def _legacy(raw: bytes, declared: str | None, page: bool) -> str:
    """windows-1258 when the result is Vietnamese, else what the page declares, else refused."""
    for encoding in ("cp1258", declared or "", "cp1252"):
        try:
            text = raw.decode(encoding) if encoding else ""
        except (UnicodeDecodeError, LookupError):
            continue
        if text and _reads_well(unicodedata.normalize("NFC", text), vietnamese=encoding == "cp1258"):
            return text
    old = raw.decode("latin-1").translate(_WINDOWS)
    # A font's own bytes; who reads the text converts its letters.
    if converted_text(unescape(_TAG.sub("\n", old)) if page else old)[1]:
        return old
    raise Rejected("its encoding is not UTF-8 and cannot be told; save it as UTF-8")


# Letters of Vietnamese that windows-1258 writes with one byte or a combining mark, and no others.
_VIETNAMESE = frozenset("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ")
_LETTERS = re.compile(r"[^\W\d_]+")
_PUNCTUATION = frozenset("‘’“”–—…•«»€£©®°·™")


def _reads_well(text: str, *, vietnamese: bool) -> bool:
    """Whether the letters beyond ASCII are ones a Vietnamese or English text has."""
    beyond = [c for c in text.lower() if ord(c) > 127]
    if not beyond:
        return True
    known = sum(c in _VIETNAMESE for c in beyond)
    fitting = known + sum(c in _PUNCTUATION for c in beyond)
    if vietnamese:
        # Real Vietnamese has letters that no Western text has: ơ, ư, đ and the marked ones.
        words = [w for w in _LETTERS.findall(text) if not w.isascii()]
        spelt = sum(map(is_syllable, words)) >= 0.6 * len(words)  # "Săo" is Portuguese read so
        return (
            fitting >= 0.97 * len(beyond) and spelt and any(c in "ơưđăạảấầậắặếềệốồộớờợứừựịọụ" for c in beyond)
        )
    return (fitting >= 0.97 * len(beyond) and known <= 0.05 * len(text)) or _is_western(text)


# Two marked letters side by side, and three: "Größe", "créée"; another alphabet that is read so has them everywhere.
_SIDE_BY_SIDE = re.compile("[À-ÖØ-öø-ÿ]{2}")
# Of the letters; French has the most, 5 in 100.
_MARKED_SHARE = 0.15


def _is_western(text: str) -> bool:
    """Whether the letters beyond ASCII are those of a Western language: few, apart, and never a sign inside a word."""
    marked = [c for c in text if "À" <= c <= "ÿ" and c not in "×÷ÐðÞþ"]
    beyond = sum(ord(c) > 127 and not c.isspace() for c in text)
    letters = sum(map(str.isalpha, text))
    signs = sum(c in _PUNCTUATION for c in text)
    return (
        len(marked) + signs >= 0.97 * beyond
        and len(marked) <= _MARKED_SHARE * letters
        and len(_SIDE_BY_SIDE.findall(text)) <= 0.2 * len(marked)
    )
