"""What a number counts, in which unit, and whether it is exact: 72 states, hơn 2.500 đại biểu, almost 70 %."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.grounding.bounds import Bound, bound_of, compared, during, fits
from bot.grounding.lists import rows
from bot.grounding.which import Number
from bot.grounding.words import in_order, stem
from vectorstore.aliases import translate
from vectorstore.text import fold

_FOLLOWING = re.compile(r"[^.;:()“”\"]{0,70}")
# Directly behind a number: then it counts nothing that is named there.
_NOTHING = re.compile(r"\s+(?:tại|vào|ở|lên|đến|từ|so với|at|on|by|from|to|than|as)(?!\w)", re.IGNORECASE)
_BEFORE = re.compile(r"[^.;:()“”\",]{0,40}$")
_NEAR = 4  # content words behind a number that belong to it
# What an ordinal says which of stands behind it in English, before "thứ" in Vietnamese; words of it that are looked at.
_HEAD_BEHIND = re.compile(r"(?:st|nd|rd|th)?((?:[\s-]+[^\W\d_]+){1,3})", re.IGNORECASE)
_HEAD_BEFORE = re.compile(r"(?<![^\W\d_])((?:[^\W\d_]++\s++){1,4})thứ\s++$", re.IGNORECASE)
# What may be counted under several names; folded.
_SAME = frozenset("nuoc ben thanh countries country states state nations signatories parties".split())
# States, and "châu" of every continent: they tell no number from another.
_SAYS_NOTHING = frozenset(("#", "chau"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and the folded content words that belong to it."""

    number: Number
    bounds: frozenset[Bound]  # readings; one mostly
    unit: str  # of `units.tsv`, or ""
    behind: frozenset[str]
    before: frozenset[str]
    heads: tuple[str, ...] = ()  # the words beside it, as they stand, the nearest first


@functools.lru_cache(maxsize=8_192)
def quantities(text: str, numbers: tuple[Number, ...]) -> tuple[Quantity, ...]:
    """*numbers* of *text*, provisions left out: nothing is counted by them."""
    found: list[Quantity] = []
    counted = [n for n in numbers if n.kind in ("count", "percent", "share", "ordinal")]
    for n, number in enumerate(counted):
        limit = counted[n + 1].start if n + 1 < len(counted) else len(text)
        since = counted[n - 1].end if n else 0
        behind = None if _NOTHING.match(text, number.end) else _FOLLOWING.match(text, number.end, limit)
        before = _BEFORE.search(text[since : number.start].removesuffix("("))
        if text[: number.start].endswith("("):  # "Africa (21 countries)": it belongs to what stands before
            behind = before
        unit = _unit(text, number.end)
        found.append(
            Quantity(
                number,
                _bounds(text, number, unit),
                unit,
                _near(behind.group() if behind else ""),
                _near(before.group() if before else "", last=True),
                _heads(text, number),
            )
        )
    return tuple(found)


def miscounted(said: Sequence[Quantity], told: Sequence[Quantity], sentence: str) -> str | None:
    """What a number of the *sentence* counts otherwise than evidence that *told* it, or None."""
    for quantity in said:
        same = [t for t in told if t.number.fact == quantity.number.fact]
        if not any(_same_unit(quantity, t) for t in same):
            return "unit"
        if not any(_same_bound(quantity, t, sentence) for t in same):
            return "bound"
        if _belongs_elsewhere(quantity, same, told):
            return "what a number counts"
    return None


def words_of(heads: Sequence[str]) -> frozenset[str]:
    """Folded content words of *heads*, in both languages."""
    return frozenset(_words(" ".join(heads)))


def _heads(text: str, number: Number) -> tuple[str, ...]:
    before = _HEAD_BEFORE.search(text[: number.start]) if number.kind == "ordinal" else None
    if before:
        return tuple(reversed(before[1].lower().split()))
    behind = _HEAD_BEHIND.match(text, number.end)
    return tuple(behind[1].lower().replace("-", " ").split()) if behind else ()


def _same_unit(one: Quantity, other: Quantity) -> bool:
    return not one.unit or not other.unit or one.unit == other.unit


def _same_bound(said: Quantity, told: Quantity, sentence: str) -> bool:
    return any(fits(a, b, sentence) for a in said.bounds for b in told.bounds)


def _belongs_elsewhere(quantity: Quantity, same: Sequence[Quantity], told: Sequence[Quantity]) -> bool:
    """Whether what is counted stands behind another number and not behind its own."""
    counted = quantity.behind - _SAYS_NOTHING
    if not counted or any(
        counted & (t.behind | t.before) if not t.behind else counted & t.behind for t in same
    ):
        return False
    return any(counted & t.behind for t in told if t.number.fact != quantity.number.fact)


def _near(text: str, *, last: bool = False) -> frozenset[str]:
    """The content words of *text* nearest to a number before it, or behind it when *last*; in both languages."""
    words = text.split()[::-1] if last else text.split()
    taken: list[str] = []
    for word in words:
        if len(in_order(" ".join(taken))) >= _NEAR:
            break
        taken.append(word)
    return frozenset(_words(" ".join(taken[::-1] if last else taken)))


def _words(text: str) -> list[str]:
    """Content words, English ones followed by what they are in Vietnamese."""
    found = in_order(text) + in_order(translate(text))
    return ["#" if w in _SAME else stem(fold(w)) for w in found]


def _bounds(text: str, number: Number, unit: str) -> frozenset[Bound]:
    bound = bound_of(text, number.start, number.end)
    timed = unit in ("second", "minute", "hour", "day", "week", "month", "year")
    if compared(text, number.start) or (timed and during(text, number.start)):
        return frozenset((bound, "exact"))
    return frozenset((bound,))


@functools.cache
def _units() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(rf"\s*-?\s*(?:{vi}|{en})(?!\w)", re.IGNORECASE))
        for name, vi, en in rows("units.tsv")
    )


def _unit(text: str, end: int) -> str:
    return next((name for name, pattern in _units() if pattern.match(text, end)), "")
