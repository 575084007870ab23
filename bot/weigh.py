"""How much each word of a question says, and how much of it a text holds."""

from __future__ import annotations

import re
from collections.abc import Set
from itertools import pairwise

from vectorstore.index import Index
from vectorstore.query import Query
from vectorstore.text import fold

from .views import View

# Words that say little: they weigh a fifth in an overlap.
_LIGHT = frozenset(
    """là của và có các những được cho với trong khi nào gì ai đâu bao nhiêu mấy thì mà đã sẽ đang bị này đó kia một
    ở tại từ đến theo như ra vào lên xuống về hay hoặc không sao thế bởi thứ còn vậy rồi chưa hôm lúc cái
    tên tất cả tổng cộng xin hỏi cho biết hãy kể liệt kê so sánh mình tôi bạn nhỉ ạ
    the of a an is are was were did do does what which who whom when where why how much many in on at to for by from
    has have had be been it its with and or as that this there""".split()
)
_LIGHT_FOLDED = frozenset(fold(w) for w in _LIGHT)
_LIGHT_WEIGHT = 0.2


class Weigher:
    """How much each word of one question says, looked up once."""

    def __init__(self, query: Query, index: Index) -> None:
        self.query = query
        words = query.translated + query.words if query.translated else query.words
        marked = query.marked and query.language == "vi"
        self._exact = marked
        plain = {w: index.plain.idf(w) * weight_of(w) for w in dict.fromkeys(words)} if marked else {}
        bare = list(dict.fromkeys(fold(w) for w in words))
        topic = _topic(query)
        self.plain = {w: idf * (_TOPIC_WEIGHT if fold(w) in topic else 1.0) for w, idf in plain.items()}
        self.folded = {
            w: index.folded.idf(w)
            * weight_of(w)
            * _foreign(query, w, index)
            * (_TOPIC_WEIGHT if w in topic else 1.0)
            for w in bare
        }
        in_order = [fold(w) for w in query.words]
        translated = [fold(w) for w in query.translated]
        both = [f"{a} {b}" for run in (in_order, translated) for a, b in pairwise(run)]
        self.pairs = {p: index.folded.idf(p) for p in dict.fromkeys(both)}

    def overlap(self, view: View) -> float:
        """Share of the question's weight that the sentence holds."""
        if self._exact:
            return _share(self.plain, view.words)
        return _share(self.folded, view.folded)

    def pair_overlap(self, view: View) -> float:
        """Share of the weight of the question's word pairs that the sentence holds."""
        return _share(self.pairs, view.pairs)

    def folded_overlap(self, words: frozenset[str]) -> float:
        """Like `overlap`, over folded words from anywhere."""
        return _share(self.folded, words)


# "X nói gì về Y": a sentence may name X by another word, but it must speak of Y.
_TOPIC = re.compile(r"\b(?:gì|gi|thế nào|the nao|what|how)\b.*\b(?:về|ve|about|regarding|concerning)\s+(.+)$")
_TOPIC_WEIGHT = 2.0


def _topic(query: Query) -> frozenset[str]:
    match = _TOPIC.search(" ".join(query.words))
    return frozenset(fold(w) for w in match.group(1).split()) if match else frozenset()


def _foreign(query: Query, word: str, index: Index) -> float:
    """English words that no article has say nothing against a Vietnamese sentence."""
    return _LIGHT_WEIGHT if query.language == "en" and not index.folded.has(word) else 1.0


def is_light(word: str) -> bool:
    """Whether a word says little of its own."""
    return fold(word) in _LIGHT_FOLDED


def weight_of(word: str) -> float:
    """What a word's share in an overlap is multiplied by."""
    return _LIGHT_WEIGHT if is_light(word) else 1.0


def _share(weights: dict[str, float], present: Set[str]) -> float:
    total = sum(weights.values())
    return sum(w for word, w in weights.items() if word in present) / total if total else 0.0
