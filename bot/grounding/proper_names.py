"""Proper names in a text: countries, bodies and offices by what they mean, everybody else word by word."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.grounding.bodies import bodies, words_of
from bot.grounding.lists import rows
from bot.grounding.offices import Office, holders, offices
from vectorstore.aliases import CANONICAL_NAME, expand, glossary, one_name, translate
from vectorstore.text import fold, is_marked, nfc, tokens
from vectorstore.types import Language

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# What may stand between the words of a name ("Vladimir Nikolayevich" left out), in words.
_NEAR = 3
# What a sentence may begin with besides a name: forms of address, prepositions, conjunctions, determiners, pronouns, numbers
# and words that join sentences; folded.
_LEADS = frozenset(word for _, words in rows("openers.tsv") for word in words.split())
# Endings that English words have and names hardly ever.
_ORDINARY = re.compile(r"(?:ing|ed|ly|tions?|ments?|ents|ants|ities|ies|ers|ists|ives)$")
# "The Hanoi signing" is the Convention's, and needs no proof that something was in Hanoi.
_CEREMONY = re.compile(r"\b(?:Hanoi|Ha Noi) (?=signing|ceremony)")
# The subject of everything here; naming it claims nothing. Kinds of provision are checked with their numbers.
_SUBJECT = frozenset("cong uoc convention treaty hiep article articles chapter dieu chuong khoan".split())
# Words at the head of a body's name in Vietnamese, folded: what follows them is of the body, not of a person.
_HEADS = frozenset(
    "bo ban cuc so hoi vien toa uy vu trung tong quoc dai lien lanh co phien hiep van truong".split()
)
_ENDINGS = ("'s", "’s", "s", "es")


@dataclass(frozen=True, slots=True)
class Word:
    """A capitalised word that is part of no known name."""

    start: int
    end: int
    text: str
    first: bool  # the sentence begins with it, so that its capital says nothing by itself


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one text."""

    things: tuple[tuple[int, ...], ...]  # for each known name what it may mean
    loose: frozenset[int]  # all of these that it names, in lower case too
    offices: tuple[Office, ...]
    words: tuple[Word, ...]
    held: tuple[tuple[str, Office], ...]  # folded word of a person, and the office beside it
    all_words: tuple[str, ...]  # every word of the text, folded, in order
    marked: bool  # written with Vietnamese marks


@functools.lru_cache(maxsize=8_192)
def names(text: str) -> Names:
    """Names in *text*, one sentence."""
    text = _CEREMONY.sub("", one_name(expand(nfc(text)))).replace(CANONICAL_NAME, " ")
    known = bodies(text)
    ranks = [o for o in offices(text) if not any(a <= o.start and o.end <= b for a, b, _ in known)]
    spans = [(a, b) for a, b, _ in known] + [(o.start, o.end) for o in ranks]
    found = [
        Word(*m.span(), m.group(), _begins(text, m.start()))
        for m in _WORD.finditer(text)
        if m.group()[0].isupper()
        and not any(a <= m.start() < b for a, b in spans)
        and fold(m.group()).lower() not in _SUBJECT
    ]
    held = holders(text, [(w.start, w.end, fold(w.text).lower()) for w in found])
    every = tuple(fold(w).lower() for w in tokens(text))
    loose = frozenset(n for _, _, of in bodies(text, loose=True) for n in of)
    return Names(
        tuple(t for _, _, t in known), loose, tuple(ranks), tuple(found), tuple(held), every, is_marked(text)
    )


def runs(said: Names) -> list[list[Word]]:
    """Capitalised words side by side: a person's name each."""
    found: list[list[Word]] = []
    for word in said.words:
        if word.first and fold(word.text).lower() in _LEADS:
            continue
        if found and word.start - found[-1][-1].end == 1:
            found[-1].append(word)
        else:
            found.append([word])
    return [run for run in found if len(run) > 1 or not run[0].first]


def unnamed(said: Names, told: Sequence[Names], evidence: str, *, across: Language | None) -> str | None:
    """The first name in *said* that *told*, the names of *evidence*, do not hold; None when all are there.

    *across*: the language of *said* when *evidence* is of the other one.
    """
    things = {n for t in told for n in t.loose}
    if not all(things & set(mention) for mention in said.things):
        return "a body or a country"
    if why := _office(said, told):
        return why
    present = {w for t in told for w in t.all_words} | {fold(w) for w in words_of(things)}
    exact = frozenset(tokens(evidence))
    for word in said.words:
        if not _present(word, said, present, exact, evidence, across):
            return word.text
    return None if across or not _mixed(said, told) else "two names mixed"


