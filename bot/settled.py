"""Sentences of a form that leaves no doubt that they answer, however unlikely they look by their words."""

from __future__ import annotations

from vectorstore.aliases import CANONICAL_NAME
from vectorstore.text import fold

from .asked import Question
from .figures import Quantity, quantities
from .identity import says_who, writes_out
from .provisions import asked_provisions, provisions
from .reader import Reading
from .weigh import is_light

# What a provision does, and whose it is.
_SAYS = frozenset(
    "quy dinh noi phat bieu ve van de noi dung viet ra sao the dieu chuong cong uoc ha article articles chapter say says cover covers"
    " deal deals contain contains provide provides regulate regulates rule rules content contents hanoi convention".split()
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
    if len(asked) < 2 or "comparison" not in question.kinds:
        return False
    named: set[tuple[str, int]] = set().union(*(provisions(c.view.text) for c in reading.ranked))
    return asked <= named


def _counted_on_each_day(question: Question, reading: Reading) -> bool:
    """For a comparison of days: the figure asked for stands at two of them."""
    days = {d.isoformat() for d in question.days}
    return len(days) > 1 and len({q.as_of for q in counted(question, reading)} & days) > 1


def counted(question: Question, reading: Reading) -> list[Quantity]:
    """The figures of what the question counts."""
    return quantities(question, reading.counted, reading.scores[0])
