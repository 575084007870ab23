"""Countries by their code, in both languages: Babel's names and the usual short forms."""

from __future__ import annotations

import functools
import re

from babel import Locale

from vectorstore.text import UPPER, nfc
from vectorstore.types import Language

# Usual names that are not Babel's.
_ALSO = {
    "Mỹ": "US", "Anh": "GB", "Triều Tiên": "KP", "Hàn Quốc": "KR", "Ai-cập": "EG", "Ấn Độ": "IN",
    "Nga": "RU", "Liên bang Nga": "RU", "Vietnam": "VN", "Viet Nam": "VN", "United States of America": "US",
    "US": "US", "USA": "US", "UK": "GB", "Britain": "GB", "Russian Federation": "RU", "North Korea": "KP",
    "South Korea": "KR", "Republic of Korea": "KR", "Türkiye": "TR", "Turkey": "TR", "Czech Republic": "CZ",
    "Thổ Nhĩ Kỳ": "TR", "EU": "EU", "European Union": "EU", "Liên minh châu Âu": "EU", "Liên minh Châu Âu": "EU",
    "Côte d'Ivoire": "CI", "Ivory Coast": "CI", "Bờ Biển Ngà": "CI", "Palestine": "PS", "Holy See": "VA",
    "Toà thánh": "VA", "Laos": "LA", "DR Congo": "CD", "Iran": "IR", "Syria": "SY", "Burma": "MM",
}  # fmt: skip
# Regions and continents have three digits; these letters are no country's.
_NO_COUNTRY = {"EZ", "UN", "ZZ", "XA", "XB", "QO"}


@functools.cache
def _names() -> dict[str, str]:
    """Every name and the code it stands for."""
    found = {
        nfc(name): code
        for locale in ("vi", "en")
        for code, name in Locale(locale).territories.items()
        if len(code) == 2 and code not in _NO_COUNTRY
    }
    return found | _ALSO


@functools.cache
def _pattern() -> re.Pattern[str]:
    names = sorted(map(re.escape, _names()), key=len, reverse=True)
    # A name of one syllable inside a longer run of capitals ("Anh Tuấn", "Lê Anh") is a person's.
    return re.compile(rf"(?<![\w-])(?:{'|'.join(names)})(?![\w-])")


def country_name(code: str, language: Language) -> str:
    """Its usual name; the code itself when nobody knows it."""
    if code == "VN":
        return "Việt Nam" if language == "vi" else "Viet Nam"
    return nfc(Locale(language).territories.get(code, code))


def countries_in(text: str) -> list[tuple[str, int, int]]:
    """Codes of the countries that a text names, with their places, in order."""
    found = []
    for match in _pattern().finditer(text):
        if " " not in match.group() and _inside_a_name(text, *match.span()):
            continue
        found.append((_names()[match.group()], match.start(), match.end()))
    return found


_CAPITAL_BEFORE = re.compile(rf"[{UPPER}][\wÀ-ỹ]{{0,40}}\s$")
_CAPITAL_BEHIND = re.compile(rf"\s[{UPPER}][\wÀ-ỹ]+")


def _inside_a_name(text: str, start: int, end: int) -> bool:
    """A name of one word beside another capital is a part of a longer name, when it is short enough to be one."""
    if end - start > 4:
        return False
    return bool(_CAPITAL_BEFORE.search(text[:start]) or _CAPITAL_BEHIND.match(text, end))
