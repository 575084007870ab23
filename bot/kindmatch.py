"""Whether a sentence holds the kind of thing that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .dates import mentions
from .kinds import Kind
from .spans import new_to
from .views import View


def kind_match(kinds: frozenset[Kind], question: str, view: View) -> float:
    """0..1, the mean over the kinds asked for; 0 when the question does not say."""
    scores = [_one_kind(kind, question, view) for kind in sorted(kinds) if kind in _SPAN_KINDS]
    return sum(scores) / len(scores) if scores else 0.0


_SPAN_KINDS = ("number", "duration", "date", "person", "place", "reason", "definition")
# "X là ...", "X is a ...": what a definition looks like, within its first words.
_DEFINES = re.compile(r"^.{3,90}?(?:\blà\b|\bis (?:a|an|the)\b|, tên|, tức|được hiểu là)", re.DOTALL)


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
        case "definition":
            return float(bool(_DEFINES.search(view.text)))
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
