"""What a "how many" question counts, and whether a sentence counts it."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from vectorstore.aliases import terms, translate
from vectorstore.query import Query
from vectorstore.text import fold, tokens
from vectorstore.types import Hit, Language

from .views import View, view_of
from .weigh import is_light

# Different words for what is counted; folded, as `terms` leaves them.
_SAME = (
    frozenset(
        (
            "nuoc",
            "ben",
            "countries",
            "country",
            "states",
            "state",
            "nations",
            "signatories",
            "parties",
            "signatures",
        )
    ),
)
_ASKED = re.compile(
    r"(?:bao nhiêu|bao nhieu|(?<!ngày )(?<!tháng )(?<!năm )\bmấy|(?<!ngay )(?<!thang )(?<!nam )\bmay|\bhow many)\s+"
    r"(?:(?:trăm|tram|nghìn|nghin|ngàn|ngan|chục|chuc|triệu|trieu|hundred|thousand)\s+)?((?:\w+\s*){1,3})"
)
# Asks less plainly: "trong số đại biểu có bao nhiêu người" counts people.
_NUMBER_OF = re.compile(r"(?:số(?: lượng)?|number of)\s+((?:\w+\s*){1,3})")
# "The final signature tally", "how did the signature count change".
_TALLY = re.compile(r"\b([a-z]+?)s? (?:count|tally)\b")
_EITHER = re.compile(r"\bhow many\s+\w+\s+(?:or|and)\s+(\w+)", re.IGNORECASE)
# Behind a number, the noun stands within this many words ("72 quốc gia", "8 phiên họp chính thức").
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Focus:
    """What is counted."""

    words: frozenset[str]  # any of them names it; folded
    second: str | None = None  # the rest of a Vietnamese noun: "chức" of "tổ chức"
    phrase: frozenset[str] = frozenset()  # all words behind "how many", among them adjectives

    def matches(self, behind: Sequence[str], language: Language) -> float:
        """1 when the words *behind* a number name what is counted, 0.5 for half its name or farther off.

        In Vietnamese the noun stands right behind its number ("110 đoàn quốc gia" counts delegations); in English
        adjectives come between ("72 signatory states").
        """
        for n, word in enumerate(behind[:_NEAR]):
            if word in self.words:
                whole = self.second is None or self.second in behind[n + 1 : n + 3]
                return 1.0 if whole and (n == 0 or language == "en") else 0.5
        return 0.0


@functools.lru_cache(maxsize=256)
def focus_of(query: Query) -> Focus | None:
    """What the question counts, or None when it counts nothing or does not say what."""
    said = " ".join(query.words if query.language == "vi" else tokens(query.text))
    if query.language == "en":
        said = _TALLY.sub(r"number of \1s", said)
    match = _ASKED.search(said) or _NUMBER_OF.search(said)
    if not match:
        return None
    words = [fold(w) for w in match.group(1).split() if not is_light(w, query.language)]
    if not words or words[:2] == ["phan", "tram"] or words[0] in ("percent", "percentage"):
        return None
    phrase = frozenset(fold(w) for w in terms(match.group(1)))
    names = {words[0]}
    if query.language == "en":
        either = _EITHER.search(query.text)  # "how many ratifications or signatures"
        nouns = [words[0], *([either.group(1)] if either else [])]
        names = set(nouns) | {fold(w) for n in nouns for w in terms(translate(n))[:1]}
    for same in _SAME:
        if names & same:
            return Focus(frozenset(names | same), phrase=phrase)
    second = words[1] if query.language == "vi" and len(words) > 1 else None
    return Focus(frozenset(names), second, phrase)


def counts(focus: Focus | None, view: View, language: Language) -> float:
    """0..1: how well the best quantity of a sentence of *language* counts what is asked for."""
    if focus is None:
        return 0.0
    found = (focus.matches(following(view.text, end), language) for _, end in view.spans.numbers)
    return max(found, default=0.0)


def counts_in(focus: Focus, hit: Hit) -> bool:
    """Whether any sentence of a passage counts what is asked for."""
    text, language = hit.article.text, hit.article.language
    return any(counts(focus, view_of(text[s.start : s.end]), language) for s in hit.passage.sentences)


def following(text: str, end: int) -> Sequence[str]:
    """The first words behind a number, folded and unified."""
    return _first_words(text[end : end + 40])


@functools.lru_cache(maxsize=8_192)
def _first_words(text: str) -> Sequence[str]:
    return tuple(fold(w) for w in terms(text)[:4])
