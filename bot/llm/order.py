"""Who stands before whom: "A gave B" is not "B gave A", though "B was given by A" is."""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass

from bot.llm.days import days
from bot.llm.names import known_names
from vectorstore.aliases import names_pattern
from vectorstore.text import UPPER, fold, nfc

_PERSON = re.compile(rf"(?<!\w)[{UPPER}][\wÀ-ỹ]*(?: [{UPPER}][\wÀ-ỹ]*)+")
# Between two names: nothing but these, and their order says nothing.
_JOINED = re.compile(r"[\s,;()–-]*(?:(?:và|cùng|and|&|as well as)[\s,;()–-]*)?")
# "A is head of B": B's head is A; and two clauses may change places.
_EITHER_WAY = re.compile(
    r"[,;]|(?<!\w)(?:là|is|was|are|were)(?!\w)",
    re.IGNORECASE,
)
# "resolution 79/243 of the Assembly": whose it is, not who did it.
_POSSESSIVE = re.compile(r"[\s\d/]*(?:số[\s\d/]*)?(?:của|of)\s+(?:\w+\s+){0,4}")
_PASSIVE = re.compile(r"(?<!\w)(?:được|bị|bởi|do|by)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    key: str


def turned(said: str, told: str) -> bool:
    """Whether two names, or two dates, of one sentence stand the other way round in *told*, with something between."""
    return _names_turned(said, told) or _days_turned(said, told)


def _names_turned(said: str, told: str) -> bool:
    ours, theirs = _named(said), _named(told)
    places = {n.key: n for n in reversed(theirs)}
    for one, other in itertools.pairwise(ours):
        a, b = places.get(one.key), places.get(other.key)
        if a is None or b is None or one.key == other.key or a.start < b.start:
            continue
        between, theirs_between = said[one.end : other.start], told[b.end : a.start]
        if _JOINED.fullmatch(between) or _EITHER_WAY.search(between) or _EITHER_WAY.search(theirs_between):
            continue
        if _POSSESSIVE.fullmatch(theirs_between):
            continue
        if bool(_PASSIVE.search(between)) == bool(_PASSIVE.search(theirs_between)):
            return True
    return False


def _days_turned(said: str, told: str) -> bool:
    places = {d.fact[1:]: n for n, d in reversed(list(enumerate(days(told)))) if d.day}
    found = [d.fact[1:] for d in days(said) if d.day]
    return any(
        a in places and b in places and places[a] > places[b] for a, b in itertools.combinations(found, 2)
    )


@functools.lru_cache(maxsize=4_096)
def _named(text: str) -> tuple[_Name, ...]:
    """Names of two words or more, and known ones, in order."""
    text = names_pattern().sub(lambda m: " " * len(m.group()), nfc(text))
    found = [_Name(start, end, str(rows)) for start, end, rows in known_names(text)]
    for match in _PERSON.finditer(text):
        if not any(n.start < match.end() and match.start() < n.end for n in found):
            found.append(_Name(*match.span(), fold(" ".join(match.group().split()[-2:])).lower()))
    return tuple(sorted(found, key=lambda n: n.start))
