"""The short answer inside a quoted sentence: the figure, date, name or place that was asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vectorstore.query import Query
from vectorstore.text import fold, tokens

from .focus import focus_of, following
from .kinds import Kind
from .spans import Span, new_to
from .views import View

# What follows a number and belongs to it: its unit, up to three syllables, none of them a verb or a mark.
_UNIT = re.compile(r"\s*(?:[^\W\d_]+(?:[-–][^\W\d_]+)*)(?:\s+[^\W\d_]+)?")
_MODIFIER = re.compile(
    r"(?:hơn|gần|khoảng|trên|dưới|over|about|nearly|almost|more than|some)\s+$", re.IGNORECASE
)
_STOP = frozenset(
    "đã được từ và đến trong của là có tại với ký do để cùng cho theo diễn in of from to and were was are is had has have "
    "signed that which who on at by".split()
)
_PERCENT = re.compile(r"\s*(?:%|phần trăm|percent)")


def short_answer(query: Query, kinds: frozenset[Kind], view: View) -> Span | None:
    """Where in the sentence the short answer stands, or None when none can be told."""
    if kinds & {"reason", "comparison", "list", "yesno"} and not kinds & {"date", "person"}:
        return None
    if "date" in kinds:
        return _nearest(query, view, new_to(query.question, view.text, view.spans.dates))
    if kinds & {"number", "duration"}:
        return _number(query, view)
    if "person" in kinds:
        return _nearest(query, view, new_to(query.question, view.text, view.spans.persons))
    if "place" in kinds:
        return _nearest(query, view, new_to(query.question, view.text, view.spans.places))
    return None


def _number(query: Query, view: View) -> Span | None:
    """The quantity of what is counted; else the one nearest to the question's words."""
    focus = focus_of(query)
    spans = new_to(query.question, view.text, view.spans.numbers)
    counted = [s for s in spans if focus and focus.matches(following(view.text, s[1]), query.language)]
    best = counted[0] if counted else _nearest(query, view, spans)
    return with_unit(view.text, best) if best else None


def with_unit(text: str, span: Span) -> Span:
    """The number with the "hơn" before it and the unit behind it."""
    start, end = span
    lead = _MODIFIER.search(text[:start])
    if lead:
        start = lead.start()
    percent = _PERCENT.match(text, end)
    if percent:
        return start, percent.end()
    unit = _UNIT.match(text, end)
    if unit:
        words = re.finditer(r"\S+", text[end : unit.end()])
        for word in words:
            if word.group().lower() in _STOP or word.group()[0].isupper():
                return start, end + len(text[end : end + word.start()].rstrip())
        end = unit.end()
    return start, end


def _nearest(query: Query, view: View, spans: Sequence[Span]) -> Span | None:
    """The span with the most of the question's words close to it; the first of equals."""
    if not spans:
        return None
    asked = {fold(w) for w in query.terms if len(w) > 1}
    return max(spans, key=lambda s: (_closeness(view.text, s, asked), -s[0]))


def _closeness(text: str, span: Span, asked: set[str]) -> float:
    around = tokens(fold(text[max(0, span[0] - 60) : span[0]]))[-10:][::-1]
    behind = tokens(fold(text[span[1] : span[1] + 60]))[:10]
    return sum(1 / (1 + n) for run in (around, behind) for n, w in enumerate(run) if w in asked)
