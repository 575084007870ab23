"""How fresh an answer is: whether a question asks about now, and the words that say until when it is true."""

from __future__ import annotations

import re
from datetime import date

from vectorstore.text import fold
from vectorstore.types import Language

from . import wording

# "now" is a word of English only: Vietnamese "nay" stands in "ngày nay" and "đến nay".
_NOW: dict[Language, re.Pattern[str]] = {
    "vi": re.compile(
        r"\b(?:(?:tinh )?(?:cho )?(?:den|toi) (?:nay|gio|hien tai|luc nay|hom nay|thoi diem nay)|hien nay|hien tai|bay gio|"
        r"luc nay|moi nhat|gan day nhat|gan nhat|hom nay|ngay nay)\b"
    ),
    "en": re.compile(
        r"\b(?:so far|thus far|to date|up to now|until now|as of (?:now|today)|currently|right now|now|at present|at the moment|"
        r"these days|today|latest|newest|most recent(?:ly)?|up to date|current)\b"
    ),
}


def asks_now(question: str, language: Language) -> bool:
    """Whether *question* asks how things stand now: "so far", "latest", "đến nay", "moi nhat"."""
    return bool(_NOW[language].search(fold(question).lower()))


def until(published: str | None, language: Language) -> str:
    """What an answer about now begins with: "As of 26 October 2025: "; "" when nobody knows the day."""
    if published is None:
        return ""
    shown = wording.day(published, language)
    return f"Tính đến ngày {shown}: " if language == "vi" else f"As of {shown}: "


def age_days(newest: str | None, today: date) -> int | None:
    """How old the newest text is, in days; None when nobody knows; never below 0."""
    return None if newest is None else max(0, (today - date.fromisoformat(newest)).days)
