"""What an answer must look like when a question asks for money, a share, a time or a way to reach somebody.

Such a question is not answered by a sentence of the same subject without any of it.
"""

from __future__ import annotations

import re

from vectorstore.query import Query
from vectorstore.text import fold

_MONEY = (
    r"(?:\d|tỷ|tỉ|triệu|nghìn|ngàn|million|billion|thousand)\s*"
    r"(?:đồng|vnd|vnđ|đô la|bảng|usd|us dollars?|dollars?|eur|euros?|pounds?|yên|yen|yuan|nhân dân tệ|cents?|francs?|won|mark)\b"
    r"|[$€£¥₫]\s?\d|\d\s?[$€£¥₫]|\b(?:usd|vnd|eur)\s?\d"
)
_SHARE = (
    r"%|\bphần trăm\b|\bper ?cents?\b|\b(?:một|hai|ba) phần (?:ba|tư|năm|mười)\b|\bmột nửa\b|\bhalf\b|\bthirds?\b|\bquarters?\b"
    r"|\d (?:trên|of|out of|in) \d"
)
_NUMERAL = (
    r"(?:\d+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|trăm|nghìn|vài|nửa|thứ|a|an|one|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|several|few|half)"
)
# Some time, or from when to when.
_DURATION = (
    rf"\b{_NUMERAL}(?:st|nd|rd|th)?[\s-]*(?:(?:buổi|working|calendar|full|tỷ|tỉ|triệu|nghìn|ngàn|billion|million|thousand) )?"
    r"(?:thế kỷ|thập niên|thập kỷ|năm|tháng|tuần|ngày|giờ|phút|giây|tiếng"
    r"|centur(?:y|ies)|decades?|years?|months?|weeks?|days?|hours?|minutes?|seconds?)\b"
    r"|\b(?:từ|from|since|between)\b.*\d.*(?:đến|tới|to|until|till|and|[-–])\s.*\d|\d\s?[-–]\s?\d|\bngày thứ \d"
    r"|\bthế kỷ\b|\bcentury\b|vô thời hạn|indefinite"
)
_CLOCK = r"\b\d{1,2}\s*(?:giờ|h\d{0,2}\b|:\d\d|g\d\d|a\.?m\.?\b|p\.?m\.?\b|o'clock)|\bnoon\b|\bmidnight\b|\bnửa đêm\b"
# What asks, folded; and what must then stand in a sentence, in lower case.
_SHAPES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(
            r"bao nhieu (?:tien|kinh phi|ty dong|trieu dong|usd|do la)"
            r"|\b(?:nop phat|phat tien|chi phi|kinh phi|ngan sach|hoc phi|so tien|tien luong|ton)\b.*bao nhieu"
            r"|\bhow much\b.*\b(?:costs?|spen[dt]|pa(?:y|id)|money|worth|fined?|budget|price|raised?|charged?)\b"
            r"|\bwhat (?:was|is|were|are) the (?:\w+ )?(?:cost|price|budget|fine|fee)s?\b"
        ),
        re.compile(_MONEY),
    ),
    (
        re.compile(r"bao nhieu (?:phan tram|%)|\bwhat (?:percent|percentage|share|proportion)\b"),
        re.compile(_SHARE),
    ),
    (
        re.compile(
            r"\b(?:bao nhieu|may) (?:nam|thang|tuan|ngay|gio|phut)\b(?! may| (?:thanh lap|tuoi))|\bbao lau\b"
            r"|\bhow long (?:did|does|do|will|was|were|is|has|have|must|can|should|may)\b"
            r"|\bhow many (?:years|months|weeks|days|hours|minutes)\b"
        ),
        re.compile(_DURATION),
    ),
    (
        re.compile(r"\b(?:luc |vao )?(?:may gio|gio nao)\b|\b(?:at )?what (?:time|hour)\b"),
        re.compile(_CLOCK),
    ),
    (
        re.compile(
            r"\b(?:bao nhieu|may) tuoi\b|\bsinh (?:ngay|nam) nao\b|\bhow old (?:is|was|are)\b|^when .* born\b"
        ),
        re.compile(r"\btuổi\b|\bsinh (?:ngày|năm)\b|\byears? old\b|\baged?\b|\bborn\b"),
    ),
    (
        re.compile(r"so dien thoai|\bhotline\b|\b(?:tele)?phone number\b"),
        re.compile(
            r"(?<![\d/.])\+?\d(?:[ .-]?\d){6,14}(?!\d)|(?:hotline|điện thoại|số máy|gọi|call)\W+\d{3}"
        ),
    ),
    (
        re.compile(
            r"\b(?:email|e-mail|thu dien tu) (?:la gi|nao|cua)\b|\be-?mail address\b|\bwhat e-?mail\b"
        ),
        re.compile(r"\S@\S"),
    ),
)


def shape_of(query: Query) -> re.Pattern[str] | None:
    """What an answer must hold, in lower case, when the question asks for one of these shapes."""
    asked = fold(query.question).lower()
    return next((has for asks, has in _SHAPES if asks.search(asked)), None)
