"""Which language an article is in. Vietnamese and English are asked and answered in; others are kept as what they are."""

from __future__ import annotations

import functools
from typing import Any, cast

from vectorstore.text import fold, tokens
from vectorstore.types import Language

# Letters that no other language writes, in lower case; a name or two in a foreign text hold some.
_VIETNAMESE_LETTERS = frozenset("ăđơưảãạấầẩẫậắằẳẵặẻẽẹếềểễệỉĩịỏõọốồổỗộớờởỡợủũụứừửữựỳỷỹỵ")
_MARKED_SHARE = 0.15  # of the words; real text has them in a third
# The commonest syllables in running text without marks: one word in six, in no other language one in twelve.
_SYLLABLES = frozenset(
    "va cua cac khong nhung duoc trong nguoi voi cho mot nay viec quoc cong nuoc tai chu gia da cung theo tren nam ngay".split()
)
_SYLLABLE_SHARE = 0.12
_LOOKED_AT = 3000  # characters; five hundred words tell
# Fewer letters are a headline, on which a detector guesses.
_LEAST = 40

# Log odds by which another language must be likelier than English. A sentence of English came 1.2 behind Nigerian Pidgin,
# and its article lost its day; a sentence in another language leads by 80 and more (2026-11-27).
_SURE = 10.0


def language_of(text: str) -> Language:
    """The language of *text*: "vi", "en", or the two letters of another one (which the type does not know)."""
    words = tokens(text[:_LOOKED_AT])
    if not words:
        return "en"
    if sum(not _VIETNAMESE_LETTERS.isdisjoint(word) for word in words) >= _MARKED_SHARE * len(words):
        return "vi"
    if sum(word in _SYLLABLES for word in map(fold, words)) >= _SYLLABLE_SHARE * len(words):
        return "vi"
    if sum(c.isalpha() for c in text[:_LOOKED_AT]) < _LEAST:
        return "en"
    ranked = _detector().rank(text[:_LOOKED_AT])
    (best, odds), english = ranked[0], dict(ranked)["en"]
    return "en" if odds - english < _SURE else cast(Language, best)


@functools.cache
def _detector() -> Any:
    import py3langid  # unpacks its model: a quarter of a second

    return py3langid
