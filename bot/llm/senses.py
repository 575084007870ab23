"""Words that make another sentence of the same numbers and names: not, only, will, after, ratified for signed.

The list is data (`data/senses.tsv`): a sense has words in both languages, so that sentences of two languages can
be compared by what they say, though hardly by their words.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from bot.llm.words import says_something, stem
from vectorstore.aliases import CANONICAL_NAME, terms
from vectorstore.text import fold, is_marked

# So many content words behind "not" or "will" are what it is said of; before or behind any sense, so many are near.
_SAID_OF = 3
_NEAR = 6
_NOT = re.compile(r"n['’]t(?!\w)|(?<=can)not(?!\w)")


# Small words that are no Vietnamese syllables without marks.
_ENGLISH = re.compile(
    r"(?<!\w)(?:the|of|and|was|were|is|are|by|for|from|with|has|have|had|that|this|been)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Sense:
    """A sense where it stands, and the stems of the content words around it."""

    name: str
    must: bool  # whoever repeats what it is said of must repeat it too
    behind: tuple[str, ...]
    before: tuple[str, ...]

    def fits(self, other: Sense) -> bool:
        """Whether both stand among the same words, in any order; with nothing around, everywhere."""
        if self.name != other.name:
            return False
        if self.must:
            ours, theirs = self.behind[:_SAID_OF], other.behind[: _SAID_OF + 1]
        else:
            ours, theirs = self.behind + self.before, other.behind + other.before
        return not ours or bool(set(ours) & set(theirs))


def is_english(text: str) -> bool:
    """Whether *text* is English though it may name people with Vietnamese marks."""
    return _ENGLISH.search(text) is not None or not is_marked(text)


@functools.lru_cache(maxsize=8_192)
def senses(text: str) -> tuple[Sense, ...]:
    """All of *text*, one sentence, in order."""
    said = " ".join(terms(_NOT.sub(" not", text))).replace(CANONICAL_NAME, " ")
    words = [(m.start(), m.end(), m.group()) for m in re.finditer(r"\w+", said)]
    content = [(a, b, stem(fold(w))) for a, b, w in words if says_something(w)]
    found: list[tuple[int, Sense]] = []
    for name, must, *patterns in _table():
        for match in patterns[is_english(text)].finditer(said):
            behind = tuple(w for start, _, w in content if start >= match.end())[:_NEAR]
            before = tuple(w for _, end, w in content if end <= match.start())[-_NEAR:]
            found.append((match.start(), Sense(name, must, behind, before)))
    return tuple(sense for _, sense in sorted(found, key=lambda f: f[0]))


def twisted(
    said: Sequence[Sense], told: Sequence[Sense], words: frozenset[str], *, across: bool
) -> str | None:
    """The first sense that was put in, moved or left out of what a passage *told*, or None.

    *words* are the stems of the content words of what was said. *across* languages only the senses themselves compare.
    """
    if across:
        return _twisted_across(said, told)
    for name, times in Counter(s.name for s in said).items():
        if times > sum(t.name == name for t in told):
            return name
    for sense in said:
        if not any(sense.fits(t) for t in told):
            return sense.name
    left = list(said)
    for sense in told:
        scope = sense.behind[:_SAID_OF]
        if sense.must and scope and 3 * len(words & set(scope)) >= 2 * len(scope):
            fitting = [s for s in left if sense.fits(s)]
            if not fitting:
                return sense.name
            left.remove(next((s for s in fitting if s.behind[:1] == sense.behind[:1]), fitting[0]))
    return None


def _twisted_across(said: Sequence[Sense], told: Sequence[Sense]) -> str | None:
    ours, theirs = {s.name for s in said}, {t.name for t in told}
    missing = ours - theirs or {t.name for t in told if t.must and t.name in _TRUTH} - ours
    return next(iter(sorted(missing)), None)


# Across languages nobody can see what a sense is said of; these decide whether a sentence is true at all.
_TRUTH = frozenset(("not", "plan", "wish", "if"))


@functools.cache
def _table() -> tuple[tuple[str, bool, re.Pattern[str], re.Pattern[str]], ...]:
    """Name, whether it must be repeated, and its words in Vietnamese and in English."""
    lines = files("bot.llm").joinpath("data", "senses.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and line[0] != "#"]
    return tuple((name, kind == "must", _word(vi), _word(en)) for kind, name, vi, en in rows)


def _word(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")
