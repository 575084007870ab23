"""Vietnamese in the encodings of before Unicode is converted, and said so, or refused by name; nothing else is touched.

An encoding is believed when its reading is Vietnamese and the letters as they stand are not: by the spelling of its
syllables (`syllables`) and by the detector of languages. Lines that are Unicode already stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .errors import Rejected
from .language import language_of
from .old_letters import of_tcvn3, of_vni
from .syllables import marked_in, marked_share
from .viqr import of_viqr

# TCVN3 writes marked letters as signs that stand in no word of any language.
_TCVN3 = re.compile(
    r"[A-Za-zÀ-ÿ][µ¶·¸¹®¬«»¼½¾©ª¨×\u00ad\u03bc]+[A-Za-zÀ-ÿ]|(?<![^\s])[®«][a-zÀ-ÿ]|[a-z][µ¸·¶¹\u03bc](?![^\s.,;])"
)
# VNI writes the mark behind its vowel as a second letter: "Coäng hoøa".
_VNI = re.compile(r"[aeiouyôöAEIOUY][øùüåäãõ](?![a-z]{0,2}ch\b)|[aeoAEO]â|[uö]ôï", re.I)
# VIQR writes it there as a sign: "Co^ng u+o+'c".
_VIQR = re.compile(r"[aeo]\^|[ou]\+['`?~.a-z]|[aeiouy]['`?~.][a-z]", re.I)
# Share of the words, and how many at least; a foreign name has one.
_SHARE, _LEAST = 0.12, 4
# VIQR has a sign in every other word, English an apostrophe in every fiftieth. Share of the words.
_SIGNS = 0.05
# Letters that only Unicode writes.
_UNICODE = re.compile("[\u1ea0-\u1ef9ơưđƠƯĐ]")
# Share of marked syllables in the words of a right reading; 81 texts of ours have .40 to .88.
_READS = 0.4
# In letters as they stand by chance every tenth word is one: a right reading has many more.
_TIMES = 2.0
# Where the letter ư was lost, its words are spelt as none is.
_NO_HORN = re.compile(r"[^\W\d_]{0,4}[ơờớợởỡ](?:c|ng)\b", re.I)
# A record's texts are nested less deeply; a graph of records adds two.
_DEPTH = 6
# What to do with text that cannot be converted here.
REMEDY = "convert it to Unicode, with UniKey for example"
_LOOKED_AT = 200_000  # characters; more of a text says the same

_Encoding = tuple[str, re.Pattern[str], Callable[[Sequence[str]], list[str]]]
_ENCODINGS: tuple[_Encoding, ...] = (
    ("TCVN3", _TCVN3, of_tcvn3),
    ("VNI", _VNI, of_vni),
    ("VIQR", _VIQR, of_viqr),
)


@dataclass(frozen=True, slots=True)
class Converted:
    """Lines in Unicode, and from what; "" when they were left as they are."""

    lines: list[str]
    name: str = ""


def is_suspect(text: str) -> bool:
    """Whether *text* has enough such letters to be looked at closely; many an English text has."""
    return bool(_suspected(text))


def _suspected(text: str) -> list[_Encoding]:
    """The encodings whose signs *text* has; those of VIQR stand in English too, though far apart."""
    start = text[:_LOOKED_AT]
    few = {"VIQR": max(_LEAST, _SIGNS * len(start.split()))}
    return [e for e in _ENCODINGS if len(e[1].findall(start)) >= few.get(e[0], _LEAST)]


def converted(lines: Sequence[str]) -> Converted:
    """*lines* in Unicode where they are in an older encoding. Raises `Rejected` when letters of it are lost."""
    suspected = _suspected("\n".join(lines))
    if not suspected:
        return Converted(list(lines))
    readings = [_reading(lines, name, read) for name, _, read in suspected]
    share, name, found = max(readings, key=lambda r: r[0])
    if not share:
        return Converted(list(lines))
    text = "\n".join(found)
    if _NO_HORN.search(text) and not re.search("[ưừứựửữ]", text, re.I):
        raise Rejected(
            f"its letters are those of an old font ({name}), and every ư of it is lost; take the original and {REMEDY}"
        )
    return Converted(found, name)


def converted_text(text: str) -> tuple[str, str]:
    """As `converted`, for a text of lines."""
    found = converted(text.split("\n"))
    return ("\n".join(found.lines), found.name) if found.name else (text, "")


def in_unicode(record: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """A record with all its texts as `converted` has them, and from what."""
    said = list(dict.fromkeys(texts_in(record)))
    lines = [line for text in said for line in text.split("\n")]
    found = converted(lines)
    if not found.name:
        return dict(record), ""
    rest = iter(found.lines)
    new = {text: "\n".join(next(rest) for _ in text.split("\n")) for text in said}
    return replaced(record, new), found.name


def texts_in(value: Any, depth: int = _DEPTH) -> Iterator[str]:
    """All texts of a record but its addresses."""
    if isinstance(value, str) and not value.startswith("http"):
        yield value
    elif isinstance(value, Mapping | list) and depth:
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from texts_in(inner, depth - 1)


def replaced(value: Any, new: Mapping[str, str], depth: int = _DEPTH) -> Any:
    """*value* with its texts as *new* has them."""
    if isinstance(value, str):
        return new.get(value, value)
    if isinstance(value, Mapping) and depth:
        return {name: replaced(inner, new, depth - 1) for name, inner in value.items()}
    return (
        [replaced(inner, new, depth - 1) for inner in value] if isinstance(value, list) and depth else value
    )


def _reading(
    lines: Sequence[str], name: str, read: Callable[[Sequence[str]], list[str]]
) -> tuple[float, str, list[str]]:
    """How well *lines* read in an encoding, and how; 0 when it is not theirs."""
    said = read([line if not _UNICODE.search(line) else "" for line in lines])
    pairs = [(a, b) for a, b in zip(lines, said, strict=True) if b and a != b]
    share, raw = marked_share(b for _, b in pairs), marked_share(a for a, _ in pairs)
    enough = sum(marked_in(b) for _, b in pairs) >= _LEAST
    if not enough or share < max(_READS, _TIMES * raw) or language_of(" ".join(b for _, b in pairs)) != "vi":
        return 0.0, name, []
    mixed = any(_UNICODE.search(line) for line in lines)
    return share, name, [_better(a, b, mixed) for a, b in zip(lines, said, strict=True)]


def _better(line: str, said: str, mixed: bool) -> str:
    """The reading that has more of Vietnamese; in doubt the old one where all is old."""
    if not said or said == line:
        return line
    gain = marked_in(said) - marked_in(line)
    return said if gain > 0 or (gain == 0 and not mixed) else line


def old_font(text: str) -> str:
    """The name of the encoding that *text* is surely still written in, "" for Unicode."""
    least = max(_LEAST, _SHARE * len(text.split()))
    for name, pattern, read in _ENCODINGS:
        found = len(pattern.findall(text))
        if found >= least and name == "VIQR":  # "don't", "u+v" and "e^2" are none
            found = sum(map(marked_in, read(text.split("\n")))) - marked_in(text)
        if found >= least:
            return name
    return ""
