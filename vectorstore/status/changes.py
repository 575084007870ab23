"""How the figures of the table of parties changed: from day to day as the table tells it, and between two tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .table import Act, Party, Table

ACTS: tuple[Act, ...] = ("sign", "ratify")
_SAID: dict[Act, str] = {"sign": "signed", "ratify": "bound"}


@dataclass(frozen=True, slots=True)
class Change:
    """One figure, on one day on which it became another."""

    act: Act
    on: date  # the day of the act
    was: int
    now: int
    parties: tuple[Party, ...]  # who did it that day
    known: date  # the newest day on which a source was read of anybody counted


def changes(table: Table) -> tuple[Change, ...]:
    """Every change of every figure, newest first."""
    found = [change for act in ACTS for change in _of(table, act)]
    return tuple(sorted(found, key=lambda c: (c.on, c.act), reverse=True))


def _of(table: Table, act: Act) -> Iterator[Change]:
    was = 0
    for on, now in table.over_time(act):
        counted = table.those(act, on)
        did = tuple(p for p in counted if (when := p.did(act)) and when.last == on)
        yield Change(act, on, was, now, did, max(p.as_of.last for p in counted))
        was = now


def between(was: Table, now: Table) -> Iterator[str]:
    """A line for each figure that differs between two tables, with whose rows it was."""
    for act in ACTS:
        before, after = ([p.code for p in t.those(act)] if t else [] for t in (was, now))
        new, gone = sorted(set(after) - set(before)), sorted(set(before) - set(after))
        if new or gone or len(before) != len(after):
            why = [f"new: {', '.join(new)}"] if new else []
            why += [f"gone: {', '.join(gone)}"] if gone else []
            yield f"{_SAID[act]}: {len(before)} -> {len(after)}" + (f" ({'; '.join(why)})" if why else "")
