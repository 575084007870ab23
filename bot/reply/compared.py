"""Yes or no where a question gives a number of States itself: against what the table counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.answer import Modifier
from bot.reply.whole_phrases import Quantity, quantities
from bot.status.lookup import StatusAnswer
from vectorstore.types import Language

Bound = Literal["more", "at least", "fewer", "exactly", "so many"]

# What stands for the number in the same question asked without it.
_HOW_MANY: dict[Language, str] = {"vi": "bao nhiêu", "en": "how many"}
# Words beside a number that say that all of them, or no more, are meant; they ask for the same count.
_ALL = re.compile(
    r"\b(?:all(?: of)?(?: the)?|every one of|as many as|có phải|cả|tất cả|hết|đều|đủ)\b", re.IGNORECASE
)
_ONLY = re.compile(
    r"\b(?:only|just|exactly|no more than|chỉ|đúng|vẻn vẹn|vỏn vẹn)\b(?!\s+(?:không|ko|chứ))", re.IGNORECASE
)
_AT_LEAST = re.compile(r"\b(?:at least|ít nhất|tối thiểu)\b", re.IGNORECASE)
_BOUNDS: dict[Modifier, Bound] = {"over": "more", "under": "fewer", "firm": "so many"}


@dataclass(frozen=True, slots=True)
class Compared:
    """The one number that a question gives, and the question that asks for it."""

    counting: str  # "how many countries signed in Hanoi?"
    value: float
    bound: Bound

    def holds(self, told: StatusAnswer) -> bool | None:
        """Whether the table's count is what was asked about; None when it does not decide."""
        if told.count is None or told.most is None:
            return None
        sides = {self._side(n, told.scoped) for n in (told.count, told.most)}
        return sides.pop() if len(sides) == 1 else None

    def _side(self, count: int, scoped: bool) -> bool | None:
        if self.bound == "more":
            return count > self.value
        if self.bound == "at least":
            return count >= self.value
        if self.bound == "fewer":
            return count < self.value
        if self.bound == "exactly" or scoped or count <= self.value:
            return count == self.value
        return None  # of what still grows, so many were right once


def compared(question: str, language: Language) -> Compared | None:
    """The question that asks for the number in *question*; None when it gives none, or several."""
    given = [q for q in quantities(question, language) if not q.percent and q.kind == "number"]
    if len(given) != 1 or given[0].modifier == "about":
        return None
    one = given[0]
    before, behind = question[: one.span[0]], question[one.number[1] :]
    counting = _ALL.sub(" ", f"{_ONLY.sub(' ', before)} {_HOW_MANY[language]} {_ONLY.sub(' ', behind)}")
    return Compared(" ".join(counting.split()), one.value, _bound(question, one))


def _bound(question: str, given: Quantity) -> Bound:
    if given.modifier == "over" and _AT_LEAST.match(question, given.span[0]):
        return "at least"
    return "exactly" if given.modifier == "firm" and _ONLY.search(question) else _BOUNDS[given.modifier]
