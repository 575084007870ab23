"""Who was first, who came last: the parties by day, as far as days are known."""

from __future__ import annotations

from datetime import date

from bot.status import say
from bot.status.asked import Asked
from bot.status.tally import Said, acts, done
from vectorstore.status.table import CLOSED_IN_HANOI, UNNAMED, Act, Party, Table
from vectorstore.types import Language

# More are a list, in which nobody is first: most signed on one day.
_MOST = 8


def order(asked: Asked, table: Table, until: date, today: date, language: Language) -> Said | None:
    """Each with its day, the earliest first. A place in the order is left to the reader where days are known in part."""
    which = acts(asked)
    if len(which) != 1 or which[0] == "bound" or asked.during or asked.group or asked.session:
        return None
    column: Act = "sign" if which[0] == "sign" else "ratify"
    rows = done(table, which[0], until)
    if column == "sign" and asked.last:
        rows = tuple(r for r in rows if (w := r.did(column)) and w.last > CLOSED_IN_HANOI)
    if not 0 < len(rows) <= _MOST:
        return None
    named = [r for r in rows if r.code != UNNAMED]
    told = [f"{say.name(r.code, language)} {_day(r, column, language)}" for r in named]
    if len(named) < len(rows):
        told.append(say.names([r for r in rows if r.code == UNNAMED], language))
    return Said(f"{_head(which[0], column, asked, until, language)}: {'; '.join(told)}.", rows, true_on=until)


def _day(row: Party, column: Act, language: Language) -> str:
    when = row.did(column)
    return say.at(when, language) if when else ""


def _head(act: str, column: Act, asked: Asked, until: date, language: Language) -> str:
    later = column == "sign" and asked.last
    verb, since = say.did(act, language), say.as_of(until, language)
    if language == "vi":
        after = " sau lễ mở ký tại Hà Nội" if later else ""
        return f"{since}, những bên được biết đã {verb} Công ước Hà Nội{after}, theo thứ tự thời gian"
    after = " after the ceremony in Hanoi" if later else ""
    return f"{since}, the parties known to have {verb} the Hanoi Convention{after}, the earliest first"
