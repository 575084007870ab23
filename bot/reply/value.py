"""What one part of a question gets for an answer, before the parts are put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.answer import Citation, Figure, Nearest, YesNo
from bot.question.value import Part
from bot.reading.value import RefusedFor

LineKind = Literal["lead", "said", "quote", "note"]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the answer; its markers [n] are written when the parts are joined."""

    kind: LineKind
    text: str  # of a quote, what is shown of it, without marks and by-line
    cites: tuple[int, ...] = ()  # numbers of the draft's own citations
    foreign: bool = False  # of a quote: in the other language than the question


@dataclass(frozen=True, slots=True)
class Draft:
    """The answer to one part; its citations are numbered from 1."""

    part: Part
    found: bool
    lines: tuple[Line, ...]
    lead: str | None = None  # what is set in bold; stands in the first line
    citations: tuple[Citation, ...] = ()
    timeline: tuple[Figure, ...] = ()
    hedged: bool = False
    verdict: YesNo | None = None  # of a yes-or-no question
    reason: RefusedFor | None = None  # when not found
    nearest: tuple[Nearest, ...] = ()
    confidence: float = 0.0  # 0..1
