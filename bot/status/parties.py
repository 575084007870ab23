"""Whether a party signed or is bound, and since when: each act told as itself."""

from __future__ import annotations

from datetime import date

from bot.byline import sentence
from bot.status import say
from bot.status.asked import Asked
from bot.status.tally import Said, acts
from vectorstore.status.table import CLOSED_IN_HANOI, OPENED, Party, Table
from vectorstore.status.when import When
from vectorstore.types import Language


def status(asked: Asked, table: Table, until: date, today: date, language: Language) -> Said | None:
    """One sentence a party and act; without an act, both."""
    if asked.session or asked.during or asked.group:
        return None
    which = acts(asked) or ("sign", "bound")
    if asked.first_day or asked.in_hanoi:
        return _on_first_day(asked, table, until, language) if which == ("sign",) else None
    if asked.order:
        return _in_order(asked, table, until, language) if len(which) == 1 else None
    rows = [table.party(code) for code in asked.codes]
    told = [
        _told(c, r, act, until, language) for c, r in zip(asked.codes, rows, strict=True) for act in which
    ]
    text = f"{say.as_of(until, language)}: {_together([said for said, _ in told])}"
    if len(told) != 1:
        return Said(text, tuple(r for r in rows if r) or table.parties, true_on=until)
    yes = _is_so(rows[0], which[0], until)
    short = told[0][1]
    done = _done(rows[0], which[0], until) if rows[0] else None
    fact = f"{short} {say.at(done, language)}" if yes and done else None
    proof = tuple(r for r in rows if r) or table.parties
    return Said(
        text, proof, short=short, true_on=until, yes=yes, fact=fact, final=asked.until is not None and not yes
    )


def date_of(asked: Asked, table: Table, until: date, today: date, language: Language) -> Said | None:
    """When a party did it; that it is not known to have, when it is not."""
    said = status(asked, table, until, today, language)
    row = table.party(asked.codes[0]) if len(asked.codes) == 1 else None
    act = acts(asked)[0] if len(acts(asked)) == 1 else None
    if (
        said is None
        or row is None
        or act is None
        or (done := _done(row, act, until)) is None
        or done.doubtful
    ):
        return said
    return Said(said.text, said.rows, short=say.at(done, language), true_on=until)


def _done(row: Party, act: str, until: date) -> When | None:
    """When it did exactly *act*; None when that is not known to have happened by then."""
    happened = row.signed if act == "sign" else row.bound
    if happened is None or not (happened.by(until) or (happened.doubtful and happened.perhaps_by(until))):
        return None
    return happened if act in ("sign", "bound", row.instrument) else None


def _is_so(row: Party | None, act: str, until: date) -> bool | None:
    """Whether it is known; None when it is reported and not confirmed."""
    done = _done(row, act, until) if row else None
    return None if done and done.doubtful else done is not None


def _told(code: str, row: Party | None, act: str, until: date, language: Language) -> tuple[str, str]:
    """(sentence, short answer)."""
    name = say.name(code, language)
    done = _done(row, act, until) if row else None
    kind = row.instrument if row and act == "bound" and done else "ratification" if act == "bound" else act
    if done is None:
        return _unknown(name, act, language)
    when = say.at(done, language)
    if done.doubtful:
        return (
            (f"có tin {name} {say.did(kind, 'vi')} {when}, nhưng chưa được xác nhận.", "chưa được xác nhận")
            if language == "vi"
            else (
                f"a {say.thing(kind, 'en')} by {name} {when} is reported, but not confirmed.",
                "not confirmed",
            )
        )
    if language == "vi":
        return f"{name} đã {say.did(kind, 'vi')} Công ước Hà Nội {when}.", f"đã {say.did(kind, 'vi')}"
    return f"{sentence(name)} {say.did(kind, 'en')} the Hanoi Convention {when}.", say.did(kind, "en")


def _unknown(name: str, act: str, language: Language) -> tuple[str, str]:
    did = say.did(act, language) if act != "bound" else ""
    if language == "vi":
        short = f"chưa {did}" if did else "chưa phê chuẩn hay gia nhập"
        return f"theo các nguồn đã biết, {name} {short} Công ước Hà Nội.", short
    short = f"has not {did}" if did else "has neither ratified nor acceded to"
    return f"{sentence(name)} {short} the Hanoi Convention, as far as is known.", short


def _on_first_day(asked: Asked, table: Table, until: date, language: Language) -> Said | None:
    """Whether a party signed on 25 October, or in Hanoi at all."""
    parts, rows, sides = [], [], []
    for code in asked.codes:
        row = table.party(code)
        told, _ = _told(code, row, "sign", until, language)
        signed = row.signed if row else None
        if asked.first_day and signed and signed.by(until):
            told += _which_day(signed, language)
        parts.append(told)
        rows += [row] if row else []
        sides.append(_at_ceremony(signed, OPENED if asked.first_day else CLOSED_IN_HANOI, until))
    return Said(
        f"{say.as_of(until, language)}: {_together(parts)}",
        tuple(rows) or table.parties,
        true_on=until,
        yes=sides[0] if len(sides) == 1 else None,
        final=True,
    )


def _at_ceremony(signed: When | None, end: date, until: date) -> bool | None:
    """Whether a party signed by the end of a day of the ceremony; None when its day is not known."""
    if signed is None or not signed.perhaps_by(end):
        return False
    return True if signed.by(min(end, until)) else None


def _in_order(asked: Asked, table: Table, until: date, language: Language) -> Said:
    """Of two parties, whether the one named first did it before the other, or after it."""
    act = acts(asked)[0]
    rows = [table.party(code) for code in asked.codes]
    told = [_told(c, r, act, until, language)[0] for c, r in zip(asked.codes, rows, strict=True)]
    first, second = (_done(r, act, until) if r else None for r in rows)
    if asked.order == "after":
        first, second = second, first
    return Said(
        f"{say.as_of(until, language)}: {_together(told)}",
        tuple(r for r in rows if r) or table.parties,
        true_on=until,
        yes=_earlier(first, second),
        final=first is not None,
    )


def _earlier(one: When | None, other: When | None) -> bool | None:
    """Whether *one* was surely before *other*, or surely not; what has not happened is after what has."""
    if one is None or one.doubtful or (other and other.doubtful):
        return False if other and one is None and not other.doubtful else None
    if other is None or (other.first and one.last < other.first):
        return True
    return False if one.first and one.first >= other.last else None


def _together(parts: list[str]) -> str:
    """One sentence after the other."""
    return " ".join([*parts[:1], *map(sentence, parts[1:])])


def _which_day(signed: When, language: Language) -> str:
    if signed.exact and signed.last == OPENED:
        return " Đó là ngày đầu tiên." if language == "vi" else " That was the first day."
    if not signed.perhaps_by(OPENED):
        return " Đó không phải ngày đầu tiên." if language == "vi" else " That was not the first day."
    return (
        " Chưa rõ có phải ngày đầu tiên không."
        if language == "vi"
        else " Whether that was the first day is not known."
    )
