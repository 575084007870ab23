"""Sums, differences and times between dates that a model asks for instead of working them out: {{31 + 4}}."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.grounding.days import Day
from bot.grounding.numerals import digits_value
from bot.grounding.which import Number
from vectorstore.types import Language

_PLACEHOLDER = re.compile(r"\{\{\s*+([^{}]{1,80})\}\}")
_DATES = re.compile(r"(\d{4}-\d{2}-\d{2})\s*[-–−]\s*(\d{4}-\d{2}-\d{2})")
_NUMBER = r"\d+(?:[.,]\d+)*"
_TERMS = re.compile(rf"{_NUMBER}(?:\s*[+\-–−]\s*{_NUMBER}){{1,5}}")
_TERM = re.compile(rf"(?:([+\-–−])\s*)?({_NUMBER})")
_DAYS: dict[Language, tuple[str, str]] = {"vi": ("ngày", "ngày"), "en": ("day", "days")}


@dataclass(frozen=True, slots=True)
class Computed:
    """A sentence with its placeholders worked out."""

    text: str  # as it is shown
    checked: str  # without them: what is left to be proven
    ok: bool  # False: a placeholder that cannot be worked out, or of something that the evidence does not tell


def computed(text: str, numbers: Iterable[Number], days: Iterable[Day], language: Language) -> Computed:
    """*text* with every placeholder worked out; what it is made of must be among the *numbers* and *days* of its evidence."""
    values = {n.value for n in numbers}
    dates = {(d.year or d.inferred, d.month, d.day) for d in days}
    shown: list[str] = []
    checked: list[str] = []
    at, ok = 0, True
    for match in _PLACEHOLDER.finditer(text):
        result = _worked_out(match[1].strip(), values, dates, language)
        ok = ok and result is not None
        shown += [text[at : match.start()], result or ""]
        checked += [text[at : match.start()], " "]
        at = match.end()
    rest = text[at:]
    return Computed("".join((*shown, rest)), " ".join("".join((*checked, rest)).split()), ok)


def has_placeholder(text: str) -> bool:
    """Whether *text* asks for something to be worked out."""
    return "{{" in text or "}}" in text


def _worked_out(
    asked: str, values: set[float], dates: set[tuple[int | None, int | None, int | None]], language: Language
) -> str | None:
    if match := _DATES.fullmatch(asked):
        try:
            later, earlier = (date.fromisoformat(d) for d in match.groups())
        except ValueError:
            return None
        if any((d.year, d.month, d.day) not in dates for d in (later, earlier)):
            return None
        apart = abs((later - earlier).days)
        return f"{apart} {_DAYS[language][apart != 1]}"
    if not _TERMS.fullmatch(asked):
        return None
    total = 0.0
    for sign, said in _TERM.findall(asked):
        value = digits_value(said)
        if value not in values:
            return None
        total += -value if sign in ("-", "–", "−") else value
    return _written(total, language) if total >= 0 else None


def _written(value: float, language: Language) -> str:
    text = f"{value:,.10g}" if value != int(value) else f"{int(value):,}"
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text
