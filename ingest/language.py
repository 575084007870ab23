"""Vietnamese or English: the two languages articles are kept in."""

from __future__ import annotations

from vectorstore.text import fold, tokens
from vectorstore.types import Language

# The commonest syllables of each language in running text, without marks; none is a word of the other.
_VIETNAMESE = frozenset(
    "va cua cac khong nhung duoc trong nguoi voi cho mot nay viec quoc cong nuoc tai chu gia den da cung theo tren".split()
)
_ENGLISH = frozenset(
    "the of and in to is was for on that with by as at from its are has be this which it will an".split()
)
# Vietnamese text carries marks on a third of its words; names and quotations in English text on far fewer.
_LOOKED_AT = 5000  # characters; a thousand words tell
_MARKED_SHARE = 0.15


def language_of(text: str) -> Language:
    """The language most of *text* is in; text in neither counts as the one it resembles more."""
    words = tokens(text[:_LOOKED_AT])
    bare = fold(" ".join(words)).split(" ")
    marked = sum(one != other for one, other in zip(bare, words, strict=True))
    if words and marked / len(words) >= _MARKED_SHARE:
        return "vi"
    vietnamese = sum(word in _VIETNAMESE for word in bare)
    return "vi" if vietnamese > sum(word in _ENGLISH for word in words) else "en"
