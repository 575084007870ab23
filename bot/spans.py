"""Find what could be a short answer in a sentence: quantities, dates, names, places.

Spans are (start, end) in the sentence. These are the shapes of Vietnamese and English news, not its facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vectorstore.remember import remembered
from vectorstore.text import UPPER, fold, tokens

Span = tuple[int, int]

# Not "một" and "one": they are articles far more often than figures.
_NUMBER_WORD = (
    r"(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|hai mươi|trăm|nghìn|ngàn|triệu|tỷ|tỉ|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|billion)"
)
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
_DATE = re.compile(
    r"(?:ngày\s+)?\d{1,2}(?:\s*[-–]\s*\d{1,2}|\s+(?:và|đến|and|to)\s+\d{1,2})?[/.-]\d{1,2}(?:[/.-]\d{4})?(?!\d|%)"
    r"|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?"
    r"|(?:(?:đầu|giữa|cuối)\s+)?tháng\s+\d{1,2}(?:\s*[/-]\s*\d{4}|\s+năm\s+\d{4})?"
    r"|(?:(?:đầu|giữa|cuối)\s+)?năm\s+\d{3,4}|thế kỷ\s+(?:thứ\s+)?[\dIVX]+|(?:những\s+)?(?:thập niên|thập kỷ|năm)\s+\d{2,4}"
    rf"|\d{{1,2}}(?:\s*[-–]\s*\d{{1,2}}|\s+and\s+\d{{1,2}})?(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+\d{{4}})?"
    rf"|{_MONTH}\s+\d{{1,2}}(?:\s*[-–]\s*\d{{1,2}}|\s+and\s+\d{{1,2}})?(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|{_MONTH}\s+\d{{4}}"
    r"|\b(?:1[0-9]|20)\d{2}\b",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    rf"(?<![\w/.,-])(?:\d+(?:[.,]\d+)*(?:\s*%)?|{_NUMBER_WORD}(?:\s+{_NUMBER_WORD})*)(?![\w/]|[.,]\d)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"(?:thứ|hạng|lần thứ)\s+(?:\d+|nhất|hai|nhì|ba|tư|năm|sáu|bảy|tám|chín|mười)|\b\d+(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_NAME_WORD = rf"[{UPPER}][\w’'.-]*[\wÀ-ỹ]|[A-ZĐ]"
# Bodies whose names are only partly in capitals.
_BODY = r"(?:Liên (?i:hợp|hiệp) (?i:quốc)|Liên minh [Cc]hâu Âu|Đại hội đồng|Quốc hội|Chính phủ)"
_NAME = re.compile(
    rf"{_BODY}(?!\w)|(?:{_NAME_WORD})(?:\s+(?:{_NAME_WORD}|of|de|van|bin|al))*(?:\s+(?:{_NAME_WORD}))|(?:{_NAME_WORD})"
)
_ROLE = re.compile(
    r"(?:ông|bà|đồng chí|chủ tịch|thủ tướng|bộ trưởng|thứ trưởng|tổng thư ký|tổng bí thư|thượng tướng|đại tướng"
    r"|trung tướng|giáo sư|tiến sĩ|vua|hoàng đế|giám đốc|đại sứ|president|minister|secretary-general|secretary general"
    r"|general|mr\.?|ms\.?|dr\.?|ambassador|director|king|queen|professor)(?:\s+[\wÀ-ỹ]+){0,4}?\s*$",
    re.IGNORECASE,
)
_PLACE_LEAD = re.compile(
    r"(?:\b(?:ở|tại|in|at|từ|from|đến|thành phố|thủ đô|tỉnh|nước|bang|phía|city of|province of))\s+(?:[\wà-ỹ]+\s+){0,3}$",
    re.IGNORECASE,
)
# Neither is a body a place, nor where a text says something ("ở Điều 64").
_NO_PLACE = re.compile(
    rf"{_BODY}|Điều|Chương|Khoản|Mục|Nghị quyết|Luật|Article|Chapter|Section|Resolution|Law"
)
_REASON = re.compile(
    r"\b(?:vì|do|bởi|nhằm|để|nên|nhờ|khiến|dẫn đến|because|due to|since|so that|in order to|as a result|therefore)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Spans:
    """What a sentence offers for each kind of answer."""

    numbers: tuple[Span, ...]
    dates: tuple[Span, ...]
    names: tuple[Span, ...]
    persons: tuple[Span, ...]
    places: tuple[Span, ...]
    reason: bool


def spans_of(sentence: str) -> Spans:
    """All spans, in order; a number inside a date is no quantity."""
    dates = [
        m.span()
        for m in _DATE.finditer(sentence)
        if m.group() != "24/7" and not _REPORTED.search(sentence[: m.start()])
    ]
    ordinals = [m.span() for m in _ORDINAL.finditer(sentence)]
    numbers = [m.span() for m in _QUANTITY.finditer(sentence) if not _inside(m.span(), dates + ordinals)]
    names = [m.span() for m in _NAME.finditer(sentence) if m.start() > 0 or " " in m.group()]
    persons = [n for n in names if _is_person(sentence, n)]
    places = [
        n
        for n in names
        if _PLACE_LEAD.search(sentence[: n[0]]) and not _NO_PLACE.fullmatch(sentence[slice(*n)])
    ]
    return Spans(
        tuple(sorted(numbers + ordinals)),
        tuple(dates),
        tuple(names),
        tuple(persons),
        tuple(places),
        bool(_REASON.search(sentence)),
    )


def _inside(span: Span, others: Iterable[Span]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in others)


# "Tính đến ngày 7/10": when it was reported, not when it happened.
_REPORTED = re.compile(r"(?:tính (?:đến|tới)(?: hết)?|as of|as at)\s+(?:ngày\s+)?$", re.IGNORECASE)
# First words of names that are no person's: bodies, places, texts, events.
_NO_PERSON = re.compile(
    r"^(?:Bộ|Ban|Ủy|Uỷ|Hội|Đại hội|Liên|Công ước|Lễ|Trung tâm|Chính phủ|Quốc hội|Văn phòng|Cơ quan|Tổ chức|Báo|Đài|Điều|Chương"
    r"|Luật|Hà Nội|Việt Nam|Châu|Đông|Tây|Thủ đô|Thành phố|Tỉnh|Hoa Kỳ|Vương quốc|The|United|Ministry|Convention|Hanoi|Viet"
    r"|General Assembly|European|Article|Chapter|National|Steering|Signing|Committee|Government|Conference|Headquarters)(?!\w)"
)

# Of an English name, the last word says as much.
_BODY_LAST = re.compile(
    r"(?:Committee|Convention|Council|Assembly|Ministry|Nations|Union|Commission|Parliament|Cent(?:er|re)|Agency|Office|Court"
    r"|Party|University|Institute|Organi[sz]ation|Association|Group|Forum|Treaty|Protocol|Department|Accord|Watch|Foundation)$"
)


def _is_person(sentence: str, name: Span) -> bool:
    """Behind a role or a form of address, or two to four capitalised words that are nothing else we know."""
    words = sentence[slice(*name)].split()
    if _NO_PERSON.match(sentence[slice(*name)]) or _BODY_LAST.search(sentence[slice(*name)]):
        return False
    return bool(_ROLE.search(sentence[: name[0]])) or 2 <= len(words) <= 4


def new_to(question: str, sentence: str, spans: Iterable[Span]) -> list[Span]:
    """Those spans whose words the question does not already hold: an answer says something new."""
    asked = _words(question)
    return [s for s in spans if not _words(sentence[slice(*s)]) <= asked]


@remembered(8_192, 300)  # of spans, which are short
def _words(text: str) -> frozenset[str]:
    return frozenset(tokens(fold(text)))
