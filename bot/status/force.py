"""How far the Convention is from entering into force, and until when States may sign."""

from __future__ import annotations

from datetime import date

from bot.status import say
from bot.status.asked import Asked
from bot.status.tally import Said
from vectorstore.status.table import CLOSES, NEEDED, Party, Reported, Table
from vectorstore.types import Language

_RULE: dict[Language, str] = {
    "vi": f"Công ước có hiệu lực vào ngày thứ 90 sau khi văn kiện phê chuẩn, chấp thuận, phê duyệt hoặc gia nhập thứ {NEEDED} "
    "được nộp (Điều 65); chữ ký không tính vào số này.",
    "en": f"It enters into force on the 90th day after the {NEEDED}th instrument of ratification, acceptance, approval or "
    "accession is deposited (Article 65); signatures do not count.",
}


def in_force(asked: Asked, table: Table, until: date, today: date, language: Language) -> Said | None:
    """Whether it is, and when it will be; None once forty are there, for the table does not know the day."""
    if table.instruments(until) >= NEEDED or asked.during:
        return None
    vi = language == "vi"
    short = "chưa có hiệu lực" if vi else "not known to be in force"
    if asked.shape == "force_when":
        short = "chưa xác định được ngày" if vi else "no date can be given"
        lead = f"{say.as_of(until, language)}, {short}: {_known(table, until, language)}."
    else:
        lead = (
            f"{say.as_of(until, 'vi')}, theo các nguồn đã biết, Công ước Hà Nội {short}: {_known(table, until, 'vi')}."
            if vi
            else f"{say.as_of(until, 'en')}, the Hanoi Convention is {short}: {_known(table, until, 'en')}."
        )
    yes = False if asked.shape == "force" else None
    return Said(f"{lead} {_RULE[language]}", *_proof(table, until), short=short, law=True, yes=yes)


def missing(asked: Asked, table: Table, until: date, today: date, language: Language) -> Said | None:
    """How many of the forty are still to come."""
    left = table.missing(until)
    if not left or asked.during:
        return None
    short = f"{left} văn kiện" if language == "vi" else f"{left} more"
    lead = (
        f"{say.as_of(until, 'vi')}, còn thiếu {short}: {_known(table, until, 'vi')}."
        if language == "vi"
        else f"{say.as_of(until, 'en')}, {short} are needed: {_known(table, until, 'en')}."
    )
    return Said(f"{lead} {_RULE[language]}", *_proof(table, until), short=short, count=left, law=True)


def needed(asked: Asked, table: Table, until: date, today: date, language: Language) -> Said | None:
    """The threshold itself."""
    short = f"{NEEDED} văn kiện" if language == "vi" else f"{NEEDED} ratifications"
    lead = f"Cần {short}." if language == "vi" else f"{short}, or equal instruments, are needed."
    tail = f"{say.as_of(until, language)}, {_known(table, until, language)}."
    return Said(
        f"{lead} {_RULE[language]} {tail}", *_proof(table, until), short=short, count=NEEDED, law=True
    )


def overview(asked: Asked, table: Table, until: date, today: date, language: Language) -> Said | None:
    """Signatures and instruments in one sentence."""
    signed = table.count("sign", until)
    lead = (
        f"{say.as_of(until, 'vi')}, theo các nguồn đã biết, {signed} bên đã ký Công ước Hà Nội; {_known(table, until, 'vi')}."
        if language == "vi"
        else f"{say.as_of(until, 'en')}, {signed} parties are known to have signed the Hanoi Convention; "
        f"{_known(table, until, 'en')}."
    )
    report = table.report("sign", signed, until)
    rows, reports = _proof(table, until)
    return Said(f"{lead} {_RULE[language]}", rows, (*reports, *((report,) if report else ())), law=True)


def window(asked: Asked, table: Table, until: date, today: date, language: Language) -> Said | None:
    """Whether States may still sign, on the day it is asked."""
    closes = say.day(CLOSES, language)
    if today <= CLOSES:
        left = (CLOSES - today).days
        text = (
            f"Các nước có thể ký Công ước Hà Nội tại trụ sở Liên hợp quốc ở New York đến hết ngày {closes} (Điều 64)."
            if language == "vi"
            else f"States may sign the Hanoi Convention at United Nations Headquarters in New York until {closes} (Article 64)."
        )
        text += _left(left, language)
        fact = f"đến hết ngày {closes}" if language == "vi" else f"until {closes}"
        return Said(text, short=closes, true_on=today, law=True, yes=True, fact=fact)
    text = (
        f"Công ước Hà Nội chỉ mở ký đến hết ngày {closes} (Điều 64), nay đã hết hạn; các nước vẫn có thể gia nhập."
        if language == "vi"
        else f"The Hanoi Convention was open for signature until {closes} (Article 64), which is over; States may still accede."
    )
    return Said(text, short=closes, true_on=today, law=True, yes=False)


def _left(days: int, language: Language) -> str:
    if days == 0:
        return " Hôm nay là ngày cuối." if language == "vi" else " Today is the last day."
    if language == "vi":
        return f" Còn {days} ngày."
    return f" {days} day{'' if days == 1 else 's'} {'is' if days == 1 else 'are'} left."


def _known(table: Table, until: date, language: Language) -> str:
    """ "3 of the 40 instruments are known (Azerbaijan, Qatar and Viet Nam)"."""
    rows = table.those("ratify", until)
    n = table.instruments(until)
    who = f" ({say.names(rows, language)})" if rows else ""
    if language == "vi":
        return f"mới biết {n} trong {NEEDED} văn kiện cần có{who}"
    return f"{n} of the {NEEDED} instruments needed {'is' if n == 1 else 'are'} known{who}"


def _proof(table: Table, until: date) -> tuple[tuple[Party, ...], tuple[Reported, ...]]:
    rows = table.those("ratify", until)
    report = table.report("ratify", len(rows), until)
    return rows, ((report,) if report else ())
