"""Let a sentence lead that answers more exactly than the one that scored a little higher.

The reasons hold for any article: a "how many" is answered by a quantity of what it counts, a question about a
numbered article by a sentence that names it, a "who is X" by one with X's office, a "did X" by one that names X, a
"what did X say" by one that reports it, a "who" by one that names somebody, a "when" by the more precise of two dates that agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from vectorstore.text import fold

from .asked import Question
from .dates import Mention, mentions
from .features import Candidate
from .identity import says_who, writes_out
from .names import knows, names_in
from .provisions import asked_provisions, provisions
from .said import asks_what_was_said, reports
from .shapes import shape_of

# How much less likely (logits) a sentence may be and still lead.
_REACH = 1.5
# So is whom a yes-or-no question is about, in the sentence or not.
_NAMED_REACH = 5.0
# What is counted is counted or not, money is money: that weighs more than the words around it.
_COUNTED_REACH = 3.5
# Two dates that agree are of one event: the day may stand in a sentence that says less of what was asked.
_DATED_REACH = 3.0
# "Thứ trưởng nào": somebody of that title.
_TITLE = re.compile(r"\b(\w+ \w+) nao\b")
# A provision is named or not, an office or what letters stand for said or not: any sentence read may lead.
_ANY = 1e9

Ranked = list[tuple[float, Candidate]]


def promoted(question: Question, ranked: Ranked) -> Ranked:
    """*ranked* (scores and sentences, best first) with the most exact one in front."""
    if not ranked:
        return ranked
    asked = asked_provisions(question.query.text)
    if asked:
        return _first(ranked, _ANY, lambda c: bool(asked & provisions(c.view.text)))
    told = [says_who(question.query, c.view) or writes_out(question.query, c.view) for _, c in ranked]
    if any(told):
        return _to_front(ranked, told.index(max(told)))
    if asks_what_was_said(question.query):
        return _first(ranked, _NAMED_REACH, lambda c: reports(question.query, c.view))
    shape = shape_of(question.query)
    if shape:
        return _first(ranked, _COUNTED_REACH, lambda c: shape.search(c.view.text.lower()) is not None)
    return _of_its_kind(question, ranked)


def _of_its_kind(question: Question, ranked: Ranked) -> Ranked:
    best = ranked[0][1].features
    named = names_in(question.query) if "yesno" in question.kinds else []
    if named:
        return _first(ranked, _NAMED_REACH, lambda c: all(knows(c.view, n) for n in named))
    if "date" in question.kinds:
        return _more_precise(ranked)
    if "person" in question.kinds:
        title = _TITLE.search(fold(question.query.text).lower())
        if title is None and best.kind > 0.0:
            return ranked
        held = frozenset([title.group(1)] if title else [])
        return _first(ranked, _REACH, lambda c: c.features.kind == 1.0 and held <= c.view.pairs)
    return _first(ranked, _COUNTED_REACH, lambda c: c.features.focus == 1.0) if best.focus < 1.0 else ranked


def _first(ranked: Ranked, reach: float, wanted: Callable[[Candidate], bool]) -> Ranked:
    for n, (score, candidate) in enumerate(ranked):
        if score < ranked[0][0] - reach:
            break
        if wanted(candidate):
            return _to_front(ranked, n)
    return ranked


def _more_precise(ranked: Ranked) -> Ranked:
    """ "24/12/2024" in front of "tháng 12/2024"."""
    leading = mentions(ranked[0][1].view.text)
    if not leading or any(m.day for m in leading):
        return ranked
    return _first(ranked, _DATED_REACH, lambda c: _agrees(leading, mentions(c.view.text)))


def _agrees(vague: Sequence[Mention], precise: Sequence[Mention]) -> bool:
    return any(
        p.day and p.month == v.month and (p.year == v.year or v.year is None)
        for v in vague
        for p in precise
        if v.month
    )


def _to_front(ranked: Ranked, n: int) -> Ranked:
    """The n-th leads, with the best score: the margin to the next is now its own."""
    best = ranked[0][0]
    return [(best, ranked[n][1]), *ranked[:n], *ranked[n + 1 :]]
