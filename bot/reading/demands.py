"""Whether a sentence holds what a question demands of it: something new of the kind asked for, its countries, its act."""

from __future__ import annotations

from bot.question.acts import TREATY_ACTS, acts
from bot.question.countries import countries
from bot.question.entities import names
from bot.question.numbers import numbers
from bot.question.times import times
from bot.question.utterance import Utterance, utterance
from bot.question.value import Kind, Part
from vectorstore.text import fold, tokens
from vectorstore.types import Language

_NUMBERED: frozenset[Kind] = frozenset(("number", "money", "duration"))
_NAMED: frozenset[Kind] = frozenset(("person", "place", "organisation"))


def kind_met(part: Part, text: str, language: Language) -> float:
    """1 when *text* holds a number, day or name of a kind asked for that the question does not; 1 when none is asked."""
    kinds = part.kinds - {"text", "provision"}
    if not kinds:
        return 1.0
    said = utterance(text, language)
    asked = {fold(w) for w in tokens(part.text)}
    dated = times(said)
    taken = [(t.first, t.last) for t in dated]
    found: list[str] = []
    if kinds & _NUMBERED:
        inside = {n for first, last in taken for n in range(first, last)}
        found += [_text(said, n.first, n.last) for n in numbers(said) if n.first not in inside]
    if "date" in kinds:
        found += [_text(said, first, last) for first, last in taken]
    if kinds & _NAMED:
        found += [n.text for n in names(said, taken)]
        found += [_text(said, c.first, c.last) for c in countries(said)] if "place" in kinds else []
    return float(any({fold(w) for w in tokens(piece)} - asked for piece in found))


def countries_missing(part: Part, text: str, language: Language) -> float:
    """0..1: the share of the question's countries that *text* does not name."""
    if not part.countries:
        return 0.0
    held = {c.code for c in countries(utterance(text, language))}
    return sum(code not in held for code in part.countries) / len(part.countries)


def act_missing(part: Part, text: str, language: Language) -> float:
    """1 when the question asks of an act towards a treaty (signing, ratifying, ...) and *text* tells of none or of others."""
    if part.act not in TREATY_ACTS:
        return 0.0
    return float(part.act not in {f.value for f in acts(utterance(text, language))})


def _text(said: Utterance, first: int, last: int) -> str:
    start, end = said.place(first, last)
    return said.text[start:end]
