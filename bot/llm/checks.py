"""The first two gates: what a sentence cites exists, and its evidence counts, dates and names what it does.

A true sentence with a wrong number is repaired: the sentence that carries it is looked for and cited.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.grounding.compare import lacking
from bot.grounding.words import content, stems
from bot.llm.computed import computed, has_placeholder
from bot.llm.evidence import Evidence, Line
from bot.llm.markup import MARKER, forbidden, numbers_of, plain
from vectorstore.aliases import translate
from vectorstore.language import language_of
from vectorstore.text import fold, is_marked
from vectorstore.types import Language

# Sentences that are tried as the one that carries what a cited one does not.
_TRIED = 12
# Shorter ones say nothing of their own.
_FEWEST_WORDS = 2
_LETTERS = re.compile(r"[^\W\d_]+")
# Onset, vowels, coda: what a Vietnamese syllable can be without its marks.
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh|gi|ch|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?|gi[a-z]{0,3}"
)
# More words of another language than this share, and the sentence is not in the language asked for.
_FOREIGN = 0.4
# Of an English sentence's words at least this share can be no Vietnamese syllable.
_ENGLISH = 0.3


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence whose facts its evidence holds; whether it means the same is another question."""

    text: str  # as it is shown, without markers
    statement: str  # the same; what was worked out by us left out
    lines: tuple[Line, ...]  # its evidence


@dataclass(frozen=True, slots=True)
class Failed:
    """A sentence that may not be shown, and why, in words that help to write it again."""

    text: str
    why: str


def check(sentence: str, evidence: Evidence, language: Language) -> Checked | Failed:
    """Whether *sentence*, with its markers, passes the first two gates."""
    text = plain(sentence)
    numbers = [n for m in MARKER.finditer(text) for n in numbers_of(m.group())]
    bare = _without_markers(text)
    if not numbers:
        return Failed(bare, "it cites no sentence")
    cited = [line for n in dict.fromkeys(numbers) if (line := evidence.line(n))]
    worked = computed(
        bare,
        [n for line in cited for n in line.told.facts.numbers],
        [d for line in cited for d in line.told.facts.days],
        language,
    )
    if has_placeholder(bare) and not worked.ok:
        return Failed(bare, "a calculation uses what its sentences do not say")
    if forbidden(worked.text):
        return Failed(bare, "it holds a link or mark-up")
    if not is_in(language, worked.text) or len(content(worked.checked)) < _FEWEST_WORDS:
        return Failed(bare, "it is not a sentence in the language asked for")
    return _supported(worked.text, worked.checked, cited, evidence, language)


def _supported(
    text: str, statement: str, cited: Sequence[Line], evidence: Evidence, language: Language
) -> Checked | Failed:
    why = lacking(statement, [line.told for line in cited], language) if cited else "no such sentence"
    if why is None:
        return Checked(text, statement, tuple(cited))
    for line in _likely(statement, cited, evidence):
        for tried in ([line], [*cited, line]) if cited else ([line],):
            if lacking(statement, [t.told for t in tried], language) is None:
                return Checked(text, statement, tuple(tried))
    return Failed(text, f"its sentences do not say: {why}")


def _likely(statement: str, cited: Sequence[Line], evidence: Evidence) -> list[Line]:
    """The sentences that share most words with *statement*, in either language."""
    words = stems(content(statement)) | stems(content(translate(statement)))
    rest = [line for line in evidence.lines if line not in cited]
    shared = {line.number: _shared(words, line.text) for line in rest}
    return sorted((line for line in rest if shared[line.number]), key=lambda li: -shared[li.number])[:_TRIED]


def _shared(words: frozenset[str], text: str) -> int:
    return len(words & (stems(content(text)) | stems(content(translate(text)))))


def _without_markers(text: str) -> str:
    bare = MARKER.sub(" ", text)
    return re.sub(r" ([.,;:!?…)”»])", r"\1", " ".join(bare.split()))


def is_in(language: Language, text: str) -> bool:
    """Whether the words that are no names are of *language*; Vietnamese is written with its marks."""
    words = [w for w in _LETTERS.findall(text) if w.islower()]
    if not words:
        return False
    strange = sum(not _SYLLABLE.fullmatch(fold(w)) for w in words)
    if language == "vi":
        return is_marked(text) and strange <= _FOREIGN * len(words)
    marked = sum(is_marked(w) for w in words)
    if marked > _FOREIGN * len(words):
        return False
    return strange >= _ENGLISH * len(words) or language_of(" ".join(words)) == "en"
