"""What stands where in a sentence, by its characters: the words of `bot.question`, read in what articles say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import cast

from bot.question import acts as questions_acts
from bot.question import countries, numbers, provisions, times
from bot.question.times import Time
from bot.question.utterance import Utterance, utterance
from bot.question.value import Act, Provision
from vectorstore.types import Language

Span = tuple[int, int]
_CLAUSE = re.compile(r"[,;:]\s|\s(?:nhưng|but|while|còn)\s")
# Behind a number: it is a share of a hundred.
PERCENT = re.compile(r"\s*(?:%|phần trăm\b|per ?cent\b)", re.IGNORECASE)


def countries_in(text: str, language: Language) -> list[tuple[str, Span]]:
    """Codes of the countries that a sentence names, in order."""
    said = _said(text, language)
    return [(c.code, said.place(c.first, c.last)) for c in countries.countries(said)]


def provisions_in(text: str, language: Language) -> list[tuple[Provision, Span]]:
    """Numbered articles and chapters, in order; of a list each."""
    said = _said(text, language)
    return [(n.provision, said.place(n.first, n.last)) for n in provisions.provisions(said)]


def ordinals_in(text: str, language: Language) -> list[tuple[int, Span]]:
    """Places in an order, in order: "thứ 16", "hạng ba", "16th", "third"."""
    said = _said(text, language)
    return [(value, said.place(first, last)) for value, first, last in numbers.ordinals(said)]


def clause(text: str, span: Span) -> str:
    """The clause around a place in a sentence."""
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, span[0])), default=0)
    end = _CLAUSE.search(text, span[1])
    return text[start : end.start() if end else len(text)]


def times_in(text: str, language: Language) -> list[tuple[Time, Span]]:
    """Days, months and years, in order."""
    said = _said(text, language)
    return [(t, said.place(t.first, t.last)) for t in times.times(said)]


def numbers_in(text: str, language: Language) -> list[tuple[float, Span]]:
    """Numbers in digits or words, in order, those of dates among them."""
    said = _said(text, language)
    return [(n.value, said.place(n.first, n.last)) for n in numbers.numbers(said)]


def acts_in(text: str, language: Language) -> set[Act]:
    """The acts that a text tells of; signing, ratifying and entering into force are never one."""
    return {cast("Act", f.value) for f in questions_acts.acts(_said(text, language))}


def latest_day(text: str, language: Language, near: date | None) -> date | None:
    """The latest day that a sentence of the day *near* names and could know."""
    if near is None:
        return None
    days = [d for time, _ in times_in(text, language) for d in time.days(near)]
    return max((d for d in days if d <= near), default=None)


def names_any(text: str, wanted: Sequence[Provision], language: Language) -> bool:
    """Whether a text names one of the provisions, whatever the paragraph."""
    sought = {(p.level, p.number) for p in wanted}
    return any((p.level, p.number) in sought for p, _ in provisions_in(text, language))


def _said(text: str, language: Language) -> Utterance:
    """The words of *text*; none when cleaning would move them, so that no offset is ever wrong."""
    said = utterance(text, language)
    return said if said.text == text else utterance("", language)
