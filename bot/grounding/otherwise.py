"""A number that evidence tells in another form: 40 instruments and the 40th instrument, 38 % and under four tenths.

The 40th state that ratifies makes forty; the second session makes no two states, and no two sessions that were held.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.grounding.bounds import Bound
from bot.grounding.quantities import Quantity, words_of

# An ordinal of these says which one, not how many there are.
_LABELS = frozenset(
    """lần vòng phiên họp kỳ khóa khoá quý đoạn hạng vị trí ngày tuần tháng năm thập kỷ chương điều khoản bài mục bước
    round rounds session sessions quarter quarters phase phases stage stages time times place position day days week weeks
    month months year years decade meeting meetings edition article articles chapter paragraph part step reading
    place places""".split()
)
# How far a share may lie from the percentage that it stands for, in its bound's direction: "under four tenths" of 38 %.
_SHARE_NEAR = 0.05
_EXACT = 0.005


def told_otherwise(said: Quantity, told: Sequence[Quantity]) -> bool:
    """Whether one of *told* says what *said* does in another form."""
    return any(_same_ones(said, t) or _same_share(said, t) for t in told)


def _same_ones(said: Quantity, told: Quantity) -> bool:
    if {said.number.kind, told.number.kind} != {"count", "ordinal"} or said.number.value != told.number.value:
        return False
    ordinal, count = (said, told) if said.number.kind == "ordinal" else (told, said)
    if ordinal.heads[:1] and ordinal.heads[0] in _LABELS:
        return False
    counted = words_of(count.heads)
    return bool(counted & words_of(ordinal.heads)) if counted and ordinal.heads else not counted


def _same_share(said: Quantity, told: Quantity) -> bool:
    if {said.number.kind, told.number.kind} != {"share", "percent"}:
        return False
    off = _part(told) - _part(said)
    return any(_lies(off, bound) for bound in said.bounds)


def _lies(off: float, bound: Bound) -> bool:
    """Whether what is told may lie *off* what is said with that *bound*."""
    if bound in ("under", "nearly", "most"):
        return -_SHARE_NEAR <= off < 0
    if bound in ("over", "least"):
        return 0 < off <= _SHARE_NEAR
    return abs(off) <= (_SHARE_NEAR if bound == "about" else _EXACT)


def _part(quantity: Quantity) -> float:
    return quantity.number.value / (100 if quantity.number.kind == "percent" else 1)
