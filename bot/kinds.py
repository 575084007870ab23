"""What kind of answer a question asks for."""

from __future__ import annotations

import re
from typing import Literal

from vectorstore.text import fold, nfc
from vectorstore.types import Language

Kind = Literal[
    "number",
    "date",
    "person",
    "place",
    "reason",
    "list",
    "yesno",
    "definition",
    "comparison",
    "article",
    "duration",
]

# Matched against the question in lower case without marks; several may hold ("how many articles").
# "^(?>.*?...)" commits to the first such word: without it, each of a thousand would look for the end again.
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (
        "date",
        r"khi nao|nam nao|ngay nao|thang nao|thoi gian nao|bao gio|the ky nao|thap nien nao|luc nao"
        r"|ngay bao nhieu|nam bao nhieu|hom nao|tu nam|vao nam|thoi diem nao|\bwhen\b"
        r"|(?:what|which) (?:year|date|day|century|decade|month|time)|on what date|\bhan (?:chot|cuoi)\b|\bdeadline\b",
    ),
    (
        "duration",
        r"bao lau|may (?:nam|thang|ngay)|bao nhieu (?:nam|thang|ngay|gio)|how long|how many (?:years|months|days|hours)",
    ),
    (
        "number",
        r"bao nhieu|\bmay\b|so luong|ty le|ti le|phan tram|bao xa|thu may|dung thu|xep hang|xep thu|trung binh"
        r"|how (?:many|much|far|old|large|big|high|tall|often)|what (?:percent|number|rank|share)|\brank"
        r"|(?<!not )(?<!to )\bcount\b(?! (?:to|as|for))|\btally\b",
    ),
    (
        "person",
        r"\bai\b|nguoi nao|nhan vat nao|(?:ong|ba|vi|cau thu|(?:thu|bo|cuc|vu|doan|nhom) truong|lanh dao|dai (?:bieu|su|dien)"
        r"|tuong|thu tuong|chu tich|tong thong|giam doc|chuyen gia|giao su|tien si|luat su|nghi si|tac gia) nao"
        r"|ten cua (?:nguoi|ong|ba)|\bwho\b|\bwhom\b|\bwhose\b"
        r"|which (?:\w+ ){0,2}(?:person|official|minister|leader|president|ambassador|director|expert|general|author)\b",
    ),
    (
        "place",
        r"o dau|noi nao|cho nao|tai dau|tu dau|dia diem|(?:quoc gia|nuoc|thanh pho|tinh|bang|vung|khu vuc) nao|dau la noi"
        r"|\bwhere\b|(?:which|what) (?:country|city|state|place|region|countries|venue)",
    ),
    ("reason", r"tai sao|vi sao|ly do|nguyen nhan|do dau ma|\bwhy\b|reason|what caused"),
    (
        "comparison",
        r"\bso sanh|khac (?:nhau|gi|biet)|so voi|thay doi (?:the nao|nhu the nao|ra sao)|tang len"
        r"|^(?>.*?\bchange[ds]?\b).*\bbetween|\bcompare|\bversus\b|\bvs\b|difference between",
    ),
    (
        "list",
        r"ke ten|liet ke|nhung (?:\w+ ){0,3}(?:nao|gi)\b|cac (?:\w+ ){1,3}nao|gom nhung|bao gom|\blist\b|\bname the\b"
        r"|what are the|which (?:countries|states|articles|offences|offenses|crimes|organi[sz]ations)",
    ),
    (
        "article",
        r"\bdieu (?:\d+|nao|may)|\bchuong (?:\d+|nao|may|[ivx]+\b)|\barticles? (?:\d+|of)|which (?:article|chapter)|\bchapter \w+",
    ),
    (
        "definition",
        r"(?:la|nghia la|co nghia) (?:cai )?(?:gi|the nao)(?: vay| the| a| nhi| ha)?\s*\??$"
        r"|^what is\b|^what'?s\b|what does .+ mean|\bdinh nghia|\bdefine\b",
    ),
    (
        "yesno",
        r"(?:co phai|phai chang)\b|^(?>.*?\bco\b).*\b(?:khong|chua)\s*\??$"
        r"|^(?>.*?\b(?:da|duoc)\b).*\bchua\s*\??$|(?:dung|phai) khong\s*\??$"
        r"|hay (?:khong|chua)",
    ),
)
# "Ngày mấy tháng mấy" asks for a date; "tại sao mấy tổ chức" counts nothing.
_DATED = re.compile(r"\b(?:ngay|thang|nam) may\b(?: (?:ngay|thang|nam) may\b)*")
_SOME = re.compile(r"\b(tai sao|vi sao) may\b")
# Only in English: "can" is also "cần" typed without marks.
_YES_OR_NO = re.compile(r"^(?:is|are|was|were|did|does|do|has|have|had|will|can|could)\b")
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)


def kinds_of(question: str, language: Language) -> frozenset[Kind]:
    """All kinds of answer that the words of *question* ask for; empty when they do not say."""
    folded = _SOME.sub(r"\1", _DATED.sub("ngay nao", fold(nfc(question)).lower().strip()))
    found = {kind for kind, pattern in _COMPILED if pattern.search(folded)}
    if language == "en" and _YES_OR_NO.search(folded):
        # "Was there a vote when it was adopted?" asks neither when nor who: the word joins two clauses.
        found = found - {"date", "person", "place"} | {"yesno"}
    return frozenset(found)
