"""How much each word of a question says, and how much of it a text holds."""

from __future__ import annotations

import functools
import re
from collections.abc import Set
from itertools import pairwise

from vectorstore.index import Index
from vectorstore.query import Query
from vectorstore.text import fold
from vectorstore.types import Language

from .views import View

# Words that say little, by language: they weigh a fifth in an overlap.
_LIGHT: dict[Language, frozenset[str]] = {
    "vi": frozenset(
        """là của và có các những được cho với trong khi nào gì ai đâu bao nhiêu mấy thì mà đã sẽ đang bị này đó kia một
        ở tại từ đến theo như ra vào lên xuống về hay hoặc không sao thế bởi thứ còn vậy rồi chưa hôm lúc cái mới
        tên gồm tất cả tổng cộng xin hỏi cho biết hãy kể liệt kê so sánh mình tôi bạn nhỉ ạ ngày""".split()
    ),
    "en": frozenset(
        """the of a an is are was were did do does what which who whom whose when where why how much many in on at to
        for by from has have had be been it its with and or as that this there so far yet please tell me can could will
        would about any some ever""".split()
    ),
}
_LIGHT_WEIGHT = 0.2


class Weights(dict[str, float]):
    """Words of a question with how much each says, complete when it is first asked."""

    def held(self, present: Set[str]) -> float:
        """The share of all they say that is said by those *present*."""
        total = self._total
        return sum(weight for word, weight in self.items() if word in present) / total if total else 0.0

    @functools.cached_property
    def _total(self) -> float:
        return sum(self.values())


class Weigher:
    """How much each word of one question says, looked up once."""

    def __init__(self, query: Query, index: Index, across: bool) -> None:
        """*across*: what is read is of another language than the question."""
        self.query, self._across, self._topic = query, across, _topic(query)
        # Vietnamese words of an English question say nothing about an English passage.
        translated = query.translated if across else ()
        said = {w: self._say(w, index) for w in dict.fromkeys(translated + query.words)}
        self._exact = query.marked and query.language == "vi"
        self.plain = Weights({w: index.plain.idf(w) * said[w] for w in said} if self._exact else {})
        self.folded = Weights()
        for word, share in said.items():
            bare = fold(word)
            self.folded[bare] = max(self.folded.get(bare, 0.0), index.folded.idf(bare) * share)
        runs = ([fold(w) for w in run] for run in (query.words, translated))
        pairs = dict.fromkeys(f"{a} {b}" for run in runs for a, b in pairwise(run))
        self.pairs = Weights({p: index.folded.idf(p) for p in pairs})

    def _say(self, word: str, index: Index) -> float:
        """What a word's weight is multiplied by."""
        if word in self.query.translated:
            return 1.0
        share = _LIGHT_WEIGHT if is_light(word, self.query.language) else 1.0
        if self._across and not index.folded.has(fold(word)):
            share = (
                _LIGHT_WEIGHT  # a word that no article has says nothing against another language's sentence
            )
        return share * (_TOPIC_WEIGHT if word in self._topic else 1.0)

    def overlap(self, view: View) -> float:
        """Share of the question's weight that the sentence holds."""
        if self._exact:
            return self.plain.held(view.words)
        return self.folded.held(view.folded)

    def pair_overlap(self, view: View) -> float:
        """Share of the weight of the question's word pairs that the sentence holds."""
        return self.pairs.held(view.pairs)

    def folded_overlap(self, words: frozenset[str]) -> float:
        """Like `overlap`, over folded words from anywhere."""
        return self.folded.held(words)


# "X nói gì về Y": a sentence may name X by another word, but it must speak of Y.
_TOPIC = re.compile(
    r"^(?>.*?\b(?:gì|gi|thế nào|the nao|what|how)\b).*\b(?:về|ve|about|regarding|concerning)\s+(.+)$"
)
_TOPIC_WEIGHT = 2.0


def _topic(query: Query) -> frozenset[str]:
    match = _TOPIC.search(" ".join(query.words))
    return frozenset(match.group(1).split()) if match else frozenset()


def is_light(word: str, language: Language) -> bool:
    """Whether a word of a question says little of its own."""
    return word in _LIGHT.get(language, frozenset())  # an article may be in a third language
