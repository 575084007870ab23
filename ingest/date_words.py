"""The words of dates in lower case, and the patterns made of them."""

from __future__ import annotations

import functools
import re

from vectorstore.text import fold

MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6,
    "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
DAY_WORDS = {
    "mùng một": 1, "mùng hai": 2, "mùng ba": 3, "mùng bốn": 4, "mùng năm": 5, "mùng sáu": 6, "mùng bảy": 7,
    "mùng tám": 8, "mùng chín": 9, "mùng mười": 10,
}  # fmt: skip
ENGLISH_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4,
    "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
# English verbs too, unless they begin with a capital.
VERBS = frozenset({"may", "march", "mar"})
# Days from the day on which it is said.
RELATIVE_DAYS = {
    "hôm nay": 0, "sáng nay": 0, "trưa nay": 0, "chiều nay": 0, "tối nay": 0, "đêm nay": 0,
    "hôm qua": -1, "sáng qua": -1, "chiều qua": -1, "tối qua": -1, "đêm qua": -1, "hôm kia": -2,
    "ngày mai": 1, "sáng mai": 1, "chiều mai": 1, "tối mai": 1, "ngày kia": 2,
    "today": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "tonight": 0,
    "yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2,
}  # fmt: skip
RELATIVE_MONTHS = {
    "tháng này": 0, "tháng trước": -1, "tháng sau": 1, "tháng tới": 1,
    "this month": 0, "last month": -1, "next month": 1,
}  # fmt: skip
RELATIVE_YEARS = {
    "năm nay": 0, "năm ngoái": -1, "năm sau": 1, "năm tới": 1,
    "this year": 0, "last year": -1, "next year": 1,
}  # fmt: skip