def _office(said: Names, told: Sequence[Names]) -> str | None:
    known = [o for t in told for o in t.offices]
    for office in said.offices:
        if known and not any(office.within(o) for o in known):
            return office.name
        if not known:
            return office.name
    holding = [pair for t in told for pair in t.held]
    taken = {id(office) for _, office in holding}
    free = [o for o in known if id(o) not in taken]  # told beside nobody: of whom the sentence speaks
    for word, office in said.held:
        own = [o for w, o in holding if w == word]
        if own and not any(office.name == o.name and _agree(office, o) for o in own + free):
            return f"{office.name} {word}"
    return None


def _agree(one: Office, other: Office) -> bool:
    return not one.portfolio or not other.portfolio or one.portfolio == other.portfolio


def _present(
    word: Word,
    said: Names,
    present: set[str],
    exact: frozenset[str],
    evidence: str,
    across: Language | None,
) -> bool:
    bare = fold(word.text).lower()
    if word.first and (bare in _LEADS or not _is_followed(word, said)) and _is_word(bare, word.text):
        return True
    if any(form in present for form in _forms(bare)):
        return across is not None or not said.marked or _as_marked(word.text, exact)
    if across == "en":
        return _translated(word.text, present) or _is_translated_name(word, said)
    if across == "vi":
        return _is_institution(word, said) or bare in {fold(w) for w in tokens(translate(evidence))}
    return bare in _LEADS


def _as_marked(text: str, exact: frozenset[str]) -> bool:
    """A Vietnamese name is its marks, and that it has none: Vũ is not Vụ, and Nha is not "nhà"."""
    return any(t in exact for t in tokens(text)) or not any(fold(e) == fold(text).lower() for e in exact)


def _begins(text: str, at: int) -> bool:
    before = text[:at].rstrip()
    return not before or before[-1] in '“"‘«(:–—-•;'


def _forms(bare: str) -> list[str]:
    return [bare, *(bare.removesuffix(e) for e in _ENDINGS), f"{bare}s"]


def _is_followed(word: Word, said: Names) -> bool:
    return any(w.start - word.end == 1 for w in said.words)


def _is_word(bare: str, text: str) -> bool:
    """Whether a word at the beginning may be an ordinary one: small, in the glossary, or a Vietnamese syllable."""
    return (
        bare in _LEADS
        or is_marked(text)
        or bool(translate(bare))
        or bare in _glossary_words()
        or bool(_ORDINARY.search(bare))
    )


@functools.cache
def _glossary_words() -> frozenset[str]:
    return frozenset(w for entry in glossary() for w in entry.split())


def _translated(text: str, present: set[str]) -> bool:
    """Whether an English word's Vietnamese stands in the evidence."""
    return any(fold(w) in present for w in tokens(translate(text)))


def _is_translated_name(word: Word, said: Names) -> bool:
    """Whether *word* stands in a run of capitals with an ordinary English word: an institution's name, translated."""
    run = next((r for r in runs(said) if word in r), [])
    return len(run) > 1 and any(fold(w.text).lower() in _glossary_words() for w in run)


def _is_institution(word: Word, said: Names) -> bool:
    """A capital that Vietnamese writes at the head of an institution's name, or of a word taken by itself."""
    before = next((w for w in said.words if word.start - w.end == 1), None)
    if not is_marked(word.text) and fold(word.text).lower() not in _HEADS:
        return False
    if fold(word.text).lower() in _HEADS or (before and fold(before.text).lower() in _HEADS):
        return True
    return before is None and not _is_followed(word, said)


def _mixed(said: Names, told: Sequence[Names]) -> bool:
    """Whether two words side by side are far apart in all that is told: the halves of two names."""
    pairs = [(a, b) for a, b in zip(said.words, said.words[1:], strict=False) if b.start - a.end == 1]
    for a, b in pairs:
        one, other = fold(a.text).lower(), fold(b.text).lower()
        if not any(_near(t.all_words, one, other) for t in told) and not a.first:
            return True
    return False


def _near(words: Sequence[str], one: str, other: str) -> bool:
    places = [n for n, w in enumerate(words) if w == other]
    return any(w == one and any(0 < m - n <= _NEAR for m in places) for n, w in enumerate(words))
