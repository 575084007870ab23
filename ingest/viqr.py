"""VIQR (RFC 1456), Vietnamese in ASCII: "Vie^.t Nam" -> "Việt Nam".

A full stop or a question mark behind a vowel may be a tone or end a sentence, and few writers parted the two by the
backslash that the RFC asks for: what follows decides, and before a capital how often each spelling stands in running text.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from importlib import resources

from .syllables import is_short_form, is_spelt

_SHAPES = {"^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b"}
_SHAPED = {"^": "aeo", "(": "a", "+": "ou", "*": "ou"}
_TONES = {"`": "\u0300", "'": "\u0301", "~": "\u0303", "?": "\u0309", ".": "\u0323"}
_VOWEL = r"[aA](?:[\^(]['`?~.]?|['`?~.]\^?)?|[oO](?:[\^+*]['`?~.]?|['`?~.][\^+*]?)?|[uU](?:[+*]['`?~.]?|['`?~.][+*]?)?"
_VOWEL += r"|[eE](?:\^['`?~.]?|['`?~.]\^?)?|[iyIY]['`?~.]?"
_RUN = re.compile(rf"(?<![\w@.:\\])(?:{_VOWEL}|[b-hj-np-tv-xzB-HJ-NP-TV-XZ]){{1,24}}(?![\w@])")
_LETTER = re.compile(rf"(?P<v>{_VOWEL})|(?P<d>[dD])[dD]")
_ESCAPED = re.compile(r"\\([\^(+*'`?~.dD\\])")
_SAID = re.compile(r"[^\W\d_]+")
# What may stand between a stop and the next sentence.
_BETWEEN = "\"”’»') \t"
_MASK = "\ue000"  # keeps an escaped mark from being read as one


def of_viqr(lines: Sequence[str]) -> list[str]:
    """*lines* in Unicode; what comes on the next line helps to tell a stop from a tone."""
    masked = _ESCAPED.sub(lambda m: _MASK + m.group(1) + _MASK, "\n".join(lines))
    found = unicodedata.normalize("NFC", _RUN.sub(_word, masked)).replace(_MASK, "")
    return found.split("\n")


def _word(match: re.Match[str]) -> str:
    run = match.group()
    toned = _in_unicode(run)
    if run[-1] in ".?'":
        bare = _in_unicode(run[:-1])
        if _is_stop(match, toned, bare):
            return (bare if _is_word(bare) else run[:-1]) + run[-1]
    return toned if _is_word(toned) else run


def _in_unicode(run: str) -> str:
    return unicodedata.normalize("NFC", _LETTER.sub(_of_letter, run))


def _of_letter(match: re.Match[str]) -> str:
    if match["d"]:
        return "Đ" if match["d"] == "D" else "đ"
    vowel, marks = match["v"][0], match["v"][1:]
    shape = "".join(_SHAPES.get(m, "") for m in marks)
    return vowel + shape + "".join(_TONES.get(m, "") for m in marks)


def _is_word(word: str) -> bool:
    return is_spelt(word) or is_short_form(word)


def _is_stop(match: re.Match[str], toned: str, bare: str) -> bool:
    """Whether the last sign of a run ends a sentence, or a quotation, and is no tone."""
    if not _is_word(toned):
        return True
    mark, rest = match.group()[-1], match.string[match.end() :][:200]
    if mark == "'":
        return match.string[: match.start()].endswith("'")
    if rest[:1] in tuple(".?!,;:") and rest[:2] != "..":
        return False
    follows = rest.lstrip(_BETWEEN)
    if rest[:2] == ".." or not follows or re.match(r"\s*\n\s*\n|\s*$", follows):
        return True
    first = follows.lstrip()[:1]
    if not first.isupper():
        return False
    counts = _usual()
    return counts[bare.lower()] >= counts[toned.lower()]


@functools.cache
def _usual() -> Counter[str]:
    """How often each syllable stands in the starter corpus."""
    found: Counter[str] = Counter()
    for file in resources.files("ingest").joinpath("corpus").iterdir():
        if file.name.startswith("vi-"):
            found.update(_SAID.findall(unicodedata.normalize("NFC", file.read_text("utf-8")).lower()))
    return found
