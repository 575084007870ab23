"""Figures over time: the newest firm one leads, older ones keep their dates, differing ones are told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vectorstore.aliases import CANONICAL_NAME, terms
from vectorstore.text import UPPER, fold
from vectorstore.types import Language

from .answer import Modifier
from .asked import Question
from .dates import mentions
from .features import Candidate
from .focus import Focus, focus_of, following
from .short import with_unit
from .spans import Span
from .weigh import is_light

_MODIFIERS: tuple[tuple[Modifier, str], ...] = (
    ("over", r"(?:hơn|trên|over|more than|at least|ít nhất)\s+$"),
    ("under", r"(?:gần|dưới|chưa đến|nearly|almost|under|fewer than|less than)\s+$"),
    ("about", r"(?:khoảng|chừng|about|around|some|approximately)\s+$"),
)
# A part of the figure before it: "72 quốc gia, trong đó 64 ...".
_PART = re.compile(
    r"trong đó|includ(?:e|es|ing)\s|of which|of whom|among them|gồm|(?:từ|cùng|cùng với|with)\s+$",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"dự kiến|dự tính|sẽ|kế hoạch|mục tiêu|expected|planned|will |forecast|tối thiểu|ít nhất|at least|minimum"
    r"|\bcần\b|\bphải\b|ngưỡng|threshold|\bneeds?\b|needed|requires?\b|required",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:]\s|\s(?:nhưng|but|while|còn)\s")
_WORDS = dict(
    zip(
        "hai ba bốn năm sáu bảy tám chín mười two three four five six seven eight nine ten".split(),
        [*range(2, 11)] * 2,
        strict=True,
    )
)
# A sentence this much less likely than the best one (logits) speaks of something else.
_REACH = 6.5


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure where it stands."""

    candidate: Candidate
    span: Span  # in the sentence, with modifier and unit
    value: float
    unit: str
    modifier: Modifier
    as_of: str | None  # ISO date: the one in the sentence, else the article's

    @property
    def shown(self) -> str:
        """As the article says it."""
        return self.candidate.view.text[slice(*self.span)]


def quantities(question: Question, counted: Sequence[tuple[Candidate, float]], best: float) -> list[Quantity]:
    """Figures of what the question counts, newest first, firm ones before plans and parts."""
    focus = focus_of(question.query)
    if not focus:
        return []
    found: list[Quantity] = []
    for candidate, score in counted:
        if score < best - _REACH:
            break
        quantity = _quantity(question, focus, candidate)
        if quantity:
            found.append(quantity)
    return _in_order(found)


def _in_order(found: Sequence[Quantity]) -> list[Quantity]:
    """One of each value: of the newest day first, and of one day the value that most articles report.

    *found* is in the order of likelihood: of sentences with one value, the likeliest tells it.
    """
    support = Counter(
        (as_of, value) for _, as_of, value in {(q.candidate.article.id, q.as_of, q.value) for q in found}
    )
    by_day = sorted(
        found, key=lambda q: (q.as_of or "", q.modifier == "firm", support[q.as_of, q.value]), reverse=True
    )
    first_of_day = list({q.as_of: q for q in reversed(by_day)}.values())[::-1]
    values = dict.fromkeys(q.value for q in [*first_of_day, *by_day])
    return [next(q for q in found if q.value == value) for value in values]


def _quantity(question: Question, focus: Focus, candidate: Candidate) -> Quantity | None:
    """The figure of the sentence that stands closest before what is asked of it."""
    text = candidate.view.text
    fits = [s for s in candidate.view.spans.numbers if _fits(question, focus, candidate, s)]
    if not fits:
        return None
    span = min(fits, key=lambda s: _distance(question, text, s, candidate.article.language))
    value = value_of(text[slice(*span)])
    assert value is not None
    lead = text[: span[0]]
    modifier: Modifier = next(
        (m for m, pattern in _MODIFIERS if re.search(pattern, lead, re.IGNORECASE)), "firm"
    )
    whole = with_unit(text, span)
    return Quantity(candidate, whole, value, text[span[1] : whole[1]].strip(), modifier, as_of(candidate))


