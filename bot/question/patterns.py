"""Find the phrases of a table in a text: the lexicon's small notation, matched word by word.

A phrase is words parted by spaces: `a|b` is either, `x*` a word that begins so, `_` any one word, `..` up to
`GAP` words, `^` and `$` the text's ends, `!` before the first word never without marks, `(a b|c)` either run.
The work is linear in the text: a phrase holds a bounded number of bounded gaps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Generic, TypeVar

from bot.question.utterance import Utterance
from vectorstore.text import fold, tokens

# Words that ".." may stand for; a clause is seldom longer.
GAP = 10

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Words:
    """One word of several."""

    exact: frozenset[str]
    prefixes: tuple[str, ...]

    def hold(self, key: str) -> bool:
        return key in self.exact or (bool(self.prefixes) and key.startswith(self.prefixes))


_Step = _Words | str  # words, or one of "_", "..", "^", "$"


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """A phrase where it stands, counted in words."""

    first: int
    last: int  # one past
    value: Value


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[Value]):
    steps: tuple[_Step, ...]
    value: Value
    strict: bool  # only with its marks


class Phrases(Generic[Value]):
    """Phrases with the value that each stands for."""

    def __init__(self, table: Mapping[Value, Iterable[str]]) -> None:
        self._by_word: dict[bool, dict[str, list[_Phrase[Value]]]] = {
            loose: defaultdict(list) for loose in (False, True)
        }
        self._by_prefix: list[tuple[str, _Phrase[Value]]] = []
        for value, phrases in table.items():
            for written in phrases:
                for phrase in _expanded(written):
                    self._add(phrase, value)

    def _add(self, phrase: str, value: Value) -> None:
        strict = phrase.startswith("!")
        words = phrase.removeprefix("!").split()
        for loose in (False,) if strict else (False, True):
            steps = tuple(_step(word, loose) for word in words)
            compiled = _Phrase(steps, value, strict)
            first = next(s for s in steps if s != "^")
            if isinstance(first, _Words):
                for word in first.exact:
                    self._by_word[loose][word].append(compiled)
                self._by_prefix += [(prefix, compiled) for prefix in first.prefixes if not loose]

    def all(self, said: Utterance) -> list[Found[Value]]:
        """The longest phrase at every place, overlapping ones too, in order."""
        return [found for at in range(len(said.words)) if (found := self.at(said, at))]

    def apart(self, said: Utterance) -> list[Found[Value]]:
        """Those that do not overlap, from the left, the longest first."""
        return list(apart(self.all(said)))

    def first(self, said: Utterance) -> Found[Value] | None:
        """The first one."""
        return next((f for at in range(len(said.words)) if (f := self.at(said, at))), None)

    def values(self, said: Utterance) -> frozenset[Value]:
        """What all phrases in the text stand for, the short ones inside long ones too."""
        return frozenset(f.value for at in range(len(said.words)) for f in self._each(said, at))

    def at(self, said: Utterance, at: int) -> Found[Value] | None:
        """The longest phrase that begins at word *at*; of two as long, the one first in the table."""
        return max(self._each(said, at), key=lambda f: f.last, default=None)

    def whole(self, said: Utterance) -> Value | None:
        """The value of a phrase that is all of the text."""
        each = self._each(said, 0) if said.words else ()
        return next((f.value for f in each if f.last == len(said.words)), None)

    def _each(self, said: Utterance, at: int) -> Iterator[Found[Value]]:
        key = said.key(at)
        candidates = list(self._by_word[said.loose].get(key, ()))
        candidates += [phrase for prefix, phrase in self._by_prefix if key.startswith(prefix)]
        for phrase in candidates:
            last = _end(said, phrase.steps, 0, at)
            if last is not None:
                yield Found(at, last, phrase.value)


def apart(found: Iterable[Found[Value]]) -> tuple[Found[Value], ...]:
    """Those that stand over no earlier one."""
    kept: list[Found[Value]] = []
    for each in found:
        if not kept or each.first >= kept[-1].last:
            kept.append(each)
    return tuple(kept)


def _expanded(phrase: str) -> list[str]:
    """`(a b|c) d` -> `a b d`, `c d`."""
    parts: list[list[str]] = []
    rest = phrase
    while "(" in rest:
        before, _, rest = rest.partition("(")
        inside, _, rest = rest.partition(")")
        parts += [[before], inside.split("|")]
    return [" ".join("".join(chosen).split()) for chosen in product(*parts, [rest])]


def _step(word: str, loose: bool) -> _Step:
    if word in ("_", "..", "^", "$"):
        return word
    forms = [_form(each, loose) for each in word.split("|")]
    prefixes = tuple(form[:-1] for form in forms if form.endswith("*"))
    return _Words(frozenset(f for f in forms if not f.endswith("*")), prefixes)


def _form(word: str, loose: bool) -> str:
    stem = word.removesuffix("*")
    canonical = (tokens(stem) or [stem])[0]
    return (fold(canonical) if loose else canonical) + word[len(stem) :]


def _end(said: Utterance, steps: tuple[_Step, ...], n: int, at: int) -> int | None:
    """Where the steps from *n* on end when they begin at word *at*, the shortest way; None when they do not fit."""
    while n < len(steps):
        step = steps[n]
        if step == "..":
            tries = range(at, min(at + GAP, len(said.words)) + 1)
            return next((end for t in tries if (end := _end(said, steps, n + 1, t)) is not None), None)
        if step == "$":
            return at if at == len(said.words) and n + 1 == len(steps) else None
        if step == "^":
            if at:
                return None
        elif at >= len(said.words) or not (step == "_" or _holds(step, said.key(at))):
            return None
        else:
            at += 1
        n += 1
    return at


def _holds(step: _Step, key: str) -> bool:
    return isinstance(step, _Words) and step.hold(key)
