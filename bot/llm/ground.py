"""Decide of one sentence that a model wrote whether the passages it cites say it.

Shown is only what cites, names nothing and counts nothing that the cited passages do not, says mostly their
words, and speaks of what was asked. Everything else is held back, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.llm.facts import Facts, facts, unsupported
from bot.llm.markup import MARKER, forbidden, numbers_of, plain
from bot.llm.proofs import chosen
from bot.llm.sources import Proof, Source
from bot.weigh import is_light
from vectorstore.aliases import CANONICAL_NAME, terms, translate
from vectorstore.language import language_of
from vectorstore.text import fold, is_marked, tokens
from vectorstore.types import Language

# Share of a sentence's content words that its cited passages hold. Measured on the starter briefs
# (tests/bot/llm/test_overlap.py prints it): sentences of other passages stay below, own and shortened ones above.
_ENOUGH = 0.65
# Across languages only words of the glossary can be compared, and fewer than two prove nothing.
_ENOUGH_ACROSS = 0.5
_FEWEST_ACROSS = 2
# Shorter is no statement ("72 [1]" is four characters of an answer to anything).
_FEWEST_WORDS = 3
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
        proofs = [(s, p) for n in dict.fromkeys(cited) for s in (self.sources[n - 1],) for p in s.proofs]
        language = _language(bare, [p for _, p in proofs], proofs[0][0].article.language)
        why = self._of_words(bare, language, proofs) or self._of_facts(segments, language)
        if why:
            return Held(text, why)
        return Grounded(tuple(self._parts(segments, language)), facts(bare, ordinary=self.ordinary))

    def _of_words(self, bare: str, language: Language, proofs: Sequence[tuple[Source, Proof]]) -> str | None:
        """What is wrong with the sentence's words."""
        claims = facts(bare, ordinary=self.ordinary)
        said = content(claims.rest)
        if len(said) + claims.size < _FEWEST_WORDS:
            return "too little"
        if language == "vi" and not self._is_vietnamese(bare):
            return "not Vietnamese"
        across = language != proofs[0][0].article.language
        told = [p for _, p in proofs]
        if not (_enough_across(bare, language, told) if across else _share(said, told) >= _ENOUGH):
            return "content"
        if not (said & self.topic or names_subject(bare) or content(translate(bare)) & self.topic):
            return "subject"
        best = max(told, key=lambda p: len(said & p.words))
        return "yes or no" if not across and best.facts.denies != claims.denies else None

    def _is_vietnamese(self, bare: str) -> bool:
        """With marks (or number words could not be told from others), and no word slipped in."""
        words = {w for w in _LETTERS.findall(bare) if w.islower()} - self.ordinary
        return is_marked(bare) and all(_SYLLABLE.fullmatch(fold(w)) for w in words)

    def _of_facts(self, segments: Sequence[tuple[str, tuple[int, ...]]], language: Language) -> str | None:
        """The first claim that the passages cited behind it do not hold."""
        for said, numbers in segments:
            cited = [self.sources[n - 1] for n in numbers]
            proof = [p.facts for s in cited for p in s.proofs]
            across = any(s.article.language != language for s in cited)
            why = unsupported(facts(said, ordinary=self.ordinary), proof, across=across)
            if why:
                return why
        return None

    def _parts(self, segments: Sequence[tuple[str, tuple[int, ...]]], language: Language) -> Iterator[Part]:
        for said, numbers in segments:
            if not _WORD.search(said):  # the full stop behind the last marker
                yield Part(said)
                continue
            claims = facts(said, ordinary=self.ordinary)
            words = content(claims.rest)
            cited = [self.sources[n - 1] for n in dict.fromkeys(numbers)]
            yield Part(said, tuple(p for s in cited for p in chosen(s, claims, words, language)))


def ground(sources: Sequence[Source], question: str, quotes: Sequence[str]) -> Ground:
    """What an answer to *question* is checked against; *quotes* are the reader's."""
    subject = " ".join((question, *quotes))
    texts = (question, *(s.text for s in sources))
    lower = frozenset(w for t in texts for w in tokens(" ".join(x for x in t.split() if x[:1].islower())))
    return Ground(tuple(sources), content(subject) | content(translate(subject)), lower)


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


def content(text: str) -> frozenset[str]:
    """Words that say something, folded; numbers are checked by themselves, and the Convention's name says nothing."""
    said = " ".join(terms(text)).replace(CANONICAL_NAME, " ").split()
    return frozenset(
        w
        for w in map(fold, said)
        if not (is_light(w, "vi") or is_light(w, "en")) and len(w) > 1 and not w[0].isdigit()
    )


def names_subject(text: str) -> bool:
    """Whether the Convention is named."""
    said = " ".join(terms(text))
    return CANONICAL_NAME in said or "công ước" in said or "convention" in said


def _language(bare: str, proofs: Sequence[Proof], of_proofs: Language) -> Language:
    """The passages' own when the words are theirs; else a guess, which Vietnamese names must not mislead."""
    if _share(content(bare), proofs) >= _ENOUGH:
        return of_proofs
    lower = [w for w in _LETTERS.findall(bare) if w.islower()]
    foreign = sum(not _SYLLABLE.fullmatch(fold(w)) for w in lower)
    return "en" if 3 * foreign > len(lower) else language_of(bare)


def _share(said: frozenset[str], proofs: Sequence[Proof]) -> float:
    held = frozenset().union(*(p.words for p in proofs))
    return len(said & held) / len(said) if said else 1.0


def _enough_across(bare: str, language: str, proofs: Sequence[Proof]) -> bool:
    """The same, over the words of an English sentence that the glossary knows in Vietnamese, or the reverse."""
    held = frozenset().union(*(p.words for p in proofs))
    if language == "en":
        said = content(translate(bare))
        shared = said & held
    else:
        held = content(translate(" ".join(p.text for p in proofs)))
        shared = content(bare) & held
        said = shared  # what the glossary does not know cannot be asked for
    return len(shared) >= _FEWEST_ACROSS and len(shared) >= _ENOUGH_ACROSS * len(said)
