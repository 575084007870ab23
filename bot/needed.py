"""How probable an answer must be to be said: more, the less its sentences look like an answer to the question."""

from __future__ import annotations

import re

from vectorstore.index import Index
from vectorstore.text import fold

from . import unheard
from .asked import Question
from .confidence import around
from .dates import mentions
from .identity import office_missing
from .kinds import Kind
from .names import countries_in, knows, names_in
from .reader import Reading
from .shapes import shape_of
from .views import view_of
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
# Kinds of answer that a sentence holds or does not.
_HELD: frozenset[Kind] = frozenset(("date", "person", "place"))
_NAME_OF = re.compile(r"\bten (?:la )?gi\b|\bwhat(?: i|')s the name\b")


def too_unlikely(question: Question, reading: Reading, index: Index) -> bool:
    """Whether an answer is less probable than it must be; what is sure is not looked at again."""
    sure = reading.answerable
    return (
        sure < REFUSE_BELOW[reading.relation]
        or (sure < SHAKY_BELOW and _much_is_unknown(question, reading))
        or (sure < FOREIGN_BELOW and _country_missing(question, reading))
        or (sure < EMPTY_BELOW and _nothing_of_its_kind(question, reading))
        or (sure < OTHER_BELOW and _office_missing(question, reading))
        or (
            sure < CERTAIN
            and (
                _shape_missing(question, reading)
                or _of_another_year(question, reading)
                or unheard.kind(question, index)
            )
        )
    )


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


def _of_another_year(question: Question, reading: Reading) -> bool:
    """Asked of one year, and the sentence tells of another; neither what is around it nor its title has the one asked."""
    asked = {m.year for m in mentions(question.query.question) if m.year}
    if not asked:
        return False
    best = reading.best
    told = {m.year for m in mentions(best.view.text) if m.year}
    near = f"{best.article.title} {around(best).text}"
    return bool(told) and not any(str(year) in near for year in asked)


def _shape_missing(question: Question, reading: Reading) -> bool:
    """Asked for money or a time, and neither of the sentences to be quoted has any."""
    shape = shape_of(question.query)
    return shape is not None and not any(shape.search(c.view.text.lower()) for c in reading.ranked[:2])
