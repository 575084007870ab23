"""The table of parties and what follows from it; everything is counted, nothing is kept twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .when import When

# What a State does; none of them stands for another.
Act = Literal["sign", "ratify"]
# How a State becomes bound; each counts towards the forty (Article 65).
Instrument = Literal["ratification", "acceptance", "approval", "accession"]
# Article 65: the ninetieth day after the fortieth instrument.
NEEDED = 40
# Article 64: open in Hanoi on these two days, then in New York until the last of the year.
OPENED, CLOSED_IN_HANOI, CLOSES = date(2025, 10, 25), date(2025, 10, 26), date(2026, 12, 31)
# An organisation's instrument is not counted beside those of its members (Article 65, paragraph 1).
ORGANISATION = "Regional organisation"
UNNAMED = "?"


@dataclass(frozen=True, slots=True)
class Party:
    """One row."""

    code: str  # ISO 3166, EU, or UNNAMED
    region: str
    signed: When | None
    bound: When | None  # when its instrument was deposited
    source: str
    as_of: When  # when the source was read
    instrument: Instrument = "ratification"
    url: str | None = None
    note: str = ""

    def did(self, act: Act) -> When | None:
        """When it signed, or when it became one of the forty."""
        return self.signed if act == "sign" else self.bound


@dataclass(frozen=True, slots=True)
class Reported:
    """A count that somebody reported, with who."""

    act: Act
    count: int
    on: date
    source: str
    url: str | None = None
    event: str = ""  # "formal session": a part of a day


@dataclass(frozen=True, slots=True)
class Table:
    """All rows, and the counts that were reported."""

    parties: tuple[Party, ...] = ()
    reports: tuple[Reported, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parties)

    @property
    def as_of(self) -> date:
        """The newest day on which a source was read."""
        return max(p.as_of.last for p in self.parties)

    def party(self, code: str) -> Party | None:
        """The row of a territory."""
        return next((p for p in self.parties if p.code == code != UNNAMED), None)

    def those(
        self, act: Act, day: date | None = None, among: Sequence[Party] | None = None
    ) -> tuple[Party, ...]:
        """Who had surely done it at the end of *day* (default: the table's own), earliest first."""
        until = self.as_of if day is None else day
        done = [p for p in (self.parties if among is None else among) if (w := p.did(act)) and w.by(until)]
        return tuple(sorted(done, key=lambda p: (_last(p, act), p.code)))

    def count(self, act: Act, day: date | None = None) -> int:
        """How many."""
        return len(self.those(act, day))

    def perhaps(self, act: Act, day: date | None = None) -> tuple[Party, ...]:
        """Who may have done it by then too: the day is not known, or the report is doubtful."""
        until = self.as_of if day is None else day
        sure = set(self.those(act, until))
        return tuple(p for p in self.parties if p not in sure and (w := p.did(act)) and w.perhaps_by(until))

    def instruments(self, day: date | None = None) -> int:
        """How many of the forty are there: an organisation's own does not count."""
        return sum(p.region != ORGANISATION for p in self.those("ratify", day))

    def missing(self, day: date | None = None) -> int:
        """How many of the forty are still to come."""
        return max(0, NEEDED - self.instruments(day))

    def of(self, region: str | None, codes: frozenset[str] = frozenset()) -> tuple[Party, ...]:
        """The rows of a regional group, or of a list of territories."""
        return tuple(p for p in self.parties if (p.region == region if region else p.code in codes))

    def report(self, act: Act, count: int, day: date) -> Reported | None:
        """Who reported that count: the first report of it up to *day*."""
        told = [r for r in self.reports if (r.act, r.count) == (act, count) and r.on <= day]
        return min(told, key=lambda r: r.on, default=None)

    def over_time(self, act: Act) -> Iterator[tuple[date, int]]:
        """(day, how many had surely done it at its end), at every change."""
        days = sorted({_last(p, act) for p in self.those(act)})
        return ((day, self.count(act, day)) for day in days)


def _last(party: Party, act: Act) -> date:
    done = party.did(act)
    assert done is not None
    return done.last
