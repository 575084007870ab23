"""What the status table says to a part, as a draft: counts and lists come from the table, never from prose."""

from __future__ import annotations

from datetime import date

from bot.question.value import Part
from bot.reply.draft import Draft, Line
from bot.status.answer import status_answer
from bot.status.shown import cited
from vectorstore import clock
from vectorstore.index import Index


def status_draft(part: Part, index: Index) -> Draft | None:
    """The table's answer, or None: the part asks for something else, or of certain articles only."""
    chosen = part.filters
    if chosen.publisher or chosen.language or chosen.since or chosen.until or not index.status:
        return None
    as_of = date.fromisoformat(chosen.as_of) if chosen.as_of else None
    said = status_answer(part.text, part.language, index.status, today=clock.today(), as_of=as_of)
    if said is None:
        return None
    citation = cited(said, part.language)
    lines = [Line("quote", citation.quote, (1,))]
    if said.short:
        lines.insert(0, Line("lead", said.short, (1,)))
    return Draft(part, True, tuple(lines), lead=said.short, citations=(citation,), confidence=1.0)
