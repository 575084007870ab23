"""Whether a sentence holds what a question demands of it: something new of the kind asked for, its countries, its act."""

from __future__ import annotations

from collections.abc import Sequence

from bot.question.acts import TREATY_ACTS, acts
from bot.question.countries import countries
from bot.question.entities import names
from bot.question.numbers import numbers
from bot.question.times import times
from bot.question.utterance import Utterance, utterance
from bot.question.value import Kind, Part
from bot.reading.value import Judged
from vectorstore.text import fold, tokens
from vectorstore.types import Hit, Language

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


def act_exchanged(part: Part, text: str, language: Language) -> float:
    """1 when *text*, one sentence, tells of acts towards a treaty and the one asked of is not among them."""
    if part.act not in TREATY_ACTS:
        return 0.0
    told = {f.value for f in acts(utterance(text, language))} & TREATY_ACTS
    return float(bool(told) and part.act not in told)


# Passages among which those that tell of the act asked of come first.
_NEAR = 8


def acting_first(part: Part, hits: Sequence[Hit]) -> list[Hit]:
    """*hits* with those of the first few before the others in which a sentence tells of the act and holds what is asked for."""
    if part.act not in TREATY_ACTS or part.shape != "fact" or not part.kinds & {"date", "number"}:
        return list(hits)
    return [*sorted(hits[:_NEAR], key=lambda hit: not _tells(part, hit)), *hits[_NEAR:]]


def _tells(part: Part, hit: Hit) -> bool:
    language, text = hit.article.language, hit.article.text
    sentences = (text[s.start : s.end] for s in hit.passage.sentences)
    return any(not act_missing(part, s, language) and kind_met(part, s, language) for s in sentences)


def without_exchanged(part: Part, judged: Sequence[Judged]) -> list[Judged]:
    """Those that may answer a question for a number, a day or a name: none that tells of another act or year than asked."""
    if part.shape not in ("fact", "list") or not part.kinds - {"text"}:
        return list(judged)
    return [j for j in judged if not (_other_act(part, j) or _other_year(part, j))]


def _other_act(part: Part, judged: Judged) -> bool:
    """Its sentence tells of acts towards a treaty, and not of the one asked of; nor do its neighbours, but for a day:
    a day belongs to the act that stands beside it."""
    language = judged.article.language
    if not act_exchanged(part, judged.text, language):
        return False
    return "date" in part.kinds or bool(act_missing(part, _context(judged), language))


def _other_year(part: Part, judged: Judged) -> bool:
    """It names years, with its neighbours, its title and its day, and none that the question names."""
    if not part.years:
        return False
    said = utterance(_context(judged), judged.article.language)
    told = {t.year for t in times(said) if t.year} | {
        int(n.canonical) for n in numbers(said) if _is_year(n.canonical)
    }
    published = judged.article.published
    return bool(told) and not (told | ({int(published[:4])} if published else set())) & set(part.years)


def _is_year(number: str) -> bool:
    return number.isdecimal() and 1900 <= int(number) < 2100


def _context(judged: Judged) -> str:
    return f"{judged.article.title} {judged.around}"


def _text(said: Utterance, first: int, last: int) -> str:
    start, end = said.place(first, last)
    return said.text[start:end]
