"""What a number counts, and whether it is exact: 72 states, hơn 2.500 đại biểu, almost 70."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.llm.numerals import Number
from bot.llm.words import says_something
from vectorstore.aliases import CANONICAL_NAME, terms, translate
from vectorstore.text import fold

_BOUNDS = tuple(
    (name, re.compile(rf"(?<!\w)(?:{words})\s+(?:số\s+|có\s+|of\s+)?$", re.IGNORECASE))
    for name, words in (
        ("least", "ít nhất|tối thiểu|at least|a minimum|minimum|no fewer than|không dưới"),
        ("most", "tối đa|nhiều nhất|at most|up to|không quá|no more than"),
        ("over", "hơn|trên|vượt|quá|over|more than|above|exceeding|beyond"),
        ("under", "dưới|chưa đến|chưa đầy|chưa tới|không đến|under|below|fewer than|less than"),
        ("nearly", "gần|nearly|almost|close to"),
        ("about", "khoảng|chừng|xấp xỉ|about|around|some|approximately|roughly"),
    )
)
# "434 trên 443", "434 of 443": of so many, not more than so many.
_OF = re.compile(r"\d\s+trên\s+$")
_LOOKED_AT = 24  # characters before a number
_FOLLOWING = re.compile(r"[^.;:()“”\"]{0,60}")
_BEHIND = 3  # content words
# What signs may be counted under several names; folded.
_SAME = frozenset("nuoc ben thanh countries country states state nations signatories parties".split())


@dataclass(frozen=True, slots=True)
class Count:
    """A number with the folded content words behind it, and all before it."""

    number: Number
    bound: str  # "" for an exact one
    behind: frozenset[str]
    before: frozenset[str]
    first: str  # of those behind


def counts(text: str, numbers: Sequence[Number], *, across: bool) -> list[Count]:
    """Those of *numbers* in *text* that count something; for a comparison *across* languages, with translations."""
    return list(_counts(text, tuple(numbers), across))


@functools.lru_cache(maxsize=8_192)
def _counts(text: str, numbers: tuple[Number, ...], across: bool) -> tuple[Count, ...]:
    found = []
    for n, number in enumerate(numbers):
        if number.kind not in ("count", "percent"):
            continue
        limit = numbers[n + 1].start if n + 1 < len(numbers) else len(text)
        match = _FOLLOWING.match(text, number.end, limit)
        behind = _words(match.group() if match else "", across)[:_BEHIND]
        before = _words(text[: number.start], across)
        found.append(
            Count(
                number,
                _bound(text, number.start),
                frozenset(behind),
                frozenset(before),
                next(iter(behind), ""),
            )
        )
    return tuple(found)


def misbound(said: Sequence[Count], told: Sequence[Count], *, across: bool) -> bool:
    """Whether a number in *said* counts something else than in *told*, or is said more or less exactly."""
    for count in said:
        same = [t for t in told if t.number.fact == count.number.fact and t.bound == count.bound]
        if not same:
            return True
        own = max(_near(count, t) for t in same)
        if any(_near(count, t) > own for t in told if t.number.fact != count.number.fact):
            return True
        if not across and not any(_counts_same(count, t) for t in same):
            return True
    return any(_exchanged(a, b, told) for a, b in itertools.combinations(said, 2))


def _near(one: Count, other: Count) -> int:
    return len((one.behind & other.behind) - {"#"})


def _counts_same(one: Count, other: Count) -> bool:
    """Whether what stands behind the one stands beside the other; at the end of a clause nothing can be compared."""
    if not one.behind:
        return True
    if not other.behind:  # "the number of countries was given as 65."
        return one.first in other.before
    unnamed = one.first == "#" and one.behind & other.behind  # "19 countries of Asia, 21 of Africa"
    return one.first in other.behind or bool(unnamed)


def _exchanged(one: Count, other: Count, told: Sequence[Count]) -> bool:
    """Whether two numbers stand in the other order than in *told*, without taking their words along."""
    a, b = _same(one, told), _same(other, told)
    if a is None or b is None or a.number.start <= b.number.start:
        return False
    return _near(one, a) <= _near(one, b) or _near(other, b) <= _near(other, a)


def _same(count: Count, told: Sequence[Count]) -> Count | None:
    """Where *told* has this number, with most of its words."""
    return max(
        (t for t in told if t.number.fact == count.number.fact), key=lambda t: _near(count, t), default=None
    )


def _words(text: str, across: bool) -> list[str]:
    said = " ".join(terms(text)).replace(CANONICAL_NAME, " ").split()
    said = [w for w in said if says_something(w)]
    found = ["#" if fold(w) in _SAME else fold(w) for w in said]
    return found + ["#" if fold(w) in _SAME else fold(w) for w in terms(translate(text))] if across else found


def _bound(text: str, start: int) -> str:
    before = text[max(0, start - _LOOKED_AT) : start]
    if _OF.search(before):
        return ""
    return next((name for name, pattern in _BOUNDS if pattern.search(before)), "")
