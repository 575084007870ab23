"""How many, and who: of all, of a group, up to a day or within some days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.status import say
from bot.status.asked import Asked, Verb
from vectorstore.status.table import (
    CLOSED_IN_HANOI,
    OPENED,
    Act,
    Instrument,
    Party,
    Reported,
    Table,
)
from vectorstore.status.when import When
from vectorstore.types import Language

_INSTRUMENTS: dict[Verb, Instrument] = {"accept": "acceptance", "approve": "approval", "accede": "accession"}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence or more, and the rows that prove it."""

    text: str
    rows: tuple[Party, ...] = ()
    reports: tuple[Reported, ...] = ()
    short: str | None = None
    count: int | None = None
    true_on: date | None = None  # when other than asked
    law: bool = False  # the treaty's own words are a source too
    yes: bool | None = None  # of one thing asked of one party; False: nothing known says so
    fact: str | None = None  # what says yes, in a few words: "signed on 25 October 2025"
    final: bool = False  # of a "no": what is asked of is over, so that it will never be a yes
    most: int | None = None  # the count with those that may have to be counted too


def count(asked: Asked, table: Table, until: date, today: date, language: Language) -> Said | None:
    """How many; with two acts, each by itself."""
    if asked.session:
        return _in_session(asked, table, until, language)
    parts = [p for act in acts(asked) if (p := _count(asked, act, table, until, language))]
    if len(parts) != len(acts(asked)) or not parts:
        return None
    text = " ".join(p.text for p in parts)
    rows = tuple(dict.fromkeys(r for p in parts for r in p.rows))
    reports = tuple(r for p in parts for r in p.reports)
    one = parts[0] if len(parts) == 1 else None
    return Said(
        text,
        rows,
        reports,
        one.short if one else None,
        one.count if one else None,
        parts[0].true_on,
        most=one.most if one else None,
    )


def acts(asked: Asked) -> tuple[str, ...]:
    """Which columns of the table are asked for; "join" is both, "bound" is every instrument."""
    found: list[str] = []
    for verb in asked.verbs:
        found += {
            "sign": ["sign"],
            "ratify": ["ratification"],
            "bound": ["bound"],
            "join": ["sign", "bound"],
        }.get(verb, [_INSTRUMENTS[verb]] if verb in _INSTRUMENTS else [])
    return tuple(dict.fromkeys(found))


def done(table: Table, act: str, until: date, among: Sequence[Party] | None = None) -> tuple[Party, ...]:
    """Who had surely done exactly *act* by the end of a day."""
    column: Act = "sign" if act == "sign" else "ratify"
    return tuple(p for p in table.those(column, until, among) if act in ("sign", "bound", p.instrument))


def _count(asked: Asked, act: str, table: Table, until: date, language: Language) -> Said | None:
    span, true_on = _span(asked, until), until
    if span is not None and span.last < until:
        true_on = span.last
    among = _among(asked, table)
    if among == ():
        return None
    rows = done(table, act, true_on, among)
    column: Act = "sign" if act == "sign" else "ratify"
    if span is not None and span.first is not None and span.first > OPENED:
        rows = tuple(r for r in rows if (w := r.did(column)) and w.first and w.first >= span.first)
    n, group = len(rows), asked.group.called(language) if asked.group else ""
    text, short = _counting(act, n, group, span, true_on, language)
    report = table.report(column, n, true_on) if not group and span is None else None
    text += (
        _doubt(table, column, among, true_on, span, language)
        if act in ("sign", "bound", "ratification")
        else ""
    )
    if span is None and not group and act == "sign":
        text += _history(table, true_on, language)
    most = n + len(_perhaps(table, column, among, true_on, span))
    return Said(text, rows, (report,) if report else (), short, n, true_on, most=most)


def _span(asked: Asked, until: date) -> When | None:
    """Within which days; None: up to *until*."""
    if asked.first_day:
        return When(OPENED, OPENED)
    if asked.in_hanoi:
        return When(OPENED, CLOSED_IN_HANOI)
    if asked.after_hanoi and until > CLOSED_IN_HANOI:
        return When(CLOSED_IN_HANOI + timedelta(days=1), until)
    return asked.during


def _counting(
    act: str, n: int, group: str, span: When | None, true_on: date, language: Language
) -> tuple[str, str]:
    """The sentence, and the short answer in it."""
    within = f" {say.at(span, language)}" if span else ""
    told = _counting_vi if language == "vi" else _counting_en
    return told(act, n, group, within, say.as_of(true_on, language))


