"""Find the one sentence of a passage that says what a model said, or two for its two halves.

That every number and name stands somewhere in a passage proves little: they must stand in one sentence, with the
same words, the same bounds ("hơn", "almost"), the same yes or no, plans as plans, and in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.llm.counts import counts, misbound
from bot.llm.facts import Facts, facts, unsupported
from bot.llm.order import turned
from bot.llm.senses import senses, twisted
from bot.llm.sources import Proof, Source
from bot.llm.words import content, in_order, stem, stems
from vectorstore.aliases import CANONICAL_NAME, terms, translate
from vectorstore.types import Language

Found = tuple[Source, Proof]

# Share of what is said that one sentence holds (tests/bot/llm/test_twisted.py prints what passes and what does not).
_ENOUGH = 0.7
# Across languages only words of the glossary can be compared, and fewer than two prove nothing.
_ENOUGH_ACROSS = 0.5
_FEWEST_ACROSS = 2
# Shorter halves say nothing of their own.
_FEWEST_WORDS = 3
# Content words in a row that the sentence does not have: a phrase slipped in.
_LONGEST_GAP = 2
# "Phó Thủ tướng Bùi Thanh", "The Cybersecurity Law of 2025".
_SUBJECT_WORDS = 5
# Words before the first that says something ("Overall, ..."), folded.
_LEADS = frozenset(
    "convention overall moreover furthermore additionally total dong thoi ngoai vay theo day it they".split()
)
_HALVES = re.compile(
    r"(?:(?<!\s)\s+)?"
    r"(?:;|:|,\s+(?:and|but|while|whereas|còn|nhưng|và|trong khi)\s|\s(?:and|but|while|còn|nhưng|và)\s)\s*"
)
_CONTRAST = re.compile(r"(?<!\w)(?:nhưng|chứ không|còn|trong khi|but|while|whereas|although)(?!\w)")
_CONVENTION = ("công ước", "convention", "treaty", "văn kiện", "hiệp ước")
_BACK = re.compile(
    r"^(?:\w+\s+){0,4}?(?:này|đó|this|that|these|those|it|its|they|their)(?!\w)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Unsupported:
    """No sentence says it; *why* is what the best one lacks."""

    why: str


def support(
    said: str, pool: Sequence[Found], language: Language, ordinary: frozenset[str]
) -> tuple[Found, ...] | Unsupported:
    """The sentences of *pool* that say *said*, a sentence without markers."""
    whole = _one(said, pool, language, ordinary)
    if not isinstance(whole, Unsupported):
        return (whole,)
    for left, right in _halves(said):
        first, second = _one(left, pool, language, ordinary), _one(right, pool, language, ordinary)
        if isinstance(first, Unsupported) or isinstance(second, Unsupported):
            continue
        if first != second and _begins_alike(first[1].text, second[1].text):
            return first, second
    return whole


def _one(
    said: str, pool: Sequence[Found], language: Language, ordinary: frozenset[str]
) -> Found | Unsupported:
    claims = facts(said, ordinary=ordinary)
    words = content(claims.rest)
    if len(words) + claims.size < _FEWEST_WORDS:
        return Unsupported("too little")
    ranked = sorted(pool, key=lambda f: -_held(words, f[1]) - len(claims.numbers) * _counted(claims, f[1]))
    best: Unsupported | None = None
    for source, proof in ranked:
        across = source.article.language != language
        why = _lacks(said, claims, proof, source.article.title, language, across=across)
        if why is None and not across and _imports(claims, proof, source, pool):
            why = "words of another sentence"
        if why is None:
            return source, proof
        if best is None or best.why == "content":
            best = Unsupported(why)
    return best or Unsupported("citation")


def _lacks(
    said: str, claims: Facts, proof: Proof, title: str, language: Language, *, across: bool
) -> str | None:
    """What *proof* lacks to say it; what the article is about, its *title*, need not be told in every sentence."""
    if not (_enough_across(said, proof, language) if across else _enough(said, claims.rest, proof, title)):
        return "content"
    if why := unsupported(claims, [proof.facts], across=across):
        return why
    told = counts(proof.text, proof.facts.numbers, across=across)
    if misbound(counts(said, claims.numbers, across=across), told, across=across):
        return "what a number counts"
    if not across and (turned(said, proof.text) or not _in_one_clause(said, claims, proof.text)):
        return "order"
    return twisted(senses(said), senses(proof.text), stems(content(claims.rest)), across=across)


def _in_one_clause(said: str, claims: Facts, told: str) -> bool:
    """Whether the numbers come from one side of a "but", unless it is told too."""
    clauses = _CONTRAST.split(told)
    if len(clauses) == 1 or _CONTRAST.search(said) or not claims.numbers:
        return True
    words = stems(content(claims.rest))
    known = [{n.fact for n in facts(c).numbers} for c in clauses]
    held = [len(words & stems(content(c))) for c in clauses]
    fitting = [h for h, k in zip(held, known, strict=True) if all(n.fact in k for n in claims.numbers)]
    return bool(fitting) and max(fitting) == max(held)


def _imports(claims: Facts, proof: Proof, source: Source, pool: Sequence[Found]) -> bool:
    """Whether a word of another sentence was put into this one: what its neighbour says is not what it says."""
    own = stems(proof.words) | stems(content(source.article.title))
    missing = stems(content(claims.rest)) - own - _LEADS
    return any(missing & stems(other.words) for _, other in pool if other is not proof)


def _enough(said: str, rest: str, proof: Proof, title: str) -> bool:
    held = stems(proof.words)
    words_said = [stem(w) for w in in_order(rest) if w not in _LEADS]
    words = frozenset(words_said)
    if len(words & held) < _ENOUGH * len(words):
        return False
    held |= stems(content(title))
    missing = [w not in held for w in words_said]
    gap = max((len(run) for run in "".join("x" if m else " " for m in missing).split()), default=0)
    if gap >= _LONGEST_GAP or missing[:1] == [True]:
        return False
    return not _is_of_convention(said) or _speaks_of_convention(proof.text)


def _enough_across(said: str, proof: Proof, language: Language) -> bool:
    """The same, over the words of an English sentence that the glossary knows in Vietnamese, or the reverse."""
    english = language == "en"  # "tin" and "ban" are words of both languages
    ours = content(translate(said)) if english else frozenset[str]()
    shared = ours & proof.words if english else content(said) & content(translate(proof.text))
    known = {s.name for s in senses(said)} & {s.name for s in senses(proof.text)}
    return len(shared) + len(known) >= _FEWEST_ACROSS and len(shared) >= _ENOUGH_ACROSS * len(ours)


def _halves(said: str) -> Iterator[tuple[str, str]]:
    for match in _HALVES.finditer(said):
        yield said[: match.start()], said[match.end() :]


def _begins_alike(one: str, other: str) -> bool:
    """Whether two sentences have one subject, which the second half of what is said may then leave out."""
    return terms(one)[:_SUBJECT_WORDS] == terms(other)[:_SUBJECT_WORDS]


def _held(words: frozenset[str], proof: Proof) -> int:
    return len(words & proof.words)


def _counted(claims: Facts, proof: Proof) -> float:
    known = {n.fact for n in proof.facts.numbers}
    return sum(n.fact in known for n in claims.numbers) / max(1, len(claims.numbers))


def _is_of_convention(said: str) -> bool:
    start = " ".join(terms(said)[:5]).removeprefix("the ")
    return start.startswith((CANONICAL_NAME, "công ước", "convention"))


def _speaks_of_convention(text: str) -> bool:
    said = " ".join(terms(text))
    return any(name in said for name in _CONVENTION) or _BACK.match(text) is not None
