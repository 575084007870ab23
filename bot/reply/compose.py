"""From a part and what was read for it to its draft: each shape is made by its own function."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.question.value import Part, Shape
from bot.reading.value import Judged, Reading, Verdict
from bot.reply import wording
from bot.reply.choose import quotable
from bot.reply.comparison import comparison, over_time
from bot.reply.decline import refusal
from bot.reply.fact import fact
from bot.reply.listing import listing
from bot.reply.quoting import Body
from bot.reply.reason import reason
from bot.reply.summary import summary
from bot.reply.value import Draft, Line
from bot.reply.yesno import yesno
from vectorstore.index import Index


def compose(part: Part, reading: Reading, verdict: Verdict, index: Index) -> Draft:
    """The draft of one part: an answer, one with a hedge before it, or what is missing."""
    found = quotable(part, reading)
    if verdict.outcome == "refuse" or not found:
        return refusal(part, reading, verdict, index)
    body = _shaped(part, reading, found, verdict, index)
    # Of a summary no single sentence is the answer; what it is about is sure when the subject is named.
    hedged = verdict.outcome == "hedge" and not (part.shape == "summary" and part.convention)
    return Draft(
        part,
        True,
        _hedged(body, part) if hedged else body.lines,
        lead=None if hedged else body.lead,
        citations=body.citations,
        timeline=body.timeline,
        hedged=hedged,
        verdict=None if hedged else body.verdict,
        confidence=verdict.confidence,
    )


def _shaped(part: Part, reading: Reading, found: Sequence[Judged], verdict: Verdict, index: Index) -> Body:
    if part.shape == "yesno":
        return yesno(part, found, verdict, index)
    if part.shape == "summary":
        return summary(part, reading, index)
    return _SHAPES.get(part.shape, fact)(part, found, index)


# Of every other shape: a fact, a definition and a speech are the sentence that answers.
_SHAPES: dict[Shape, Callable[[Part, Sequence[Judged], Index], Body]] = {
    "list": listing,
    "comparison": comparison,
    "timeline": over_time,
    "reason": reason,
    "manner": reason,
}


def _hedged(body: Body, part: Part) -> tuple[Line, ...]:
    """With care: the quotes without a lead or a verdict."""
    kept = tuple(line for line in body.lines if line.kind in ("quote", "note"))
    return (Line("said", wording.hedge(part.language)), *kept)
