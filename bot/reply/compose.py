"""From a part and what was read for it to its draft: each shape is made by its own function."""

from __future__ import annotations

from collections.abc import Sequence

from bot.question.value import Part
from bot.reading.value import Judged, Reading, Verdict
from bot.reply import wording
from bot.reply.body import Body
from bot.reply.choose import quotable
from bot.reply.draft import Draft, Line
from bot.reply.fact import fact
from bot.reply.refusal import refusal
from bot.reply.yesno import yesno
from vectorstore.index import Index


def compose(part: Part, reading: Reading, verdict: Verdict, index: Index) -> Draft:
    """The draft of one part: an answer, one with a hedge before it, or what is missing."""
    found = quotable(part, reading)
    if verdict.outcome == "refuse" or not found:
        return refusal(part, reading, verdict, index)
    body = _shaped(part, found, verdict, index)
    hedged = verdict.outcome == "hedge"
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


def _shaped(part: Part, found: Sequence[Judged], verdict: Verdict, index: Index) -> Body:
    if part.shape == "yesno":
        return yesno(part, found, verdict, index)
    return fact(part, found, index)


def _hedged(body: Body, part: Part) -> tuple[Line, ...]:
    """With care: the quotes without a lead or a verdict."""
    kept = tuple(line for line in body.lines if line.kind in ("quote", "note"))
    return (Line("said", wording.hedge(part.language)), *kept)
