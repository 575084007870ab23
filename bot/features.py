"""What speaks for a sentence as the answer to a question, as numbers.

The features and their use follow the measurements of `benchmarks/reader.py`, which fits and reprints them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from vectorstore.aliases import terms, translate
from vectorstore.index import Index
from vectorstore.query import Query
from vectorstore.text import fold, tokens
from vectorstore.types import Article, Hit, Sentence

from .dates import mentions
from .kinds import Kind
from .spans import Spans, new_to, spans_of

# Words that say little: they weigh a fifth in an overlap.
_LIGHT = frozenset(
    """là của và có các những được cho với trong khi nào gì ai đâu bao nhiêu mấy thì mà đã sẽ đang bị này đó kia một
    ở tại từ đến theo như ra vào lên xuống về hay hoặc không sao thế bởi thứ còn vậy
    the of a an is are was were did do does what which who whom when where why how much many in on at to for by from
    has have had be been it its with and or as that this there""".split()
)
_LIGHT_FOLDED = frozenset(fold(w) for w in _LIGHT)
_LIGHT_WEIGHT = 0.2


@dataclass(frozen=True, slots=True)
class View:
    """A sentence taken apart once."""

    text: str
    words: frozenset[str]
    folded: frozenset[str]
    pairs: frozenset[str]  # of folded words
    spans: Spans


@functools.lru_cache(maxsize=8_192)
def view_of(text: str) -> View:
    """The parts of a sentence; kept between questions, 8,192 take some 30 MB."""
    words = terms(text)
    bare = [fold(w) for w in words]
    pairs = frozenset(f"{a} {b}" for a, b in pairwise(bare))
    return View(text, frozenset(words), frozenset(bare), pairs, spans_of(text))


@dataclass(frozen=True, slots=True)
class Features:
    """One sentence's; the order is the order of the weights."""

    cosine: float  # of question and sentence, (x - 0.8) * 10: E5's live in 0.74-0.95
    overlap: float  # share of the question's words, by weight, in the sentence
    pairs: float  # share of its word pairs
    neighbours: float  # what the two sentences around add to the overlap
    kind: float  # whether it holds something of the kind asked for, that the question does not say
    focus: float  # whether a quantity of what is counted stands in it
    passage: float  # fused score of its passage
    title: float  # overlap with its article's title

    def vector(self) -> npt.NDArray[np.float64]:
        """As an array, in the order of the fields."""
        return np.array([getattr(self, f.name) for f in fields(self)])


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A sentence that might answer."""

    hit: Hit
    place: int  # its number in the passage
    sentence: Sentence
    view: View
    features: Features

    @property
    def article(self) -> Article:
        """The article it stands in."""
        return self.hit.article


class Weigher:
    """How much each word of one question says, looked up once."""

    def __init__(self, query: Query, index: Index) -> None:
        self.query = query
        words = query.translated + query.words if query.translated else query.words
        marked = query.marked and query.language == "vi"
        self._exact = marked
        plain = {w: index.plain.idf(w) * weight_of(w) for w in dict.fromkeys(words)} if marked else {}
        bare = list(dict.fromkeys(fold(w) for w in words))
        self.plain = plain
        self.folded = {w: index.folded.idf(w) * weight_of(w) * _foreign(query, w, index) for w in bare}
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


def _foreign(query: Query, word: str, index: Index) -> float:
    """English words that no article has say nothing against a Vietnamese sentence."""
    return _LIGHT_WEIGHT if query.language == "en" and not index.folded.has(word) else 1.0


def is_light(word: str) -> bool:
    """Whether a word says little of its own."""
    return fold(word) in _LIGHT_FOLDED


def weight_of(word: str) -> float:
    """What a word's share in an overlap is multiplied by."""
    return _LIGHT_WEIGHT if is_light(word) else 1.0


def _share(weights: dict[str, float], present: frozenset[str]) -> float:
    total = sum(weights.values())
    return sum(w for word, w in weights.items() if word in present) / total if total else 0.0


