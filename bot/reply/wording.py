"""The words around quotes, in the question's language: short and plain. What is missing has `missing.py`."""

from __future__ import annotations

import re

from bot.answer import Citation, Modifier, YesNo
from bot.byline import day, quoted
from bot.question.lexicon import month_name
from bot.question.times import Time
from bot.question.value import Provision
from vectorstore.text import fold
from vectorstore.types import Language

_VERDICTS: dict[Language, dict[YesNo, str]] = {
    "vi": {
        "yes": "Có",
        "no": "Không",
        "not_yet": "Chưa",
        "differ": "Các bài viết nói khác nhau",
    },
    "en": {
        "yes": "Yes",
        "no": "No",
        "not_yet": "Not yet",
        "differ": "The articles differ",
    },
}
_MODIFIERS: dict[Language, dict[Modifier, str]] = {
    "vi": {"firm": "", "over": "hơn ", "under": "gần ", "about": "khoảng "},
    "en": {"firm": "", "over": "over ", "under": "nearly ", "about": "about "},
}
_VAGUE = {"đầu": "early", "giữa": "mid", "cuối": "late"}


def verdict(said: YesNo, language: Language, *, yet: bool = False) -> str:
    """Yes or no, in words; *yet*: it was asked whether it is so already ("đã ... chưa?")."""
    return "Rồi" if yet and said == "yes" and language == "vi" else _VERDICTS[language][said]


def corrected(said: YesNo, fact: str, language: Language, *, yet: bool = False) -> str:
    """ "Không: 65 quốc gia"."""
    return f"{verdict(said, language, yet=yet)}: {fact}"


def modifier(name: Modifier, language: Language) -> str:
    """ "hơn ", "over "; "" before a firm figure."""
    return _MODIFIERS[language][name]


def number(value: float, language: Language) -> str:
    """ "2.500", "2,500"; large round ones in words ("3 triệu", "3 million")."""
    for size, vi, en in ((1e9, "tỷ", "billion"), (1e6, "triệu", "million")):
        if value >= size:
            return f"{_grouped(value / size, language)} {vi if language == 'vi' else en}"
    return _grouped(value, language)


def _grouped(value: float, language: Language) -> str:
    text = f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def moment(said: str, mention: Time, year: int | None, language: Language) -> str:
    """A date as precisely as it is told: "25-26/10/2025", "25 and 26 October 2025", "cuối năm 2026", "late 2026"."""
    vague = next(
        (v for v in _VAGUE if fold(v) in fold(said).lower().split() or _VAGUE[v] in said.lower().split()), ""
    )
    first, last, month = mention.first_day, mention.day, mention.month
    if language == "vi":
        if last:
            days = f"{first}-{last}" if first else f"{last}"
            return f"{days}/{month}/{year}" if year else f"{days}/{month}"
        whole = f"tháng {month}/{year}" if month and year else f"tháng {month}" if month else f"năm {year}"
        return f"{vague} {whole}".strip()
    name = month_name(month) if month else ""
    days = f"{first}-{last} " if first else f"{last} " if last else ""
    early = _VAGUE.get(vague, "")
    joint = "-" if early == "mid" else " " if early else ""
    return f"{early}{joint}{days}{name}{' ' if name and year else ''}{year or ''}"


def provision(named: Provision, language: Language) -> str:
    """ "Điều 64", "Chapter 5"."""
    if language == "vi":
        return f"{'Điều' if named.level == 'article' else 'Chương'} {named.number}"
    return f"{named.level.capitalize()} {named.number}"


def quote(citation: Citation, language: Language, foreign: bool) -> str:
    """A quote with its by-line; that it is in the other language is said there."""
    line = quoted(citation, language)
    if not foreign:
        return line
    marker = f" [{citation.number}]"
    mark = "tiếng Anh" if language == "vi" else "in Vietnamese"
    return f"{line.removesuffix(marker)}, {mark}{marker}"


def rank(place: int, language: Language) -> str:
    """ "thứ 16", "16th"."""
    if language == "vi":
        return f"thứ {place}"
    ending = "th" if 10 <= place % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"


def hedge(language: Language) -> str:
    """Between yes and no."""
    if language == "vi":
        return "Tôi không chắc bài viết trả lời đúng câu hỏi này; đoạn gần nhất là:"
    return "I am not sure that the articles answer this; the closest they say is:"


def as_of(iso: str, language: Language) -> str:
    """The day as of which an answer about now is true."""
    return f"Tính đến {day(iso, language)}" if language == "vi" else f"As of {day(iso, language)}"


def earlier(value: str, iso: str | None, language: Language) -> str:
    """An older figure, told with its date."""
    return f"{'Trước đó' if language == 'vi' else 'Earlier'}: {value} ({day(iso, language)})"


def differing(value: str, language: Language) -> str:
    """Another figure of the same day."""
    head = "Cùng ngày có nguồn nêu số khác" if language == "vi" else "Another source of the same day differs"
    return f"{head}: {value}"


def side(name: str, said: str) -> str:
    """One side of a comparison: "25/10/2025: 65 quốc gia"."""
    return f"{name}: {said}"


def difference(value: float, language: Language) -> str:
    """By how much two figures of one thing differ."""
    shown = number(abs(value), language)
    if language == "vi":
        return f"Chênh lệch: {shown}"
    return f"Difference: {shown}"


def items(names: list[str], complete: bool, language: Language) -> str:
    """A list with its count; "at least" when there may be more."""
    joined = ", ".join(names)
    if complete:
        return f"{len(names)}: {joined}"
    return f"Ít nhất {len(names)}: {joined}" if language == "vi" else f"At least {len(names)}: {joined}"


def joined(names: list[str], language: Language) -> str:
    """ "A", "A và B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {'và' if language == 'vi' else 'and'} {names[-1]}"


def articles_say(language: Language) -> str:
    """Before what the articles say instead of what a question takes for granted."""
    return "Các bài viết nói" if language == "vi" else "What the articles say"


def foreign_question(language: Language) -> str:
    """A note to whom asked in neither language."""
    if language == "vi":
        return "Tôi chỉ trả lời bằng tiếng Việt và tiếng Anh."
    return "I answer in English and Vietnamese only."


_ASKS_YET = re.compile(r"\b(?:chưa|chua|rồi|roi|yet|already)\b", re.IGNORECASE)


def asks_yet(question: str) -> bool:
    """Whether a "no" is a "not yet": "đã ... chưa?", "have ... yet?"."""
    return _ASKS_YET.search(question) is not None
