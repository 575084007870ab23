"""Figures over time: of one quantity only, the newest firm one leads, older ones keep their dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.byline import told_on
from bot.question.located import Span, acts_in, clause, latest_day
from bot.question.value import Part
from bot.reading.value import Judged
from bot.reply.lead import of_own_clause, of_quantity
from bot.reply.nouns import same_thing
from bot.reply.whole_phrases import Quantity, quantities
from vectorstore.text import UPPER, fold, tokens

# Of a sentence whose figure is told: more likely than not that it answers.
FIGURE_SURE = 0.5
# The newest figure and those it replaced; more is a chronicle.
MOST_FIGURES = 3
# A part of the figure before it: "72 quốc gia, trong đó 64 ...".
_PART = re.compile(
    r"trong (?:đó|số)|includ(?:e|es|ing)\s|of which|of whom|among them|gồm|thêm|another|further|(?:cùng|cùng với|với)\s+$",
    re.IGNORECASE,
)
# What is expected or demanded is no result.
_PLANNED = re.compile(
    r"dự kiến|dự tính|\bsẽ\b|kế hoạch|mục tiêu|expect|planned|\bwill\b|forecast|tối thiểu|\bat least\b|minimum"
    r"|\bcần\b|\bphải\b|ngưỡng|threshold|\bneed(?:s|ed)?\b|requir|\bmust\b|\bonce\b|\bsau khi có\b|\bkhi có\b|\bkhi đủ\b|hạn chế",
    re.IGNORECASE,
)
# "Có phải ...", "... phải không?" ask for yes or no, not for what must be.
_TAG = re.compile(r"có phải|phải (?:không|chăng)|phải vậy", re.IGNORECASE)
_WITHIN = re.compile(
    rf"\s*(?:ở|tại|của|thuộc|khu vực|châu|from|in|of|across)\s+(?:the\s+|châu\s+)?([{UPPER}][\w-]*)"
)


@dataclass(frozen=True, slots=True, eq=False)
class Figured:
    """A figure of what is asked, where it stands."""

    judged: Judged
    quantity: Quantity
    shown: str  # in the question's language
    as_of: str | None  # ISO date: the one in the sentence, else the article's


def figures(part: Part, sentences: Sequence[Judged]) -> list[Figured]:
    """One of each value: of the newest day first, and of one day the value that most articles report."""
    found = [f for judged in sentences if judged.probability >= FIGURE_SURE and (f := _figured(part, judged))]
    support = Counter((d, v) for _, d, v in {(f.judged.article.id, f.as_of, f.quantity.value) for f in found})
    by_day = sorted(
        found,
        key=lambda f: (f.as_of or "", f.quantity.modifier == "firm", support[f.as_of, f.quantity.value]),
        reverse=True,
    )
    told: dict[float, Figured] = {}
    for figure in by_day:
        told.setdefault(figure.quantity.value, figure)
    firm = [f for f in told.values() if f.quantity.modifier == "firm"]
    return firm or list(told.values())[:1]


def replaced(told: Sequence[Figured]) -> list[Figured]:
    """The newest, and those of older days or other sources that differ from it."""
    return list(told[:MOST_FIGURES])


def _figured(part: Part, judged: Judged) -> Figured | None:
    told = quantities(judged.text, judged.article.language)
    own = of_own_clause(part, judged, [q for q in told if same_thing(part.counted, q.noun)])
    fitting = [q for q in told if _fits(part, judged, q, of_all=own is None) and own in (None, q)]
    if len({q.value for q in fitting}) > 1 and judged.span:
        start, end = judged.span
        fitting = [q for q in fitting if q.number[0] < end and start < q.number[1]]
    if len({q.value for q in fitting}) != 1:
        return None
    shown = of_quantity(part, judged, fitting[0])
    return Figured(judged, fitting[0], shown.text, as_of(judged)) if shown else None


def _fits(part: Part, judged: Judged, quantity: Quantity, *, of_all: bool = True) -> bool:
    """Whether a number counts what is asked, *of_all* of it, and as it is asked: done or planned."""
    text = judged.text
    if quantity.percent or not same_thing(part.counted, quantity.noun):
        return False
    if of_all and is_part(text, quantity.span):
        return False
    said = clause(text, quantity.span)
    if is_planned(said) != asks_for_plan(part):
        return False
    return _same_act(part, judged, said) and not _narrowed(part, text, quantity.span)


def is_part(text: str, span: Span) -> bool:
    """Whether a number at *span* counts a part of the one before it: "trong đó 64 ...", "including 71 ..."."""
    return _PART.search(text[max(0, span[0] - 25) : span[0]]) is not None


def is_planned(said: str) -> bool:
    """Whether a clause tells of what is expected or demanded."""
    return _PLANNED.search(said) is not None


def asks_for_plan(part: Part) -> bool:
    """Whether what is expected or demanded is asked for."""
    asked = _TAG.sub(" ", part.query.text)
    return part.future or part.act == "plan" or bool(_PLANNED.search(asked))


def _same_act(part: Part, judged: Judged, said: str) -> bool:
    if part.act is None:
        return True
    language = judged.article.language
    told = acts_in(said, language) or acts_in(judged.text, language)
    return (
        part.act in told or not told or (part.act == "enter_into_force" and bool(told & {"ratify", "accede"}))
    )


def _narrowed(part: Part, text: str, span: Span) -> bool:
    """ "21 quốc gia ở châu Phi" answers no question about all: a name behind the noun narrows it."""
    within = _WITHIN.match(text, span[1])
    return within is not None and fold(within.group(1)).lower() not in {
        fold(w) for w in tokens(part.query.text)
    }


def as_of(judged: Judged) -> str | None:
    """The latest day a sentence names that its article could know, else the article's own; ISO.

    A brief's own is that of its first source, as in its by-line.
    """
    published = told_on(judged.article)
    near = date.fromisoformat(published) if published else None
    told = latest_day(judged.text, judged.article.language, near)
    return told.isoformat() if told else published
