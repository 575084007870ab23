"""What a sentence claims that can be checked by itself: numbers, dates and names."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.llm.days import Day, days
from bot.llm.names import Names, names, unproven
from bot.llm.numerals import Number, numbers

# "trong hai ngày 25 và 26/10": the two are the dates that follow.
_DAYS_COUNTED = re.compile(r"\s+(?:(?:ngày|days?)(?:\s+of)?\s*(?:[,:]\s*)?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one sentence."""

    numbers: tuple[Number, ...]
    days: tuple[Day, ...]
    names: Names
    rest: str  # the words that are left

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.numbers) + len(self.days) + len(self.names.words) + len(self.names.known)


# Kept between sentences and questions: 4,096 take some 20 MB.
@functools.lru_cache(maxsize=4_096)
def facts(text: str, published: str | None = None, ordinary: frozenset[str] | None = None) -> Facts:
    """The facts of *text*; *published* is its article's date, *ordinary* as for `names`."""
    found = days(text, published)
    counts = tuple(
        n
        for n in numbers(text)
        if not any(d.start <= n.start < d.end for d in found) and not _counts_days(text, n, found)
    )
    rest = without(text, [(d.start, d.end) for d in found] + [(n.start, n.end) for n in counts])
    return Facts(counts, tuple(found), names(rest, ordinary), rest)


def _counts_days(text: str, number: Number, found: Sequence[Day]) -> bool:
    following = [d for d in found if d.start > number.end]
    return len(following) >= number.value > 1 and bool(
        _DAYS_COUNTED.fullmatch(text, number.end, following[0].start)
    )


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """*text* with blanks where numbers and dates stand: October is nobody's name."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def unsupported(said: Facts, proof: Sequence[Facts], *, across: bool) -> str | None:
    """The first kind of claim in *said* that *proof* does not hold, or None."""
    known = {n.fact for p in proof for n in p.numbers}
    if any(n.fact not in known for n in said.numbers):
        return "number"
    dated = [d for p in proof for d in p.days]
    if not all(d.within(dated) for d in said.days):
        return "date"
    return "name" if unproven(said.names, [p.names for p in proof], across=across) else None
