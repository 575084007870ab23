"""A text taken apart once: where it asks, what it names, what it counts, what is done in it."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from bot.question import lexicon
from bot.question.acts import act_of, acts
from bot.question.asks import asks_something, kinds_of, says_itself, shape_of
from bot.question.counted import Counted, counted
from bot.question.countries import Country, countries
from bot.question.entities import Name, names
from bot.question.patterns import Found
from bot.question.provisions import Named, provisions
from bot.question.times import Time, times
from bot.question.utterance import Utterance, utterance
from bot.question.value import Act, Kind, Shape
from vectorstore.text import fold
from vectorstore.types import Language

Span = tuple[int, int]  # words, the second one past


@dataclass(frozen=True, slots=True)
class Anatomy:
    """What stands where, counted in words of `said`."""

    said: Utterance
    shape: Shape
    kinds: frozenset[Kind]
    act: Act | None
    acts: tuple[Found[str], ...]
    asking: tuple[Found[str], ...]
    counted: Counted | None
    countries: tuple[Country, ...]
    regions: tuple[Span, ...]
    names: tuple[Name, ...]
    provisions: tuple[Named, ...]
    times: tuple[Time, ...]
    events: tuple[Span, ...]
    convention: tuple[Span, ...]  # words that say that the Convention is spoken of
    asks: bool

    @property
    def text(self) -> str:
        """The text itself."""
        return self.said.text

    @property
    def language(self) -> Language:
        """Its language."""
        return self.said.language

    def content(self) -> tuple[int, ...]:
        """The places of words that are neither small nor asking."""
        small = lexicon.small_words(self.language)
        asking = {n for f in self.asking for n in range(f.first, f.last)}
        return tuple(n for n, w in enumerate(self.said.words) if w.word not in small and n not in asking)

    def piece(self, span: Span) -> str:
        """The text of some words."""
        start, end = self.said.place(*span)
        return self.said.text[start:end]


@functools.lru_cache(maxsize=512)
def anatomy(text: str, language: Language) -> Anatomy:
    """*text* taken apart; the same text gives the same value."""
    said = utterance(text, language)
    polite = bool(lexicon.phrases("polite", language).first(said))
    shape, act = shape_of(said, polite), act_of(said)
    dated, named = times(said), provisions(said)
    taken = [(t.first, t.last) for t in dated] + [(p.first, p.last) for p in named]
    return Anatomy(
        said=said,
        shape=shape,
        kinds=kinds_of(said, shape),
        act=None if act == "say" and shape != "speech" and says_itself(said) else act,
        acts=tuple(acts(said)),
        asking=tuple(lexicon.found("asks", said)),
        counted=counted(said),
        countries=tuple(countries(said)),
        regions=_spans(lexicon.phrases("regions", language).apart(said)),
        names=tuple(names(said, taken)),
        provisions=tuple(named),
        times=tuple(dated),
        events=_spans(lexicon.phrases("events", language).apart(said)),
        convention=_spans(lexicon.phrases("convention", language).apart(said)),
        asks=asks_something(said),
    )


def _spans(found: list[Found[str]]) -> tuple[Span, ...]:
    return tuple((f.first, f.last) for f in found)


def counts_states(a: Anatomy) -> bool:
    """Whether what is counted can sign and ratify."""
    return a.counted is not None and is_state(a.counted.words, a.language)


def is_state(words: tuple[str, ...], language: Language) -> bool:
    """Whether a noun's bare words name states."""
    said = utterance(" ".join(words), language)
    table = {fold(w.bare) for w in said.words}
    return bool(
        table
        & {
            "nuoc",
            "quoc",
            "ben",
            "countries",
            "country",
            "states",
            "state",
            "nations",
            "parties",
            "signatories",
        }
    )