def candidates(query: Query, kinds: frozenset[Kind], hits: Sequence[Hit], index: Index) -> list[Candidate]:
    """Every quotable sentence of *hits* with its features, passage by passage in reading order."""
    weigher = Weigher(query, index)
    focus = focus_of(query)
    found: list[Candidate] = []
    for hit in hits:
        views = [view_of(hit.article.text[s.start : s.end]) for s in hit.passage.sentences]
        title = weigher.folded_overlap(view_of(hit.article.title).folded)
        for n, sentence in enumerate(hit.passage.sentences):
            if sentence.heading:
                continue
            overlap = weigher.overlap(views[n])
            around = views[max(0, n - 1) : n + 2]
            together = frozenset().union(*(v.folded for v in around))
            features = Features(
                cosine=(hit.sentence_cosines[n] - 0.8) * 10,
                overlap=overlap,
                pairs=weigher.pair_overlap(views[n]),
                neighbours=weigher.folded_overlap(together) - weigher.folded_overlap(views[n].folded),
                kind=kind_match(kinds, query.question, views[n]),
                focus=counts(focus, views[n]),
                passage=hit.score,
                title=title,
            )
            found.append(Candidate(hit, n, sentence, views[n], features))
    return found


def kind_match(kinds: frozenset[Kind], question: str, view: View) -> float:
    """0..1, the mean over the kinds asked for; 0 when the question does not say."""
    scores = [_one_kind(kind, question, view) for kind in sorted(kinds) if kind in _SPAN_KINDS]
    return float(np.mean(scores)) if scores else 0.0


_SPAN_KINDS = ("number", "duration", "date", "person", "place", "reason")


def _one_kind(kind: Kind, question: str, view: View) -> float:
    spans = view.spans
    match kind:
        case "number" | "duration":
            return _graded(question, view.text, spans.numbers, 0.0)
        case "date":
            return _dated(question, view, spans.dates)
        case "person":
            return _graded(question, view.text, spans.persons, 0.2)
        case "place":
            return max(
                _graded(question, view.text, spans.places, 0.0),
                0.5 * _graded(question, view.text, spans.names, 0.0),
            )
        case _:
            return float(spans.reason)


def _dated(question: str, view: View, dates: Sequence[tuple[int, int]]) -> float:
    """By the most precise date that is new: a day says more than a month, a month more than a year."""
    new = new_to(question, view.text, dates)
    if not new:
        return 0.3 if dates else 0.0
    return max(_precision(view.text[slice(*span)]) for span in new)


def _precision(said: str) -> float:
    found = mentions(said)
    if not found:
        return 0.6
    return 1.0 if found[0].day else 0.8 if found[0].month else 0.7


def _graded(question: str, sentence: str, spans: Sequence[tuple[int, int]], repeated: float) -> float:
    """1 for something new, *repeated* for something that the question already says."""
    if not spans:
        return 0.0
    return 1.0 if new_to(question, sentence, spans) else repeated


_FOCUS = re.compile(r"(?:bao nhieu|\bmay|how many)\s+((?:\w+\s*){1,3})")


def focus_of(query: Query) -> tuple[str, ...]:
    """What a question counts, folded: ("phong", "vien") of "bao nhiêu phóng viên tham dự"."""
    match = _FOCUS.search(fold(" ".join(query.words if query.language == "vi" else tokens(query.text))))
    if not match:
        return ()
    words = (
        [w for w in match.group(1).split() if not is_light(w)]
        if query.language == "vi"
        else match.group(1).split()
    )
    if query.language == "en":
        words = [fold(w) for w in terms(translate(words[0]))] or words[:1]
    return tuple(words[:2])


def counts(focus: tuple[str, ...], view: View) -> float:
    """1 when a quantity in the sentence is followed by what is counted, 0.5 when only by its first word."""
    best = 0.0
    for _, end in view.spans.numbers if focus else ():
        following = [fold(w) for w in terms(view.text[end : end + 40])][:4]
        if focus[0] in following[:3]:
            best = max(best, 1.0 if len(focus) == 1 or focus[1] in following else 0.5)
    return best
