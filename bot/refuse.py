"""Say no: when the articles do not answer, why, and which dated articles come nearest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from vectorstore.index import Index
from vectorstore.text import fold
from vectorstore.types import Hit

from . import unheard
from .answer import Nearest, Reason
from .asked import Question
from .dates import mentions
from .figures import premise_fails
from .needed import too_unlikely
from .provisions import asked_provisions, provisions
from .reader import Reading
from .said import asks_what_was_said, reports
from .settled import counted, settled

# Probability below which an answer is said with care.
HEDGE_BELOW = 0.5
# Under this best share of BM25 and cosine, nothing in the articles even speaks of the same thing.
_OFF_SUBJECT_OVERLAP = 0.25
NEAREST = 3
_FUTURE = re.compile(
    r"\b(?:sap toi|tuong lai|ngay mai|tuan toi|thang toi|nam toi|nam sau|du doan|du bao|se)\b"
    r"|\b(?:will|tomorrow|next (?:week|month|year)|predict|forecast|future)\b"
)


def refusal(question: Question, reading: Reading, index: Index) -> Reason | None:
    """Why there is no answer, or None when there is one."""
    if not reading.ranked:
        return "not_in_articles"
    if settled(question, reading):
        return None
    if premise_fails(question, reading.best) and not counted(question, reading):
        return "false_premise"
    if _after_newest(question, reading, index):
        return "after_newest"
    missing = (
        _provision_missing(question, reading)
        or _subject_missing(reading)
        or unheard.counted(question, index)
        or unheard.country(question, index)
        or _never_said(question, reading)
        or too_unlikely(question, reading, index)
    )
    return _reason(question, reading) if missing else None


def _subject_missing(reading: Reading) -> bool:
    """Asked whether somebody did something, of somebody whom the quoted sentences never name."""
    return reading.evidence is not None and reading.evidence.subject > 0


def _after_newest(question: Question, reading: Reading, index: Index) -> bool:
    """Asked of a day or year that no article can have seen, and that the sentence does not speak of."""
    newest = index.manifest.newest
    if newest is None:
        return False
    seen = date.fromisoformat(newest)
    asked = {m.year for m in mentions(question.query.question) if m.year} | {d.year for d in question.days}
    late = bool(asked) and min(asked) > seen.year
    late |= bool(question.days) and min(question.days) > seen
    return late and not asked & {m.year for m in mentions(reading.best.view.text)}


def _never_said(question: Question, reading: Reading) -> bool:
    """Asked what somebody said, and no sentence read reports it."""
    query = question.query
    return asks_what_was_said(query) and not any(reports(query, c.view) for c in reading.ranked)


def _provision_missing(question: Question, reading: Reading) -> bool:
    """ "Điều 17 quy định gì?" is answered only by a sentence that names article 17."""
    asked = asked_provisions(question.query.text)
    return bool(asked) and not asked & provisions(reading.best.view.text)


def _reason(question: Question, reading: Reading) -> Reason:
    if _FUTURE.search(fold(question.query.question).lower()):
        return "forecast"
    if reading.evidence and reading.evidence.overlap < _OFF_SUBJECT_OVERLAP:
        return "off_subject"
    return "not_in_articles"


def nearest(hits: Sequence[Hit]) -> tuple[Nearest, ...]:
    """The articles of the best passages, dated ones first."""
    articles = list({h.article.id: h.article for h in hits}.values())
    dated = [a for a in articles if a.published] or articles
    return tuple(Nearest.of(a) for a in dated[:NEAREST])
