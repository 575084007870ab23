"""The words of a text that say something, in one form for both languages' endings and marks."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from bot.question.lexicon import small_words
from vectorstore.aliases import CANONICAL_NAME, terms
from vectorstore.text import fold

_ENDING = re.compile(r"(?:ations?|ions?|ings?|ied|ies|ed|es|s|e|y)$")


def in_order(text: str) -> list[str]:
    """Folded; numbers are checked by themselves, and the Convention's name says nothing."""
    said = " ".join(terms(text)).replace(CANONICAL_NAME, " ").split()
    return [fold(w) for w in said if says_something(w)]


def says_something(word: str) -> bool:
    """Whether *word*, with its marks, is neither a number nor a small word."""
    return len(word) > 1 and not (word[0].isdigit() or word in _small())


@functools.cache
def _small() -> frozenset[str]:
    return small_words("vi") | small_words("en")


def content(text: str) -> frozenset[str]:
    """`in_order`, in none."""
    return frozenset(in_order(text))


def stems(words: Iterable[str]) -> frozenset[str]:
    """Each as `stem` makes it."""
    return frozenset(map(stem, words))


def stem(word: str) -> str:
    """Without an English ending, so that "signed" and "signing" are one; what it takes from Vietnamese is the same
    everywhere."""
    return _ENDING.sub("", word) if len(word) > 4 else word
