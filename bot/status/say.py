"""Facts of the table as sentences, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.byline import day as written
from bot.question.lexicon import month_name
from vectorstore.status.names import name_of, with_article
from vectorstore.status.table import UNNAMED, Instrument, Party
from vectorstore.status.when import When
from vectorstore.types import Language

# (did, has not, noun of the act)
ACTS: dict[Language, dict[str, tuple[str, str]]] = {
    "vi": {
        "sign": ("ký", "chữ ký"),
        "ratification": ("phê chuẩn", "văn kiện phê chuẩn"),
        "acceptance": ("chấp thuận", "văn kiện chấp thuận"),
        "approval": ("phê duyệt", "văn kiện phê duyệt"),
        "accession": ("gia nhập", "văn kiện gia nhập"),
    },
    "en": {
        "sign": ("signed", "signature"),
        "ratification": ("ratified", "ratification"),
        "acceptance": ("accepted", "acceptance"),
        "approval": ("approved", "approval"),
        "accession": ("acceded to", "accession"),
    },
}


def day(when: date, language: Language) -> str:
    """ "26/9/2026", "26 September 2026"."""
    return written(when.isoformat(), language)


def month(when: date, language: Language) -> str:
    """ "tháng 7/2026", "July 2026"."""
    return f"tháng {when.month}/{when.year}" if language == "vi" else f"{month_name(when.month)} {when.year}"


def at(when: When, language: Language) -> str:
    """As the end of a sentence: "on 25 October 2025", "in July 2026", "by 21 May 2026"."""
    vi = language == "vi"
    if when.first is None:
        return f"chậm nhất là {day(when.last, 'vi')}" if vi else f"by {day(when.last, 'en')}"
    if when.exact:
        return f"ngày {day(when.last, 'vi')}" if vi else f"on {day(when.last, 'en')}"
    if when.month:
        return f"trong {month(when.last, 'vi')}" if vi else f"in {month(when.last, 'en')}"
    if (when.last - when.first).days == 1:
        return (
            f"ngày {when.first.day} hoặc {day(when.last, 'vi')}"
            if vi
            else f"on {when.first.day} or {day(when.last, 'en')}"
        )
    first, last = day(when.first, language), day(when.last, language)
    return f"trong khoảng từ {first} đến {last}" if vi else f"between {first} and {last}"


def as_of(when: date, language: Language) -> str:
    """The beginning of whatever is true of a day."""
    return f"Tính đến ngày {day(when, 'vi')}" if language == "vi" else f"As of {day(when, 'en')}"


def name(code: str, language: Language) -> str:
    """As it stands in a sentence: "the United Kingdom"."""
    shown = name_of(code, language)
    return f"the {shown}" if language == "en" and code in with_article() else shown


def names(parties: Sequence[Party], language: Language) -> str:
    """In alphabetical order, those without a name counted at the end."""
    told = sorted((name(p.code, language) for p in parties if p.code != UNNAMED), key=_order)
    unnamed = sum(p.code == UNNAMED for p in parties)
    if unnamed:
        told.append(
            f"{unnamed} bên chưa rõ tên" if language == "vi" else f"{unnamed} whose names were not found"
        )
    return joined(told, language)


def joined(parts: Sequence[str], language: Language) -> str:
    """ "A, B và C"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {'và' if language == 'vi' else 'and'} {parts[-1]}"


def did(act: str | Instrument, language: Language) -> str:
    """The verb."""
    return ACTS[language][act][0]


def thing(act: str | Instrument, language: Language) -> str:
    """The noun."""
    return ACTS[language][act][1]


def _order(name: str) -> tuple[str, str]:
    from vectorstore.text import fold

    return fold(name.removeprefix("the ")).casefold(), name