def _fits(question: Question, focus: Focus, candidate: Candidate, span: Span) -> bool:
    """Whether a number counts what is asked, of all of it, and as it is asked: done or planned."""
    text = candidate.view.text
    if focus.matches(following(text, span[1]), candidate.article.language) < 1.0:
        return False
    if _PART.search(text[max(0, span[0] - 25) : span[0]]) or value_of(text[slice(*span)]) is None:
        return False
    planned = bool(_PLANNED.search(_clause(text, span)))
    asked_planned = bool(_PLANNED.search(question.query.text))
    return (
        planned == asked_planned
        and _speaks_of_it(question, text, span, candidate.article.language)
        and not _qualified(question, text, span)
    )


def _distance(question: Question, text: str, span: Span, language: Language) -> int:
    """Words between a number and the first word that says what is asked of it; many when it does not follow."""
    asked = set(_said_of_it(question, language))
    behind = [fold(w) for w in terms(text[span[1] :])]
    return next((n for n, w in enumerate(behind) if w in asked), len(behind) + 100)


# A question that asks what has happened: "đã phê chuẩn", "have ratified".
_DONE = re.compile(r"\b(?:đã|da|have|has|had|did|already)\b", re.IGNORECASE)


def premise_fails(question: Question, candidate: Candidate) -> bool:
    """Asked how many have done it, when the sentence only says how many must or will.

    "Bao nhiêu nước đã phê chuẩn?" is not answered by "cần 40 văn kiện phê chuẩn".
    """
    if "number" not in question.kinds or not _DONE.search(question.query.text):
        return False
    text = candidate.view.text
    clauses = [
        _clause(text, s)
        for s in candidate.view.spans.numbers
        if _shares(question, text, s, candidate.article.language)
    ]
    return (
        bool(clauses)
        and all(_PLANNED.search(c) for c in clauses)
        and not _PLANNED.search(question.query.text)
    )


def value_of(text: str) -> float | None:
    """2500 for "2.500", 6 for "sáu"; None for what is no number."""
    digits = re.search(r"\d+(?:[.,]\d+)*", text)
    if not digits:
        return _WORDS.get(text.strip().lower())
    number = digits.group()
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number):
        return float(re.sub(r"[.,]", "", number))
    return float(number.replace(",", ".")) if number.count(".") + number.count(",") <= 1 else None


def _clause(text: str, span: Span) -> str:
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, span[0])), default=0)
    end = _CLAUSE.search(text, span[1])
    return text[start : end.start() if end else len(text)]


def _speaks_of_it(question: Question, text: str, span: Span, language: Language) -> bool:
    """Whether the figure's clause says what the question says of the things counted: half of it, or its verb."""
    asked = _said_of_it(question, language)
    held = _words(text, span)
    return not asked or asked[0] in held or len(held & set(asked)) * 2 >= len(asked)


def _shares(question: Question, text: str, span: Span, language: Language) -> bool:
    return bool(set(_said_of_it(question, language)) & _words(text, span))


def _said_of_it(question: Question, language: Language) -> list[str]:
    """The question's own words, folded, those behind the counted noun first; without it and the Convention's name."""
    query = question.query
    focus = focus_of(query)
    known = set(fold(CANONICAL_NAME).split()) | (set(focus.words) | {focus.second or ""} if focus else set())
    words = list(query.words) if query.language == "vi" else [w for w in query.words if w not in known]
    at = next((n for n, w in enumerate(words) if focus and fold(w) in focus.words), -1)
    in_order = (
        [*words[at + 1 :], *words[: at + 1]]
        if query.language == "vi"
        else words
        if language == "en"
        else list(query.translated)
    )
    said = (fold(w) for w in in_order if w.isalpha() and not is_light(w, query.language))
    return [w for w in dict.fromkeys(said) if w not in known]


def _words(text: str, span: Span) -> set[str]:
    return {fold(w) for w in terms(_clause(text, span))}


def _qualified(question: Question, text: str, span: Span) -> bool:
    """ "21 quốc gia châu Phi" answers no question about all: a name right behind the unit narrows it."""
    whole = with_unit(text, span)
    behind = re.match(rf"\s*(?:châu|khu vực|thuộc|from|in|of)?\s*([{UPPER}][\wÀ-ỹ]*)", text[whole[1] :])
    if not behind:
        return False
    return fold(behind.group(1)).lower() not in {fold(w) for w in question.query.words}


def as_of(candidate: Candidate) -> str | None:
    """The latest day a sentence names that its article could know, else the article's own; ISO."""
    published = candidate.article.published
    near = date.fromisoformat(published) if published else None
    days = [m.resolve(near) for m in mentions(candidate.view.text)] if near else []
    told = [d for d in days if d and near and d <= near]
    return max(told).isoformat() if told else published
