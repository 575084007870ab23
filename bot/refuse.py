"""Say no: when the articles do not answer, why, and which dated articles come nearest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from vectorstore.index import Index
from vectorstore.text import fold, tokens
from vectorstore.types import Hit, Language

from .answer import Nearest, Reason
from .confidence import unknown_words
from .features import Weigher, is_light, view_of
from .question import Question
from .reader import Reading

# Probability of an answer below which we say no, by language of the question: the highest that still answers
# .95 (Vietnamese) and .90 (English) of development questions (`benchmarks.reader`).
REFUSE_BELOW: dict[Language, float] = {"vi": 0.15, "en": 0.2}
# And below which the answer is said with care.
HEDGE_BELOW = 0.4
# Under this best share of BM25 and cosine, nothing in the articles even speaks of the same thing.
_OFF_SUBJECT_OVERLAP = 0.25
NEAREST = 3
_PROVISION = re.compile(
    r"(?:điều|chương|khoản|dieu|chuong|khoan|article|chapter|art\.)\s+(\d+|[ivx]+)\b", re.IGNORECASE
)
_FUTURE = re.compile(
    r"\b(?:sap toi|tuong lai|ngay mai|tuan toi|thang toi|nam toi|nam sau|du doan|du bao|se)\b"
    r"|\b(?:will|tomorrow|next (?:week|month|year)|predict|forecast|future)\b"
)


def refusal(question: Question, reading: Reading, hits: Sequence[Hit], index: Index) -> Reason | None:
    """Why there is no answer, or None when there is one."""
    if not reading.ranked:
        return "not_in_articles"
    if _provision_missing(question, reading) or _entity_missing(question, reading, index):
        return _reason(question, reading, index)
    if reading.answerable < REFUSE_BELOW[question.query.language]:
        return _reason(question, reading, index)
    return None


def _provision_missing(question: Question, reading: Reading) -> bool:
    """ "Điều 17 quy định gì?" is answered only by a sentence that names article 17."""
    asked = {m.group(1).lower() for m in _PROVISION.finditer(question.query.question)}
    if not asked:
        return False
    named = {m.group(1).lower() for m in _PROVISION.finditer(reading.best.view.text)}
    return not asked & named


def _entity_missing(question: Question, reading: Reading, index: Index) -> bool:
    """Asked whether somebody did something, of somebody whom the passage never names.

    Also holds for a word that no article has at all, when it carries most of the question.
    """
    weigher = Weigher(question.query, index)
    unknown = unknown_words(weigher, reading.best)
    if "yesno" in question.kinds and question.vietnamese:
        names = _names(question)
        if names and not names & set(view_of(reading.best.view.text).folded) and names & set(unknown):
            return True
    nowhere = [w for w in unknown if not is_light(w) and not index.folded.has(w)]
    weight = sum(weigher.folded[w] for w in nowhere)
    return question.vietnamese and weight > 0.34 * sum(weigher.folded.values())


def _names(question: Question) -> set[str]:
    """Words of names in the question, folded, without the Convention's own."""
    if not question.query.marked:
        return set()
    said = question.query.question
    found = re.findall(
        r"(?<!^)(?:[A-ZÀ-ỸĐ][\wÀ-ỹ]*\s+)*[A-ZÀ-ỸĐ][\wÀ-ỹ]*|^(?:[A-ZÀ-ỸĐ][\wÀ-ỹ]*\s+){2,}", said
    )
    words = {w for name in found for w in tokens(fold(name))}
    return words & {fold(w) for w in question.query.words} - {"cong", "uoc", "ha", "noi"}


def _reason(question: Question, reading: Reading, index: Index) -> Reason:
    newest = index.manifest.newest
    if newest and any(d > date.fromisoformat(newest) for d in question.days):
        return "after_newest"
    if _FUTURE.search(fold(question.query.question).lower()):
        return "forecast"
    if reading.evidence and reading.evidence.overlap < _OFF_SUBJECT_OVERLAP:
        return "off_subject"
    return "not_in_articles"


def nearest(hits: Sequence[Hit]) -> tuple[Nearest, ...]:
    """The articles of the best passages, dated ones first."""
    articles = list({h.article.id: h.article for h in hits}.values())
    dated = [a for a in articles if a.published] or articles
    return tuple(
        Nearest(a.id, a.title, a.publisher, a.published, a.published_how, a.url, a.source)
        for a in dated[:NEAREST]
    )
