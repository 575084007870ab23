"""What a question becomes before it is searched: one form, one language, marks restored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .aliases import expand, terms, translate
from .language import language_of
from .text import fold, is_marked, nfc
from .types import Language


@dataclass(frozen=True, slots=True)
class Query:
    """A question ready to be searched."""

    question: str  # as asked, NFC
    text: str  # abbreviations written out and marks restored: what is embedded
    language: Language
    marked: bool  # False: typed without marks, so that matches without marks count fully
    words: tuple[str, ...]  # the question's own terms
    translated: tuple[str, ...] = ()  # Vietnamese terms of an English question, by the glossary

    @property
    def terms(self) -> tuple[str, ...]:
        """All that is searched for in the lexical index."""
        return self.words + self.translated


def understand(question: str, restore: Callable[[str], str]) -> Query:
    """Make a question searchable; *restore* gives an unmarked Vietnamese one its marks back."""
    question = " ".join(nfc(question).split())
    language = language_of(question)
    marked = language == "en" or is_marked(question)
    text = expand(question, typed=True)
    if language == "vi" and not marked:
        text = expand(restore(fold(text)), typed=True)
    translated = tuple(terms(translate(question))) if language == "en" else ()
    return Query(question, text, language, marked, tuple(terms(text, typed=True)), translated)
