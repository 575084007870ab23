"""`status_answer`: from a question to a sentence that the table proves, with its sources and its day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.status import force, order, parties, tally
from bot.status.asked import Asked, Shape, asked
from vectorstore.status.table import Party, Table
from vectorstore.types import Basis, Language

# As many sources as a card can list; a list of 77 rests on a handful anyway.
_MOST_SOURCES = 8


@dataclass(frozen=True, slots=True)
class StatusAnswer:
    """What the table says to a question."""

    text: str  # whole sentences, without markers
    as_of: date  # the day as of which it is true
    sources: tuple[Basis, ...]  # where the rows come from, the most important first
    shape: Shape
    short: str | None = None  # as it stands in `text`: a number with its noun, a day, yes or no
    count: int | None = None
    codes: tuple[str, ...] = ()  # of the parties that the answer is about
    yes: bool | None = None  # whether what was asked is so; None when it was not one thing of one party
    fact: str | None = None  # what says yes, in a few words: "signed on 25 October 2025"
    final: bool = False  # of a "no": it will never be a yes
    most: int | None = None  # the count with those that may have to be counted too
    scoped: bool = False  # of some days, a group or an occasion: the count grows no more, or counts a part


def status_answer(
    question: str, language: Language, table: Table, *, today: date, as_of: date | None = None
) -> StatusAnswer | None:
    """The table's answer to *question*, or None: it asks for something else, or that cannot be told for certain.

    *as_of* leaves out what happened later, as `Filters.as_of` does. *today* decides whether States may still sign.
    The question must stand alone. The same arguments give the same answer.
    """
    wanted = asked(question, language) if table else None
    if wanted is None:
        return None
    until = min(d for d in (table.as_of, as_of, wanted.until, today) if d is not None)
    said = _SHAPES[wanted.shape](wanted, table, until, today, language)
    if said is None:
        return None
    return StatusAnswer(
        said.text,
        said.true_on or until,
        _sources(said.rows, table, said),
        wanted.shape,
        said.short,
        said.count,
        tuple(p.code for p in said.rows) if wanted.shape in ("list", "order", "party", "date") else (),
        said.yes,
        said.fact,
        said.final,
        said.most,
        wanted.scoped,
    )


_SHAPES: dict[Shape, Callable[[Asked, Table, date, date, Language], tally.Said | None]] = {
    "count": tally.count,
    "list": tally.listed,
    "order": order.order,
    "party": parties.status,
    "date": parties.date_of,
    "force": force.in_force,
    "force_when": force.in_force,
    "missing": force.missing,
    "needed": force.needed,
    "overview": force.overview,
    "window": force.window,
}


def _sources(rows: Sequence[Party], table: Table, said: tally.Said) -> tuple[Basis, ...]:
    """Who reported the count, then where the rows come from, the most frequent first."""
    told = [Basis(r.source, _TITLE, r.url, r.on.isoformat()) for r in said.reports]
    if said.law:
        told.append(_TREATY)
    by_source: dict[tuple[str, str | None], list[Party]] = {}
    for row in rows or table.parties:
        by_source.setdefault((row.source, row.url), []).append(row)
    for (source, url), of in sorted(by_source.items(), key=lambda item: (-len(item[1]), item[0][0])):
        told.append(Basis(source, _TITLE, url, max(p.as_of.last for p in of).isoformat()))
    unique = {(b.publisher, b.url): b for b in reversed(told)}
    return tuple(dict.fromkeys(unique[b.publisher, b.url] for b in told))[:_MOST_SOURCES]


_TITLE = "Status of the United Nations Convention against Cybercrime"
_TREATY = Basis(
    "United Nations",
    "United Nations Convention against Cybercrime, Articles 64 and 65",
    "https://treaties.un.org/doc/Publication/MTDSG/Volume%20II/Chapter%20XVIII/XVIII-16.en.xml",
    "2024-12-24",
)
