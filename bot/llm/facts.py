"""What a sentence claims that can be checked: numbers and what they count, dates, names, yes or no."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.llm.days import Day, days
from bot.llm.names import Names, names, unproven
from bot.llm.numerals import Number, numbers
from vectorstore.aliases import terms
from vectorstore.text import fold

# What may be counted under several names; folded.
_SAME = frozenset("nuoc ben thanh countries country states state nations signatories parties".split())
_NEGATION = re.compile(
    r"(?<!\w)(?:không(?! trăm)|chưa|chẳng|phủ nhận|bác bỏ|từ chối|not|never|no|none|neither|cannot|denied|denies|refused|rejected"
    r"|\w+n['’]t)(?!\w)",
    re.IGNORECASE,
)
# "not only ... but also", "không chỉ ... mà còn" deny nothing.
_NOT_ONLY = re.compile(r"(?<!\w)(?:không chỉ|không những|not only|not just)(?!\w)", re.IGNORECASE)
_FOLLOWING = re.compile(r"[^.,;:()\d“”\"]{0,40}")
# Nouns of two syllables that are counted, and what may stand between a noun and the name that narrows it.
_TWO_SYLLABLES = frozenset("quốc thành đại tổ phóng cơ hội".split())
_NARROWING = frozenset("châu khu vực thuộc vùng của ở tại viên thành from in of the".split())
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one sentence."""

    numbers: tuple[Number, ...]
    counted: frozenset[tuple[float, str]]  # a count, and a word for what it counts
    days: tuple[Day, ...]
    names: Names
    rest: str  # the words that are left
    denies: bool

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.numbers) + len(self.days) + len(self.names.words) + len(self.names.known)


# Kept between sentences and questions: 4,096 take some 20 MB.
@functools.lru_cache(maxsize=4_096)
def facts(text: str, published: str | None = None, ordinary: frozenset[str] | None = None) -> Facts:
    """The facts of *text*; *published* is its article's date, *ordinary* as for `names`."""
    found = days(text, published)
    counts = tuple(n for n in numbers(text) if not any(d.start <= n.start < d.end for d in found))
    rest = without(text, [(d.start, d.end) for d in found] + [(n.start, n.end) for n in counts])
    denies = len(_NEGATION.findall(text)) > len(_NOT_ONLY.findall(text))
    return Facts(counts, _counted(text, counts), tuple(found), names(rest, ordinary), rest, denies)


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
    if _miscounts(said, proof):
        return "what a number counts"
    dated = [d for p in proof for d in p.days]
    if not all(d.within(dated) for d in said.days):
        return "date"
    return "name" if unproven(said.names, [p.names for p in proof], across=across) else None


def _miscounts(said: Facts, proof: Sequence[Facts]) -> bool:
    """Whether what it counts is in the passage counted by another number, and by this one nowhere."""
    counted = {pair for p in proof for pair in p.counted}
    words = {word for _, word in counted}
    return any(word in words and (value, word) not in counted for value, word in said.counted)


def _counted(text: str, counts: Sequence[Number]) -> frozenset[tuple[float, str]]:
    """The noun behind each count, and the name behind it ("21 quốc gia châu Phi")."""
    found: set[tuple[float, str]] = set()
    for number in counts:
        if number.kind not in ("count", "percent"):
            continue
        behind = _FOLLOWING.match(text, number.end)
        said = behind.group() if behind else ""
        noun = next((fold(w) for w in terms(said)[:2] if len(w) > 1), "")
        if noun:
            found.add((number.value, "#" if noun in _SAME else noun))
        if whose := _whose(_WORD.findall(said)[:6]):
            found.add((number.value, fold(whose).lower()))
    return frozenset(found)


def _whose(words: Sequence[str]) -> str | None:
    """The name that narrows a noun: Phi of "quốc gia châu Phi", none of "nước ký Công ước"."""
    start = 2 if words and words[0].lower() in _TWO_SYLLABLES else 1
    for word in words[start:]:
        if word[0].isupper():
            return word
        if word.lower() not in _NARROWING:
            return None
    return None
