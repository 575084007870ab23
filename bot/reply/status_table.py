"""What the status table says to a part, as a draft: counts and lists come from the table, never from prose."""

from __future__ import annotations

from datetime import date

from bot.answer import YesNo
from bot.question.value import Part
from bot.reply import wording
from bot.reply.value import Draft, Line
from bot.status.lookup import StatusAnswer, status_answer
from bot.status.source import cited
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
    word = _verdict(part, said)
    lead = _lead(part, said, word)
    if lead:
        lines.insert(0, Line("lead", lead, (1,)))
    return Draft(part, True, tuple(lines), lead=lead, citations=(citation,), verdict=word, confidence=1.0)


def _verdict(part: Part, said: StatusAnswer) -> YesNo | None:
    """Yes or no, when that was asked of one thing; the table knows of no State that never will."""
    if part.shape != "yesno" or said.yes is None:
        return None
    if said.yes:
        return "yes"
    return "no" if said.shape == "window" else "not_yet"


def _lead(part: Part, said: StatusAnswer, word: YesNo | None) -> str | None:
    """ "Yes: signed on 25 October 2025"; where nothing is known, how it is known stands in the sentence below."""
    if word is None:
        return said.short
    yet = wording.asks_yet(part.text)
    fact = said.fact or (said.short if word == "yes" else None)
    return (
        wording.corrected(word, fact, part.language, yet=yet)
        if fact
        else wording.verdict(word, part.language, yet=yet)
    )
