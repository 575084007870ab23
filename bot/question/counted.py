"""What a "how many" question counts."""

from __future__ import annotations

from dataclasses import dataclass

from bot.question import lexicon
from bot.question.acts import TREATY_ACTS, acts
from bot.question.utterance import Utterance
from vectorstore.text import fold

# A noun with its adjectives is seldom longer, in syllables.
_LONGEST: dict[str, int] = {"vi": 4, "en": 4}
# States sign and ratify; who only asks "how many signed?" counts them.
_STATES: dict[str, tuple[str, ...]] = {"vi": ("nuoc",), "en": ("countries",)}
UNITS_OF_TIME = frozenset(
    "ngay tuan thang nam gio phut day days week weeks month months year years hour hours minute minutes".split()
)
# Words of time and share, which a "how many" has as its unit: nothing is counted by them.
_UNITS = UNITS_OF_TIME | frozenset("phan tien lau percent money".split())
_SCALES = frozenset("tram nghin ngan chuc trieu hundred thousand million other more total".split())


@dataclass(frozen=True, slots=True)
class Counted:
    """The thing counted where it is named, counted in words; first == last when it is left out."""

    first: int
    last: int
    words: tuple[str, ...]  # bare, in the question's order


def counted(said: Utterance) -> Counted | None:
    """What is counted, or None when nothing is."""
    asking = [f for f in lexicon.found("asks", said) if f.value == "number"]
    if not asking:
        return None
    at = _noun_start(said, asking[0].first, asking[0].last)
    last = at
    verbs = {f.first for f in acts(said)}
    small = lexicon.small_words(said.language)
    while (
        last < len(said.words)
        and last - at < _LONGEST[said.language]
        and not _stops(said, at, last, verbs, small)
    ):
        last += 1
    words = tuple(w.bare for w in said.words[at:last])
    if words and words[0] in _UNITS:
        return None
    if not words and any(f.value in TREATY_ACTS for f in acts(said) if f.first >= at):
        words = _STATES[said.language]
    return Counted(at, last, words) if words else None


def _noun_start(said: Utterance, first: int, last: int) -> int:
    """Behind the words that ask; the noun of "số nước" and of "signature count" stands inside them."""
    words = [w.bare for w in said.words[first:last]]
    if words[0] == "so" and len(words) > 1:
        return first + (2 if words[1] == "luong" else 1)
    if words[0] in ("signature", "delegate") and words[-1] == "count":
        return first
    n = last
    while n < len(said.words) and said.words[n].bare in _SCALES:
        n += 1
    return n


def _stops(said: Utterance, at: int, n: int, verbs: set[int], small: frozenset[str]) -> bool:
    word = said.words[n]
    broken = n > at and bool(said.gap(n - 1).strip(" -"))
    # A verb directly behind "how many" is a noun's start only in Vietnamese compounds: "bao nhiêu bên ký".
    return broken or n in verbs or word.word in small or fold(word.word) == "count" or word.text.isdecimal()
