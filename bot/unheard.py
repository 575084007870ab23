"""What a question takes for granted and no article mentions: a hotel, a country.

Such a question is not answered by a sentence of the same subject. Only articles in the question's language are
asked, by words; of English questions about Vietnamese articles, what the glossary translates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vectorstore.aliases import terms, translate
from vectorstore.index import Index
from vectorstore.text import fold
from vectorstore.types import Language

from .asked import Question
from .focus import focus_of
from .names import countries_in

# The noun that says what kind of thing is asked for.
_WHICH: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"^(?:in |on |at |by |from |to |under )?which (\w+) "),
    "vi": re.compile(r"(\b\w+ (?!(?:thế|the|khi|lúc|luc|chừng|chung)\b)\w+) (?:nào|nao)\b"),
}
# Before a noun of one syllable, which people use of many things ("trên kênh nào", "ở mục nào").
_LEAD = frozenset(
    "tren duoi trong ngoai tai o tu voi cho boi vao qua theo bang cung ve do thuoc cua nhung cac".split()
)


def counted(question: Question, index: Index) -> bool:
    """Asked how many of something that no article mentions."""
    focus = focus_of(question.query)
    if focus is None or "number" not in question.kinds or question.query.language not in index.languages:
        return False
    return not any(index.folded.has(word) for word in focus.words | focus.phrase)


def kind(question: Question, index: Index) -> bool:
    """Asked which hotel, of articles that mention no hotel; people and places are named without their kind."""
    query = question.query
    asked = _WHICH[query.language].search(query.text.lower())
    if asked is None or question.kinds & {"person", "place", "date", "number"}:
        return False
    words = terms(asked.group(1), typed=True)
    if query.language == "en":
        if "en" in index.languages:
            return not index.folded.has(fold(words[0]))
        words = terms(translate(asked.group(1)))
        return bool(words) and not _heard(words, index)
    if "vi" not in index.languages or fold(words[0]) in _LEAD or _heard(words, index):
        return False
    return query.marked or not index.folded.has(" ".join(map(fold, words)))


def _heard(words: Sequence[str], index: Index) -> bool:
    """A syllable that stands nowhere makes the whole noun unheard of: there are "sĩ quan", but no "ca"."""
    return all(index.plain.has(word) for word in words)


def country(question: Question, index: Index) -> bool:
    """Asked about a country that no article mentions."""
    if question.query.language not in index.languages or "comparison" in question.kinds:
        return False
    return any(not index.folded.has(" ".join(name[-2:])) for name in countries_in(question.query))
