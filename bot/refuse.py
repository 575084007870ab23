"""Say no: when the articles do not answer, why, and which dated articles come nearest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from vectorstore.aliases import CANONICAL_NAME
from vectorstore.index import Index
from vectorstore.text import fold
from vectorstore.types import Hit

from . import unheard
from .answer import Nearest, Reason
from .confidence import around
from .dates import mentions
from .figures import Quantity, premise_fails, quantities
from .identity import office_missing, says_who, writes_out
from .kinds import Kind
from .names import countries_in, knows, names_in
from .provisions import asked_provisions, provisions
from .question import Question
from .reader import Reading
from .said import asks_what_was_said, reports
from .shapes import shape_of
from .views import view_of
from .weigh import is_light
from .weights import Relation

# Probability of an answer below which we say no. Together with those below, chosen so that .95 of the development
# questions are answered (`hanoi eval` on them), no fixed pair is lost, and most of the others are right or refused.
REFUSE_BELOW: dict[Relation, float] = {"vi": 0.09, "en": 0.25, "across": 0.15}
# Likewise when the sentence has nothing of the kind asked for: no quantity of what is counted, no date, nobody.
EMPTY_BELOW = 0.6
# When neither the sentence nor what is around it names the country asked about.
FOREIGN_BELOW = 0.45
# When it lacks the money or the time asked for, is of another year, or no article has the kind of thing.
CERTAIN = 0.97
# When it tells of another office than the one asked for.
OTHER_BELOW = 0.7
# And when the sentence names nobody whom the question names, or much of the question is in no article: it may be
# said in other words there.
SHAKY_BELOW = 0.2
_UNKNOWN_SHARE = 0.3
# And below which the answer is said with care.
HEDGE_BELOW = 0.5
# Under this best share of BM25 and cosine, nothing in the articles even speaks of the same thing.
_OFF_SUBJECT_OVERLAP = 0.25
NEAREST = 3
# Kinds of answer that a sentence holds or does not.
_HELD: frozenset[Kind] = frozenset(("date", "person", "place"))
# What a provision does, and whose it is.
_SAYS = frozenset(
    "quy dinh noi phat bieu ve van de noi dung viet ra sao the dieu chuong cong uoc ha article articles chapter say says cover covers"
    " deal deals contain contains provide provides regulate regulates rule rules content contents hanoi convention".split()
)
_NAME_OF = re.compile(r"\bten (?:la )?gi\b|\bwhat(?: i|')s the name\b")
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
    if premise_fails(question, reading.best) and not _counted(question, reading):
        return "false_premise"
    if _after_newest(question, reading, index):
        return "after_newest"
    missing = (
        _provision_missing(question, reading)
        or _subject_missing(reading)
        or unheard.counted(question, index)
        or unheard.country(question, index)
        or _never_said(question, reading)
    )
    return (
        _reason(question, reading)
        if missing or reading.answerable < _needed(question, reading, index)
        else None
    )


def settled(question: Question, reading: Reading) -> bool:
    """Whether the first sentence is of a form that leaves no doubt that it answers."""
    query, best = question.query, reading.best.view
    return (
        _about_itself(question, reading)
        or _provision_found(question, reading)
        or _provisions_compared(question, reading)
        or _counted_on_each_day(question, reading)
        or says_who(query, best) > 0
        or writes_out(query, best)
    )


def _needed(question: Question, reading: Reading, index: Index) -> float:
    """The probability that an answer must have."""
    needed = [REFUSE_BELOW[reading.relation]]
    if _country_missing(question, reading):
        needed.append(FOREIGN_BELOW)
    if (
        _shape_missing(question, reading)
        or _of_another_year(question, reading)
        or unheard.kind(question, index)
    ):
        needed.append(CERTAIN)
    if _nothing_of_its_kind(question, reading):
        needed.append(EMPTY_BELOW)
    if _office_missing(question, reading):
        needed.append(OTHER_BELOW)
    if _much_is_unknown(question, reading):
        needed.append(SHAKY_BELOW)
    return max(needed)


def _nothing_of_its_kind(question: Question, reading: Reading) -> bool:
    """Asked how many, when, who or where, and neither of the sentences to be quoted has any such thing."""
    seen, quoted = reading.evidence, reading.ranked[:2]
    if len(question.kinds) == 1 and question.kinds <= _HELD and not any(c.features.kind for c in quoted):
        return "date" not in question.kinds or not any(mentions(c.view.text) for c in quoted)
    # What is counted may be called otherwise in the other language.
    counts_other = seen is not None and bool(seen.uncounted) and reading.relation != "across"
    return counts_other and "number" in question.kinds


def _office_missing(question: Question, reading: Reading) -> bool:
    """Asked for the director of something, and the sentence has no director."""
    if reading.relation == "across":  # it may be called otherwise in the other language
        return False
    who = "person" in question.kinds or _NAME_OF.search(fold(question.query.text).lower())
    return bool(who) and office_missing(question.query, reading.best.view)


def _much_is_unknown(question: Question, reading: Reading) -> bool:
    """Of what it asks, the articles know little, or the sentence no name; across languages, it counts something else."""
    seen = reading.evidence
    if seen is None:
        return False
    if reading.relation == "across":
        return bool(seen.uncounted) and "number" in question.kinds
    named = seen.names == 1.0 and any(len(name) > 1 for name in names_in(question.query))
    return named or seen.unknown > _UNKNOWN_SHARE


def _about_itself(question: Question, reading: Reading) -> bool:
    """Asked what the Convention is: what every article is about is never off the subject."""
    words = {fold(w) for w in question.query.words if not is_light(w, question.query.language)}
    return (
        "definition" in question.kinds
        and words <= set(fold(CANONICAL_NAME).split())
        and reading.best.features.kind == 1.0
    )


def _provision_found(question: Question, reading: Reading) -> bool:
    """Asked what a numbered article or chapter says, and nothing else: the sentence names it."""
    asked, best = asked_provisions(question.query.text), reading.best.view
    if not asked or not question.kinds <= {"article", "definition", "list"}:
        return False
    words = {
        fold(w) for w in question.query.words if not w.isdigit() and not is_light(w, question.query.language)
    }
    return asked <= provisions(best.text) and words - _SAYS <= best.folded


def _provisions_compared(question: Question, reading: Reading) -> bool:
    """Asked how numbered articles differ, and sentences name each of them."""
    asked = asked_provisions(question.query.text)
    named: set[tuple[str, int]] = set().union(*(provisions(c.view.text) for c in reading.ranked))
    return len(asked) > 1 and "comparison" in question.kinds and asked <= named


def _subject_missing(reading: Reading) -> bool:
    """Asked whether somebody did something, of somebody whom the quoted sentences never name."""
    return reading.evidence is not None and reading.evidence.subject > 0


def _country_missing(question: Question, reading: Reading) -> bool:
    """Asked about a country that neither the sentence's passage nor its article's title names.

    Articles of the other language may spell it otherwise, and a comparison has more than one passage.
    """
    if reading.relation == "across" or "comparison" in question.kinds:
        return False
    best = reading.best
    passage = best.article.text[best.hit.passage.start : best.hit.passage.end]
    read = [view_of(passage), view_of(best.article.title)]
    return any(not any(knows(view, country) for view in read) for country in countries_in(question.query))


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


def _counted_on_each_day(question: Question, reading: Reading) -> bool:
    """For a comparison of days: the figure asked for stands at two of them."""
    days = {d.isoformat() for d in question.days}
    return len(days) > 1 and len({q.as_of for q in _counted(question, reading)} & days) > 1


def _counted(question: Question, reading: Reading) -> list[Quantity]:
    return quantities(question, reading.counted, reading.scores[0])


def _of_another_year(question: Question, reading: Reading) -> bool:
    """Asked of one year, and the sentence tells of another; neither what is around it nor its title has the one asked."""
    asked = {m.year for m in mentions(question.query.question) if m.year}
    best = reading.best
    told = {m.year for m in mentions(best.view.text) if m.year}
    near = f"{best.article.title} {around(best).text}"
    return bool(asked and told) and not any(str(year) in near for year in asked)


def _never_said(question: Question, reading: Reading) -> bool:
    """Asked what somebody said, and no sentence read reports it."""
    query = question.query
    return asks_what_was_said(query) and not any(reports(query, c.view) for c in reading.ranked)


def _shape_missing(question: Question, reading: Reading) -> bool:
    """Asked for money or a time, and neither of the sentences to be quoted has any."""
    shape = shape_of(question.query)
    return shape is not None and not any(shape.search(c.view.text.lower()) for c in reading.ranked[:2])


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
    return tuple(
        Nearest(a.id, a.title, a.publisher, a.published, a.published_how, a.url, a.source)
        for a in dated[:NEAREST]
    )
