"""What a number counts: whether two nouns, of either language, count the same thing, and the noun in the other one."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from vectorstore.aliases import glossary
from vectorstore.text import fold, tokens
from vectorstore.types import Language


@dataclass(frozen=True, slots=True)
class Noun:
    """A listed noun; its words folded."""

    vietnamese: str  # with marks
    singular: str
    plural: str
    sort: str  # the same for what is counted alike


@functools.cache
def _listed() -> dict[tuple[str, ...], tuple[Noun, ...]]:
    """Nouns by their folded words, in both languages."""
    lines = files("bot.reply").joinpath("data", "nouns.tsv").read_text(encoding="utf-8").splitlines()
    found: dict[tuple[str, ...], tuple[Noun, ...]] = {}
    for line in lines:
        if not line or line.startswith("#"):
            continue
        noun = Noun(*line.split("\t"))
        for form in (noun.vietnamese, noun.singular, noun.plural):
            key = words_of(form)
            found[key] = (*found.get(key, ()), noun)
    return found


def words_of(text: str) -> tuple[str, ...]:
    """A text's words as they are compared here: folded, in order."""
    return tuple(fold(w) for w in tokens(text))


def longest(words: Sequence[str]) -> tuple[int, Noun | None]:
    """How many of the first *words* (folded) make up a listed noun, and which; (0, None) when none does."""
    most = max(map(len, _listed()))
    for length in range(min(most, len(words)), 0, -1):
        nouns = _listed().get(tuple(words[:length]))
        if nouns:
            return length, nouns[0]
    return 0, None


def same_thing(asked: Sequence[str], counted: Sequence[str]) -> bool:
    """Whether the folded words of a question's noun and of a text's noun name the same thing, as a whole.

    "leading countries" is not "countries": what narrows one and not the other makes it another thing.
    """
    one, other = tuple(asked), tuple(counted)
    if not one or not other:
        return False
    if one == other:
        return True
    sorts, others = _sorts(one), _sorts(other)
    if sorts and others:
        return bool(sorts & others)
    return bool(_forms(one) & _forms(other))


def _sorts(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(noun.sort for noun in _listed().get(words, ()))


def _forms(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """The noun, its English singular, and the glossary's Vietnamese for it."""
    phrase = " ".join(words)
    stems = {phrase, phrase.removesuffix("s"), phrase.removesuffix("es")}
    if phrase.endswith("ies"):
        stems.add(f"{phrase[:-3]}y")
    known = (glossary().get(form) for form in stems)
    return frozenset(words_of(form) for form in stems) | frozenset(words_of(v) for v in known if v)


def in_language(words: Sequence[str], language: Language, value: float) -> str | None:
    """The listed noun in *language*, in the number that goes with *value*; None when it is not listed."""
    nouns = _listed().get(tuple(words))
    if not nouns:
        return None
    if language == "vi":
        return nouns[0].vietnamese
    return nouns[0].singular if value == 1 else nouns[0].plural