# Typed without marks "tới nay", "tội này" and "tối nay" are one; only these words stay clear.
_CLEAR = re.compile(r"[ -~]+|hôm .*")


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_D, _D2 = r"(?P<d>\d{1,2})", r"(?P<d2>\d{1,2})"
_M, _M2 = r"(?P<m>\d{1,2})", r"(?P<m2>\d{1,2})"
_Y = r"(?P<y>(?:19|20)\d{2})"
_TO = r"\s*(?:[-–—]|đến|tới|và|and|to)\s*"
_ORD = r"(?:st|nd|rd|th)?"
_EN, _EN2 = (rf"(?P<{m}>{_any(ENGLISH_MONTHS)})\b\.?" for m in ("m", "m2"))
_VN = rf"(?P<m>\d{{1,2}}|{_any(MONTH_WORDS)})\b"
_VN_DAY = rf"(?:mồng )?(?P<d>\d{{1,2}}|{_any(DAY_WORDS)})"
# "12 tháng 9 2024 09:30"; but "tháng 9 2024 người" counts people.
_BARE_YEAR = r" (?=(?:19|20)\d{2}\s*(?:$|[^\w\s]|\d{1,2}:))"
_VN_YEAR = rf"(?:(?:,? năm |\s?[/-]\s?|, |\.|{_BARE_YEAR}){_Y}(?!\d))?"
_APART = r"(?<![\d/.,-])"  # no part of a longer number
# A bare "26/10" is a date only behind a word of time or in brackets: "24/7" and "118/118" are none.
_BEFORE = (
    r"(?:(?<!\w)(?:ngày|sáng|chiều|tối|trưa|đêm|hôm|khuya|rạng sáng|từ|đến|tới|trước|sau|hết|qua|vào|mùng|"
    r"thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|nay|today|on)\s*,?\s*\(?\s*|\(\s*)"
)
# In this order: an earlier pattern keeps the characters it took.
_PATTERNS = (
    ("day", rf"(?<![\d/]){_Y}[-/]{_M}[-/]{_D}(?![\d/-])"),
    ("span", rf"{_APART}{_D}[/.]{_M}(?:[/.](?P<y1>(?:19|20)\d{{2}}))?{_TO}(?:ngày )?{_D2}[/.]{_M2}[/.]{_Y}(?!\d)"),
    ("span", rf"{_APART}{_D}{_TO}(?:ngày )?{_D2}[/.-]{_M}[/.-]{_Y}(?!\d)"),
    ("day", rf"{_APART}{_D}\s?[/.-]\s?{_M}\s?[/.-]\s?{_Y}(?!\.?\d)"),
    ("span", rf"{_APART}{_D}/{_M}{_TO}(?:ngày )?{_D2}/{_M2}(?![\d/])"),
    ("span", rf"{_APART}{_D}{_TO}(?:ngày )?{_D2}/{_M}(?![\d/])"),
    ("span", rf"{_APART}{_D}{_TO}(?:ngày )?{_D2} tháng {_VN}{_VN_YEAR}"),
    ("day", rf"{_APART}\b{_VN_DAY},? tháng {_VN}{_VN_YEAR}"),
    ("month", rf"\btháng {_VN}{_VN_YEAR}"),
    ("span", rf"\b{_EN} {_D}{_ORD}{_TO}(?:{_EN2} )?{_D2}{_ORD}\b(?:,? {_Y})?(?![\d:])"),
    ("span", rf"{_APART}{_D}{_ORD}{_TO}(?:the )?{_D2}{_ORD}(?: of)? {_EN}(?:,? {_Y})?"),
    ("span", rf"{_APART}{_D}{_ORD} {_EN}{_TO}{_D2}{_ORD} {_EN2}(?:,? {_Y})?"),
    ("day", rf"\b{_EN} (?:the )?{_D}{_ORD}\b(?:,? {_Y})?(?![\d:])"),
    ("day", rf"{_APART}{_D}{_ORD}(?: of)?[ -]{_EN}(?:,?[ -]{_Y})?"),
    ("month", rf"\b{_EN},? (?:of )?{_Y}"),
    ("day", rf"{_BEFORE}{_D}/{_M}(?![\d/])"),
    # "Sáng 23-10"; but "tối 10-12 giờ" are hours.
    ("day", rf"(?<!\w)(?:ngày|sáng|chiều|tối|trưa|đêm|hôm|rạng sáng) {_D}-{_M}(?![\d/%-])(?!\s?(?:giờ|h\b|người))"),
    ("relative", r"(?<!\w)(?P<r>{})(?!\w)"),
    ("year", rf"(?:\bnăm |\bin |\bsince |\bby |\byear |\(){_Y}(?![\d/])(?!\s?[-–]\s?(?:19|20)\d\d)"),
)  # fmt: skip


@functools.cache
def patterns(marked: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What kind of date, and how it is written; for lower-case text with or without marks."""
    words = {**RELATIVE_DAYS, **RELATIVE_MONTHS, **RELATIVE_YEARS}
    relative = _any(words if marked else {w: n for w, n in words.items() if _CLEAR.fullmatch(w)})
    made = (
        (kind, pattern.replace("{}", relative) if kind == "relative" else pattern)
        for kind, pattern in _PATTERNS
    )
    # "Viet Nam 2025" is not "nam 2025".
    return tuple(
        (kind, re.compile(p if marked else fold(p).replace(r"\bnam ", r"(?<!viet )\bnam ")))
        for kind, p in made
    )


@functools.cache
def word_value(word: str) -> int:
    """The number of a month or a day, as digits or as a word with or without marks; 0 for none."""
    if not word:
        return 0
    if word.isdigit():
        return int(word)
    for words in (ENGLISH_MONTHS, MONTH_WORDS, DAY_WORDS):
        for known, value in words.items():
            if word in (known, fold(known)):
                return value
    return 0


@functools.cache
def relative_step(word: str) -> tuple[str, int]:
    """("days" | "months" | "years", how many from now) for a word of the tables."""
    for unit, words in (("days", RELATIVE_DAYS), ("months", RELATIVE_MONTHS), ("years", RELATIVE_YEARS)):
        for known, step in words.items():
            if word in (known, fold(known)):
                return unit, step
    raise KeyError(word)
