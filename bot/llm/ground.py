"""Decide of one sentence that a model wrote whether the passages it cites say it.

Shown is only what cites, names nothing and counts nothing that the cited passages do not, says mostly their
words, and speaks of what was asked. Everything else is held back, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.llm.facts import Facts, facts
from bot.llm.markup import MARKER, forbidden, numbers_of, plain
from bot.llm.senses import is_english
from bot.llm.sources import Proof, Source
from bot.llm.support import Unsupported, support
from bot.llm.words import content
from vectorstore.aliases import CANONICAL_NAME, terms, translate
from vectorstore.language import language_of
from vectorstore.text import fold, is_marked, tokens
from vectorstore.types import Language

# Onset, vowels, coda: what a Vietnamese syllable can be without its marks (a model may not slip in other words).
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh|gi|ch|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?|gi[a-z]{0,3}"
)
_LETTERS = re.compile(r"(?<!\w)[^\W\d_]+")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Part:
    """Words of the answer, or the sentences that prove the words before."""

    text: str = ""
    proofs: tuple[tuple[Source, Proof], ...] = ()


@dataclass(frozen=True, slots=True)
class Grounded:
    """A sentence that may be shown, in parts."""

    parts: tuple[Part, ...]
    facts: Facts


@dataclass(frozen=True, slots=True)
class Held:
    """A sentence that may not, and why."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What sentences are checked against: the sources and the subject of the question."""

    sources: tuple[Source, ...]
    topic: frozenset[str]  # folded content words of the question and of the reader's quotes
    ordinary: frozenset[str]  # words that stand in lower case in a source or the question

    def check(self, sentence: str) -> Grounded | Held:
        """Whether *sentence*, with its markers, may be shown."""
        text = plain(sentence)
        segments = list(_segments(text))
        bare = " ".join(said for said, _ in segments)
        if forbidden(bare):
            return Held(text, "link or markup")
        cited = [n for _, numbers in segments for n in numbers]
        if not cited or any(not 1 <= n <= len(self.sources) for n in cited):
            return Held(text, "citation" if cited else "no citation")
        language = language_said(bare)
        if why := self._of_words(bare, language):
            return Held(text, why)
        parts: list[Part] = []
        for said, numbers in segments:
            if not _WORD.search(said):  # the full stop behind the last marker
                parts.append(Part(said))
                continue
            pool = [(s, p) for n in dict.fromkeys(numbers) for s in (self.sources[n - 1],) for p in s.proofs]
            found = support(said, pool, language, self.ordinary)
            if isinstance(found, Unsupported):
                return Held(text, found.why)
            parts.append(Part(said, found))
        return Grounded(tuple(parts), facts(bare, ordinary=self.ordinary))

    def _of_words(self, bare: str, language: Language) -> str | None:
        """What is wrong with the sentence's words, whatever it cites."""
        if language == "vi" and not self._is_vietnamese(bare):
            return "not Vietnamese"
        said = content(facts(bare, ordinary=self.ordinary).rest)
        if said & self.topic or names_subject(bare):
            return None
        if language == "vi" or not content(translate(bare)) & self.topic:
            return "subject"
        return None

    def _is_vietnamese(self, bare: str) -> bool:
        """With marks (or number words could not be told from others), and no word slipped in."""
        words = {w for w in _LETTERS.findall(bare) if w.islower()} - self.ordinary
        return is_marked(bare) and all(_SYLLABLE.fullmatch(fold(w)) for w in words)


def ground(sources: Sequence[Source], question: str, quotes: Sequence[str]) -> Ground:
    """What an answer to *question* is checked against; *quotes* are the reader's."""
    subject = " ".join((question, *quotes))
    texts = (question, *(s.text for s in sources))
    lower = frozenset(w for t in texts for w in tokens(" ".join(x for x in t.split() if x[:1].islower())))
    english = " ".join(translate(t) for t in (question, *quotes) if language_of(t) == "en")
    return Ground(tuple(sources), content(subject) | content(english), lower)


def _segments(text: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Words and the numbers of the markers behind them; words behind the last marker belong to it."""
    found: list[tuple[str, tuple[int, ...]]] = []
    at = 0
    for group in re.finditer(rf"(?:{MARKER.pattern}\s*)+", text):
        numbers = tuple(n for m in MARKER.finditer(group.group()) for n in numbers_of(m.group()))
        found.append((text[at : group.start()], numbers))
        at = group.end()
    tail = text[at:]
    if not found:
        yield tail, ()
        return
    yield from found
    if tail.strip():
        yield tail, found[-1][1]


def names_subject(text: str) -> bool:
    """Whether the Convention is named."""
    said = " ".join(terms(text))
    return CANONICAL_NAME in said or "công ước" in said or "convention" in said


def language_said(bare: str) -> Language:
    """A guess that Vietnamese names in an English sentence do not mislead."""
    lower = [w for w in _LETTERS.findall(bare) if w.islower()]
    if not any(is_marked(w) for w in lower) and is_english(" ".join(lower)):
        return "en"
    foreign = sum(not _SYLLABLE.fullmatch(fold(w)) for w in lower)
    return "en" if 3 * foreign > len(lower) else language_of(bare)
