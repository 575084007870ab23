"""What a sentence claims that can be checked by itself: numbers, dates, names and offices."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.grounding.days import Day, days, weekdays
from bot.grounding.numerals import numbers
from bot.grounding.proper_names import Names, names, runs
from bot.grounding.quantities import Quantity, quantities
from bot.grounding.which import Number
from bot.question.utterance import plain

# "trong hai ngày 25 và 26/10": the two are the dates that follow.
_DAYS_COUNTED = re.compile(r"\s+(?:(?:ngày|days?)(?:\s+of)?\s*(?:[,:]\s*)?)?", re.IGNORECASE)
# As many as are counted at sight.
_FEW = 5
_THE = re.compile(r"(?<!\w)(?:the|these|those|both|all|cả|toàn bộ)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one sentence."""

    text: str
    numbers: tuple[Number, ...]
    quantities: tuple[Quantity, ...]
    days: tuple[Day, ...]
    names: Names


# Kept between sentences and questions: 4,096 take some 20 MB.
@functools.lru_cache(maxsize=4_096)
def facts(text: str, published: str | None = None) -> Facts:
    """The facts of *text*; *published* (ISO) is its article's date."""
    text = plain(text)
    found = days(text, published)
    dated = [(d.start, d.end) for d in found] + weekdays(text)
    counts = tuple(n for n in numbers(text) if not any(start <= n.start < end for start, end in dated))
    rest = without(text, dated + [(n.start, n.end) for n in counts])
    return Facts(text, counts, quantities(text, counts), tuple(found), names(rest))


def counts_told(claims: Facts, number: Number) -> bool:
    """Whether *number* only counts what the sentence itself goes on to name: two days, two persons, "the two"."""
    if _counts_days(claims.text, number, claims.days):
        return True
    said = claims.text[number.start : number.end]
    if number.kind == "ordinal":  # "Second, ..." only goes on with what is told
        return number.start == 0 and claims.text[number.end : number.end + 1] == ","
    if number.kind != "count" or not 2 <= number.value <= _FEW or not said.isalpha():
        return False
    if _THE.search(claims.text[: number.start]):
        return True
    # "two States, Peru and Chile" names them behind; "Peru and Chile, two States that ..." right before.
    named = claims.names if claims.text[: number.start].endswith(", ") else names(claims.text[number.end :])
    return number.value in (len(runs(named)), len(named.things))


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
