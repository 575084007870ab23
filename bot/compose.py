"""Put an answer together: what was asked, said first; then the sentences that prove it, quoted and dated."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vectorstore.types import Language

from . import wording
from .answer import Citation, Figure
from .asked import Question
from .features import Candidate
from .figures import Quantity, as_of, premise_fails, quantities
from .names import Name, knows, names_in
from .provisions import asked_provisions, provisions
from .quote import cite
from .reader import Reading
from .refuse import HEDGE_BELOW
from .settled import settled
from .short import short_answer
from .views import view_of

# A second sentence is quoted beside the first unless the first is this much likelier (odds of 1,000 to 1).
_ALONE = math.log(1000)
# Sentences that are alternatives lie within odds of 150 to 1; beyond, a second quote is noise.
_RELATED = 5.0
# One for each item of a list; more would be an article.
_MOST_QUOTES = 4
# The newest figure and those it replaced; more is a chronicle.
_MOST_FIGURES = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """The parts of an answer that reading decides."""

    text: str
    short: str | None
    citations: tuple[Citation, ...]
    timeline: tuple[Figure, ...]
    hedged: bool


def compose(question: Question, reading: Reading) -> Draft:
    """Quotes, the short answer and the words around them."""
    figures = _figures(question, reading)
    chosen = _chosen(question, reading, figures)
    citations: list[Citation] = []
    for candidate in chosen:
        _add(citations, question, candidate, figures)
    hedged = reading.answerable < HEDGE_BELOW and not settled(question, reading)
    short = _short(question, chosen[0], figures)
    timeline = _timeline(figures, citations)
    language = question.query.language
    text = _text(short, citations, timeline, figures, hedged, language)
    return Draft(text, short, tuple(citations), timeline, hedged)


def _figures(question: Question, reading: Reading) -> list[Quantity]:
    """Figures of one quantity; those of a day the question names come first."""
    found = quantities(question, reading.counted, reading.scores[0])
    days = {d.isoformat() for d in question.days}
    if days:
        found.sort(key=lambda q: q.as_of in days, reverse=True)
    firm = [q for q in found if q.modifier == "firm"]
    if len({(q.value, q.as_of) for q in firm}) > 1:
        return firm
    leads = found and (_same(found[0].candidate, reading.best) or premise_fails(question, reading.best))
    return found[:1] if leads else []


def _chosen(question: Question, reading: Reading, figures: Sequence[Quantity]) -> list[Candidate]:
    """The sentences to quote, the one that answers first."""
    if figures:
        leading = [q.candidate for q in figures[:_MOST_FIGURES]]
        return _with_second(reading, leading)
    if "comparison" in question.kinds or len(question.days) > 1:
        return _one_a_part(question, reading)
    count = _MOST_QUOTES if "list" in question.kinds else 2
    return _with_second(reading, [reading.best], count)


def _with_second(reading: Reading, leading: list[Candidate], count: int = 2) -> list[Candidate]:
    chosen = list(leading)
    margin = _ALONE if count == 2 else _RELATED
    for candidate, score in zip(reading.ranked, reading.scores, strict=True):
        if len(chosen) >= count or score < reading.scores[0] - margin:
            break
        if not any(_same(candidate, c) for c in chosen):
            chosen.append(candidate)
    return chosen


def _same(one: Candidate, other: Candidate) -> bool:
    return one.article.id == other.article.id and one.sentence == other.sentence


def _one_a_part(question: Question, reading: Reading) -> list[Candidate]:
    """For a comparison: the best sentence of every day, provision and name in the question, else of every article."""
    chosen: list[Candidate] = []
    near = [
        c for c, s in zip(reading.ranked, reading.scores, strict=True) if s >= reading.scores[0] - _RELATED
    ]
    parts = [_of_day(d.isoformat(), near) for d in question.days]
    listed = sorted(asked_provisions(question.query.text))
    parts += [[c for c in reading.ranked if asked in provisions(c.view.text)] for asked in listed]
    parts += [_of_name(n, near) for n in names_in(question.query)]
    for part in parts:
        best = next((c for c in part if c not in chosen), None)
        if best is not None and len(chosen) < _MOST_QUOTES:
            chosen.append(best)
    if len(chosen) < 2:
        chosen = list({c.article.id: c for c in reversed(near)}.values())[::-1][:2]
    return chosen if len(chosen) > 1 else _with_second(reading, [reading.best])


def _of_day(day: str, near: Sequence[Candidate]) -> list[Candidate]:
    return [c for c in near if as_of(c) == day or c.article.published == day]


def _of_name(name: Name, near: Sequence[Candidate]) -> list[Candidate]:
    """Those that name it; an outlet's own articles only when none does."""
    named = [c for c in near if knows(c.view, name)]
    return named or [c for c in near if any(knows(view_of(n), name) for n in c.article.names)]


def _add(
    citations: list[Citation], question: Question, candidate: Candidate, figures: Sequence[Quantity]
) -> None:
    """Cite *candidate*, unless an earlier quote already holds it."""
    sentence = candidate.sentence
    span = next((q.span for q in figures if _same(q.candidate, candidate)), None)
    span = span or short_answer(question.query, question.kinds, candidate.view)
    marks = ((sentence.start + span[0], sentence.start + span[1]),) if span else ()
    for n, earlier in enumerate(citations):
        if earlier.article_id == candidate.article.id and earlier.start <= sentence.start < earlier.end:
            citations[n] = replace(earlier, marks=earlier.marks + marks)
            return
    citations.append(cite(candidate.article, sentence, len(citations) + 1, marks))


def _short(question: Question, first: Candidate, figures: Sequence[Quantity]) -> str | None:
    quantity = next((q for q in figures if _same(q.candidate, first)), None)
    if quantity:
        return quantity.shown
    span = short_answer(question.query, question.kinds, first.view)
    return first.view.text[slice(*span)] if span else None


def _timeline(figures: Sequence[Quantity], citations: Sequence[Citation]) -> tuple[Figure, ...]:
    """Newest first; only figures that are quoted, and only when there is more than one."""
    told = [
        Figure(q.value, q.unit, q.modifier, q.as_of, number)
        for q in figures
        if (number := _number_of(q.candidate, citations)) is not None
    ]
    told = list(dict.fromkeys(told))
    return tuple(told) if len({f.value for f in told}) > 1 else ()


def _number_of(candidate: Candidate, citations: Sequence[Citation]) -> int | None:
    for citation in citations:
        if (
            citation.article_id == candidate.article.id
            and citation.start <= candidate.sentence.start < citation.end
        ):
            return citation.number
    return None


def _text(
    short: str | None,
    citations: Sequence[Citation],
    timeline: Sequence[Figure],
    figures: Sequence[Quantity],
    hedged: bool,
    language: Language,
) -> str:
    lines = [wording.hedge(language)] if hedged else []
    if short and not hedged:
        lines.append(wording.short_line(short, 1))
    lines += [wording.quoted(c, language) for c in citations]
    shown = {(q.value, q.as_of): q.shown for q in reversed(figures)}
    for figure in timeline[1:]:
        value = shown[figure.value, figure.as_of]
        if figure.as_of == timeline[0].as_of:
            lines.append(wording.differing(value, figure.citation, language))
        else:
            lines.append(wording.earlier(value, figure.as_of, figure.citation, language))
    return "\n\n".join(lines)
