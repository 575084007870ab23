"""Choose the sentences of a cited passage to quote for what was said: the fewest that hold all of its claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set

from bot.llm.days import Day
from bot.llm.facts import Facts
from bot.llm.numerals import Number
from bot.llm.sources import Proof, Source
from vectorstore.text import fold
from vectorstore.types import Language

# A whole passage cannot be quoted for one sentence.
_MOST = 3
# A claim decides between sentences as much as three shared words.
_CLAIM_WEIGHT = 3

Claim = Callable[[Facts], bool]  # whether a sentence's facts hold it


def chosen(
    source: Source, claims: Facts, words: Set[str], language: Language
) -> tuple[tuple[Source, Proof], ...]:
    """The best sentence, and others while they add a claim; best first."""
    wanted = list(_claims(claims, marked=language == source.article.language == "vi"))
    left = list(source.proofs)
    picked: list[Proof] = []
    while left and len(picked) < _MOST:
        best = max(left, key=lambda p: len(words & p.words) + _CLAIM_WEIGHT * sum(c(p.facts) for c in wanted))
        held = [claim for claim in wanted if claim(best.facts)]
        if picked and not held:
            break
        picked.append(best)
        left.remove(best)
        wanted = [claim for claim in wanted if claim not in held]
        if not wanted:
            break
    return tuple((source, proof) for proof in picked)


def _claims(said: Facts, *, marked: bool) -> Iterator[Claim]:
    """Each number, date and name, as a question to a sentence."""
    yield from (_counted(number) for number in said.numbers)
    yield from (_dated(day) for day in said.days)
    yield from (_named(mention) for mention in said.names.known)
    yield from (_worded(word, marked) for word in said.names.words)


def _counted(number: Number) -> Claim:
    return lambda proof: number.fact in {n.fact for n in proof.numbers}


def _dated(day: Day) -> Claim:
    return lambda proof: day.within(proof.days)


def _named(rows: tuple[int, ...]) -> Claim:
    return lambda proof: any(set(rows) & set(mention) for mention in proof.names.known)


def _worded(word: str, marked: bool) -> Claim:
    form = str if marked else fold
    return lambda proof: form(word) in {form(w) for w in proof.names.words}
