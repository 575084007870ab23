"""Names and numbers a question takes for granted: an answer's passage should know them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from vectorstore.aliases import CANONICAL_NAME, countries, one_name, terms
from vectorstore.query import Query
from vectorstore.text import UPPER, fold

from .views import View
from .weigh import is_light

# The words of a name, folded.
Name = tuple[str, ...]
_CAPITALS = re.compile(rf"[{UPPER}][\wÀ-ỹ]*(?:[-\s]+[{UPPER}][\wÀ-ỹ]*)*")
# "S có V không?", "S đã V chưa?", "Did S V?": whom a yes-or-no question is about.
_SUBJECT_VI = re.compile(
    r"^(?=.*\b(?:không|chưa|khong|chua)\s*\??$)"  # looked for once, not after each "có"
    r"(?:có phải |liệu |co phai |lieu )?(.+?)\s+(?:có|đã|co|da)\s+.*\b(?:không|chưa|khong|chua)\s*\??$",
    re.IGNORECASE,
)
_SUBJECT_EN = re.compile(
    r"^(?i:is|are|was|were|did|does|do|has|have|had|will|can)\s+((?:the\s+)?[A-Z]\w+(?:\s+[A-Z]\w+)*)"
)
_NUMBERS = re.compile(r"(?<![\w/])\d+(?:[.,]\d+)*(?![\w/]|[.,]\d)")
_OWN = frozenset(fold(CANONICAL_NAME).split()) | {"convention", "treaty", "un", "united", "nations", "hanoi"}

# Pronouns, and forms of address, which each writer uses as he likes.
_NOT_NAMES = _OWN | frozenset("day no ho this that it they there ong ba dong chi mr mrs ms dr".split())


def names_in(query: Query) -> list[Name]:
    """The words of each name in the question, folded and brought to one form.

    The subject of a yes-or-no question counts too: its capitals, or all of it when it was typed without marks.
    """
    text = one_name(query.question)
    found = [m.group() for m in _CAPITALS.finditer(text) if m.start() > 0 or " " in m.group()]
    subject = (_SUBJECT_VI if query.language == "vi" else _SUBJECT_EN).search(text)
    if subject:
        found += _capitals(subject.group(1)) if query.marked else [subject.group(1)]
    words = (_words(n, query) for n in dict.fromkeys(found))
    return [w for w in words if w]


def _capitals(subject: str) -> list[str]:
    """Its names; a lone capital that only begins the sentence ("Sự kiện này") is none."""
    runs = list(_CAPITALS.finditer(subject))
    return [m.group() for m in runs if m.start() > 0 or " " in m.group() or m.end() == len(subject)]


def countries_in(query: Query) -> set[Name]:
    """The words of each country in the question, in whatever case it was typed; folded.

    Marks count, those given back to a question without them too: "ba lần" (three times) is not Ba Lan.
    """
    words, lengths = query.words, {len(name) for name in countries()}
    runs = {words[n : n + length] for n in range(len(words)) for length in lengths}
    return {tuple(map(fold, name)) for name in runs & countries()}


def _words(name: str, query: Query) -> Name:
    said = [fold(w) for w in terms(name, typed=True) if not is_light(w, query.language)]
    return tuple(w for w in said if w not in _NOT_NAMES)


def knows(view: View, name: Name) -> bool:
    """Whether a text holds the name: all its words, each beside the next."""
    return set(name) <= view.folded and all(f"{a} {b}" in view.pairs for a, b in pairwise(name))


def missing_names(query: Query, known: Sequence[View], article: str) -> float:
    """0..1: the share of the question's names that none of *known* holds.

    Whom the *article* names in full, a sentence may name by two words ("Tổng Thư ký" of "Tổng Thư ký X").
    """
    names = names_in(query)
    if not names:
        return 0.0
    return sum(not any(knows(v, n) or _in_short(v, n, article) for v in known) for n in names) / len(names)


def _in_short(view: View, name: Name, article: str) -> bool:
    return (
        len(name) > 2
        and any(f"{a} {b}" in view.pairs for a, b in pairwise(name))
        and name[-1] in fold(article).lower()
    )


def missing_numbers(query: Query, view: View) -> float:
    """0..1: the share of the question's bare numbers (years, article numbers) that the text lacks."""
    asked = set(_NUMBERS.findall(query.question))
    return sum(n not in view.words for n in asked) / len(asked) if asked else 0.0
