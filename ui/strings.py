"""The interface's sentences in Vietnamese and English, and how dates and numbers are written in each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from vectorstore.types import Language

LANGUAGES: tuple[Language, ...] = ("vi", "en")
_MONTHS = "January February March April May June July August September October November December"


@cache
def words(language: Language) -> Mapping[str, str]:
    """Every sentence of `words.toml` in *language*, by its key."""
    table: dict[str, dict[str, str]] = tomllib.loads(files("ui").joinpath("words.toml").read_text("utf-8"))
    return table[language]


def day(iso: str | None, language: Language) -> str:
    """26/10/2025 or 26 October 2025; "" for None; anything but an ISO date as it came."""
    if iso is None:
        return ""
    try:
        when = date.fromisoformat(iso)
    except ValueError:
        return iso
    if language == "vi":
        return f"{when.day}/{when.month}/{when.year}"
    return f"{when.day} {_MONTHS.split()[when.month - 1]} {when.year}"


def number(value: float, language: Language) -> str:
    """2.500 or 2,500; a fraction with at most two digits."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def choose(asked: str | None, accept_language: str | None) -> Language:
    """The language asked for by name, else the first one of the header that we speak, else Vietnamese."""
    if asked in LANGUAGES:
        return "en" if asked == "en" else "vi"
    for part in _by_weight(accept_language or ""):
        if part in LANGUAGES:
            return "en" if part == "en" else "vi"
    return "vi"


def _by_weight(header: str) -> list[str]:
    """Primary language tags of an Accept-Language header (RFC 9110, 12.5.4), most wanted first."""
    ranked: list[tuple[float, str]] = []
    for item in header[:200].split(","):
        tag, _, rest = item.strip().partition(";")
        weight = rest.strip().removeprefix("q=")
        try:
            ranked.append((-float(weight) if weight else -1.0, tag.split("-")[0].lower()))
        except ValueError:
            continue
    return [tag for _, tag in sorted(ranked, key=lambda pair: pair[0])]
