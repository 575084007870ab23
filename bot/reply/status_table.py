"""What the status table says to a part, as a draft: counts and lists come from the table, never from prose."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.answer import YesNo
from bot.question.anatomy import anatomy
from bot.question.narrowing import narrowed
from bot.question.value import Part
from bot.reply import wording
from bot.reply.compared import compared
from bot.reply.value import Draft, Line
from bot.status.lookup import StatusAnswer, status_answer
from bot.status.source import cited
from vectorstore import clock
from vectorstore.index import Index
from vectorstore.types import Filters


def status_draft(part: Part, index: Index) -> Draft | None:
    """The table's answer, or None: the part asks for something else, or of certain articles only."""
    chosen = part.filters
    if chosen.publisher or chosen.language or chosen.since or not index.status:
        return None
    if chosen.until and not _names_until(part, index):
        return None
    as_of = date.fromisoformat(chosen.as_of) if chosen.as_of else None
    asked = functools.partial(
        status_answer, language=part.language, table=index.status, today=clock.today(), as_of=as_of
    )
    said = asked(part.text) or _counted(part, asked)
    if said is None:
        return None
    citation = cited(said, part.language)
    lines = [Line("quote", citation.quote, (1,))]
    word = _verdict(part, said)
    lead = _lead(part, said, word)
    if lead:
        lines.insert(0, Line("lead", lead, (1,)))
    return Draft(part, True, tuple(lines), lead=lead, citations=(citation,), verdict=word, confidence=1.0)


def _names_until(part: Part, index: Index) -> bool:
    """Whether the question itself says "before November 2025", which the table takes as its day."""
    near = date.fromisoformat(index.manifest.newest or clock.today().isoformat())
    said = anatomy(part.text, part.language).said
    return narrowed(said, Filters(), near, frozenset()).filters.until == part.filters.until


def _counted(part: Part, asked: Callable[[str], StatusAnswer | None]) -> StatusAnswer | None:
    """ "Did more than 70 sign in Hanoi?": the count, with yes or no; None when the count does not decide."""
    given = compared(part.text, part.language) if part.shape == "yesno" else None
    told = asked(given.counting) if given else None
    if given is None or told is None or (holds := given.holds(told)) is None:
        return None
    return replace(
        told,
        yes=holds,
        fact=told.short if told.most == told.count else None,
        final=told.scoped or given.bound in ("fewer", "exactly"),
    )


def _verdict(part: Part, said: StatusAnswer) -> YesNo | None:
    """Yes or no, when that was asked of one thing; the table knows of no State that never will."""
    if part.shape != "yesno" or said.yes is None:
        return None
    if said.yes:
        return "yes"
    return "no" if said.shape == "window" or said.final else "not_yet"


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