def _counting_vi(act: str, n: int, group: str, within: str, as_of: str) -> tuple[str, str]:
    where = f" thuộc {group}" if group else ""
    what = (
        "nộp văn kiện phê chuẩn, chấp thuận, phê duyệt hoặc gia nhập"
        if act == "bound"
        else say.did(act, "vi")
    )
    if n == 0:
        return f"{as_of}, chưa thấy bên nào{where} {what} Công ước Hà Nội{within}.", "chưa thấy bên nào"
    short = f"{n} bên"
    return f"{as_of}, theo các nguồn đã biết, {short}{where} đã {what} Công ước Hà Nội{within}.", short


def _counting_en(act: str, n: int, group: str, within: str, as_of: str) -> tuple[str, str]:
    where = f" from {group}" if group else ""
    what = "become bound by" if act == "bound" else say.did(act, "en")
    if n == 0:
        return f"{as_of}, no party{where} is known to have {what} the Hanoi Convention{within}.", "no party"
    short, verb = f"{n} part{'y' if n == 1 else 'ies'}", "is" if n == 1 else "are"
    return f"{as_of}, {short}{where} {verb} known to have {what} the Hanoi Convention{within}.", short


def _doubt(
    table: Table, column: Act, among: Sequence[Party] | None, on: date, span: When | None, language: Language
) -> str:
    """Those that may have to be counted too."""
    rows = _perhaps(table, column, among, on, span)
    shaky = [p for p in rows if (w := p.did(column)) and w.doubtful]
    undated = [p for p in rows if p not in shaky]
    text = ""
    if undated:
        who, n = say.names(undated, language), len(undated)
        text += (
            f" Có thể thêm {n} bên nữa ({who}) vì chưa rõ ngày."
            if language == "vi"
            else f" {n} more may have to be added ({who}): their day is not known."
        )
    if shaky:
        who = say.names(shaky, language)
        text += (
            f" Có tin {who} cũng vậy nhưng chưa được xác nhận nên không tính."
            if language == "vi"
            else f" The same is reported of {who}, is not confirmed, and is not counted."
        )
    return text


def _perhaps(
    table: Table, column: Act, among: Sequence[Party] | None, on: date, span: When | None
) -> list[Party]:
    """Those of whom it is not known for sure, or not that it was by then."""
    rows = [p for p in table.perhaps(column, on) if among is None or p in among]
    if span is None:
        return rows
    return [p for p in rows if (w := p.did(column)) and w.first and span.first and w.first >= span.first]


def _history(table: Table, until: date, language: Language) -> str:
    """How it came to that: after Hanoi."""
    first = table.count("sign", CLOSED_IN_HANOI)
    if until <= CLOSED_IN_HANOI or not first or first == table.count("sign", until):
        return ""
    closed = say.day(CLOSED_IN_HANOI, language)
    return (
        f" Khi lễ mở ký tại Hà Nội kết thúc ngày {closed}, con số này là {first} bên."
        if language == "vi"
        else f" It was {first} when the signing in Hanoi ended on {closed}."
    )


def _in_session(asked: Asked, table: Table, until: date, language: Language) -> Said | None:
    told = next((r for r in table.reports if r.event == "formal session" and r.on <= until), None)
    if told is None or acts(asked) != ("sign",) or asked.group:
        return None
    when = say.day(told.on, language)
    short = f"{told.count} bên" if language == "vi" else f"{told.count} parties"
    text = (
        f"{short} đã ký Công ước Hà Nội trong phiên ký chính thức ngày {when}."
        if language == "vi"
        else f"{short} signed the Hanoi Convention in the formal session on {when}."
    )
    return Said(text, (), (told,), short, told.count, told.on, most=told.count)


def _among(asked: Asked, table: Table) -> tuple[Party, ...] | None:
    return None if asked.group is None else table.of(asked.group.region, asked.group.codes)


def listed(asked: Asked, table: Table, until: date, today: date, language: Language) -> Said | None:
    """Who; of a group with a list of its own, those too of whom nothing is known."""
    which = acts(asked)
    if len(which) != 1 or asked.session:
        return None
    told = _count(asked, which[0], table, until, language)
    if told is None:
        return None
    if not told.rows:
        return told
    who = say.names(told.rows, language)
    head = told.text.split(". ")[0].removesuffix(".")
    rest = "".join(f" {s}" for s in told.text.partition(". ")[2:] if s)
    text = f"{head}: {who}.{rest}"
    if asked.group and asked.group.codes and which[0] == "sign":
        text += _others(asked.group.codes, told.rows, language)
    return Said(
        text, told.rows, told.reports, who if len(told.rows) < 4 else told.short, told.count, told.true_on
    )


def _others(codes: frozenset[str], rows: Sequence[Party], language: Language) -> str:
    left = sorted(say.name(c, language) for c in codes - {r.code for r in rows})
    if not left:
        return ""
    who = say.joined(left, language)
    return f" Chưa thấy chữ ký của {who}." if language == "vi" else f" No signature is known of {who}."
