"""What a number is of: how many, which one, what part of something, or a provision's own."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

from bot.question import lexicon
from bot.question.located import PERCENT

# What a number is of: 8 % is not 8, article 17 is not seventeen articles, the second session is not two sessions, and two
# thirds are neither two nor three.
Kind = Literal["count", "percent", "share", "ordinal", "article", "chapter", "paragraph", "vague"]

_LEADS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "article",
        re.compile(
            r"(?<!\w)(?:điều|điều thứ|articles?|art\.|đ\.)\s*(?:\d+\s*(?:,|-|–|và|đến|tới|and|to)\s*){0,4}$",
            re.IGNORECASE,
        ),
    ),
    ("chapter", re.compile(r"(?<!\w)(?:chương|chương thứ|chapters?)\s*$", re.IGNORECASE)),
    ("paragraph", re.compile(r"(?<!\w)(?:khoản|khoản thứ|paragraphs?)\s*$", re.IGNORECASE)),
    ("ordinal", re.compile(r"(?<!\w)thứ\s*$", re.IGNORECASE)),
)
# "vòng 3", "round three", "ranks 16": which one, unless things are counted behind it ("nhiệm kỳ 5 năm").
_LABEL = re.compile(
    r"(?<!\w)(?:lần|vòng|phiên|kỳ|khóa|khoá|quý|giai đoạn|hạng|vị trí|rounds?|sessions?|quarter|phase|stage|rank(?:s|ed|ing)?"
    r"|(?<!the )number|no\.|place|position)\s+$",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:st|nd|rd|th)(?!\w)", re.IGNORECASE)
_BEHIND = re.compile(r" ([^\W\d_]+|%)")
_PROVISION = re.compile(r"\s+(paragraph|article|chapter)(?!\w)", re.IGNORECASE)
# Behind "năm" and a label's number: what is counted by it.
COUNTED = frozenset(
    "quốc nước bên tổ đại chương điều ngôn phiên thành lĩnh nhóm người phóng cơ tháng ngày giờ nguyên trụ cột lần lượt "
    "phần mục hội khu vòng bước loại %".split()
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands, with the "Article" before it."""

    start: int
    end: int
    value: float
    kind: Kind
    name: str = ""  # of a vague amount

    @property
    def fact(self) -> tuple[Kind, float, str]:
        """What must be equal for two texts to say the same."""
        return self.kind, self.value, self.name


def kinded(text: str, start: int, end: int, value: float) -> Number:
    """The number that stands at *start* to *end* of *text*, with its lead when that is part of its name."""
    percent = PERCENT.match(text, end)
    if percent:
        return Number(start, percent.end(), value, "percent")
    for kind, lead in _LEADS:
        if named := lead.search(text, max(0, start - 40), start):
            first = kind != "ordinal" and not any(c.isdigit() for c in named.group())
            return Number(named.start() if first else start, end, value, kind)
    return Number(start, end, value, _which_one(text, start, end))


def _which_one(text: str, start: int, end: int) -> Kind:
    """Whether a number says which one ("the 2nd", "round 2") or how many."""
    last = re.split(r"[-– ]", text[start:end].lower())[-1]
    if last in lexicon.ordinals("en") or last in ordinals() or _SUFFIX.match(text, end):
        provision = _PROVISION.match(text, _suffixed(text, end))
        return provision[1].lower() if provision else "ordinal"  # type: ignore[return-value]
    if not _LABEL.search(text, max(0, start - 20), start):
        return "count"
    counted = _BEHIND.match(text, end)
    return "count" if counted and counted[1].lower() in COUNTED | {"năm", "years"} else "ordinal"


def _suffixed(text: str, end: int) -> int:
    suffix = _SUFFIX.match(text, end)
    return suffix.end() if suffix else end


@functools.cache
def ordinals() -> dict[str, int]:
    """English ones from "second" on: the lexicon's, and those formed from a number by its ending."""
    found = {word: n for word, n in lexicon.ordinals("en").items() if n > 1}
    for word, n in lexicon.ones("en").items():
        if n > max(lexicon.ordinals("en").values()):
            found[
                {"twelve": "twelfth"}.get(word, f"{word.removesuffix('y')}{'ie' * word.endswith('y')}th")
            ] = n
    return found
