"""Whether evidence counts, dates and names what a sentence does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.grounding.days import Day
from bot.grounding.facts import Facts, counts_told, facts
from bot.grounding.otherwise import told_otherwise
from bot.grounding.proper_names import unnamed
from bot.grounding.quantities import miscounted
from vectorstore.types import Language


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of an article as evidence."""

    text: str
    language: Language
    published: str | None = None  # ISO date
    title: str = ""
    publisher: str = ""
    around: str = ""  # its article up to it: who speaks, what "it" is

    @property
    def facts(self) -> Facts:
        """What it says."""
        return facts(self.text, self.published)


def lacking(sentence: str, evidence: Sequence[Told], language: Language) -> str | None:
    """What *sentence* says that *evidence*, all of it together, does not: a few words for a repair; None for nothing.

    Numbers and dates must stand in the evidence itself; where it names no day, the day of publication counts. Names
    may also stand in its titles, publishers and the sentences before it.
    """
    claims = facts(sentence)
    sentence = claims.text
    known = {n.fact for told in evidence for n in told.facts.numbers}
    known |= {n.fact for told in evidence for n in facts(told.title).numbers}
    told_of = [q for told in evidence for q in told.facts.quantities]
    told_of += [q for told in evidence for q in facts(told.title).quantities]
    unknown = [n for n in claims.numbers if n.fact not in known]
    otherwise = {q.number for q in claims.quantities if told_otherwise(q, told_of)}
    missing = next((n for n in unknown if n not in otherwise and not counts_told(claims, n)), None)
    if missing:
        return f"number {sentence[missing.start : missing.end]}"
    counted = [q for q in claims.quantities if q.number not in unknown]
    if why := miscounted(counted, told_of, sentence):
        return why
    dated = [d for told in evidence for d in (*told.facts.days, *facts(told.title, told.published).days)]
    if not any(d.day and d.month for told in evidence for d in told.facts.days):  # then that day is meant
        dated += [_published(told.published) for told in evidence if told.published]
    strange = next((d for d in claims.days if not d.within(dated)), None)
    if strange:
        return f"date {sentence[strange.start : strange.end]}"
    return _unnamed(claims, evidence, language)


def _unnamed(claims: Facts, evidence: Sequence[Told], language: Language) -> str | None:
    across = language if all(told.language != language for told in evidence) else None
    texts = [t for told in evidence for t in (told.text, told.title, told.publisher, told.around) if t]
    named = [facts(t).names for t in texts]
    why = unnamed(claims.names, named, " ".join(texts), across=across)
    return f"name {why}" if why else None


def _published(day: str) -> Day:
    year, month, number = map(int, day.split("-"))
    return Day(0, 0, year, month, number)
