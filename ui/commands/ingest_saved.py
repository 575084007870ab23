"""Shared answers asked again after an ingest: whose links show by now that the answer is another one, and why.

A shared answer is asked as its page asks it (`ui.shared_view`): with its filters, without the turns before it. Both times
without a language model, so that what differs is the articles' doing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from bot.answer import Answer
from bot.evaluate.after import Because, asking_without, changed
from bot.evaluate.made import made_by
from bot.evaluate.pairs import Pair
from bot.evaluate.run import About, Results, System, evaluate
from ui.progress import say
from ui.shared import Shared
from vectorstore.index import Index
from vectorstore.types import Filters

# Of the newest so many: two minutes on a small server, and twice that for before and after.
MOST = 500


@dataclass(frozen=True, slots=True)
class SavedBefore:
    """What the shared answers' questions got before."""

    results: Results
    filters: Mapping[str, Filters]  # by the shared answer's id

    @property
    def asked(self) -> int:
        """How many."""
        return len(self.results.outcomes)


@dataclass(frozen=True, slots=True)
class SavedChange:
    """A shared answer whose question is answered otherwise now."""

    id: str
    question: str
    was: str  # the lead, else the words; "refused"
    now: str
    articles: tuple[str, ...]
    sure: bool
    why: str

    @property
    def line(self) -> str:
        """For a terminal."""
        told = f"{self.was} -> {self.now}" if self.was != self.now else f"still {self.now}, other quotes"
        return f"answers/{self.id} {self.question}: {told}, {self.why}"


def saved_before(shared: Shared, index: Index) -> SavedBefore:
    """Ask the questions of the newest `MOST` of *index*."""
    kept = list(islice(shared.all(), MOST + 1))
    if len(kept) > MOST:
        say(f"Only the newest {MOST} shared answers are asked again.")
    filters = {one.id: one.filters for one in kept[:MOST]}
    pairs = [Pair(one.id, one.answer.language, one.answer.question, None, "shared") for one in kept[:MOST]]
    return SavedBefore(_asked(pairs, filters, index, "before"), filters)


def changed_since(before: SavedBefore, index: Index) -> tuple[SavedChange, ...]:
    """Ask them again of *index*, and for each that differs find the article."""
    pairs = [outcome.pair for outcome in before.results.outcomes]
    after = _asked(pairs, before.filters, index, "after")
    ask = asking_without(index, lambda pair: before.filters[pair.id])
    was, now = ({o.pair.id: o.answer for o in run.outcomes} for run in (before.results, after))
    found = changed(before.results, after, index, ask)
    return tuple(_told(because, was[because.change.id], now[because.change.id]) for because in found)


def _asked(pairs: list[Pair], filters: Mapping[str, Filters], index: Index, when: str) -> Results:
    """Nothing is retrieved beside the answers: where a right source stands is not asked of them."""
    from bot import chat
    from bot.reading.opening import reader_of

    def ask(pair: Pair) -> Answer:
        return chat.ask(pair.question, index, filters=filters[pair.id])

    held = index.manifest
    about = About(held.build, held.model, held.articles, made=made_by(index, reader_of(index)))
    say(f"Asking {len(pairs)} shared answers {when} ...")
    return evaluate(pairs, System(ask, lambda pair: (), index.article, about))


def _told(because: Because, was: Answer, now: Answer) -> SavedChange:
    change = because.change
    said = (_said(was), _said(now))
    if said[0] == said[1] and change.was.text != change.now.text:
        said = (_words(was, now), _words(now, was))
    return SavedChange(change.id, was.question, *said, because.articles, because.sure, because.why)


def _said(answer: Answer) -> str:
    return "refused" if not answer.found else answer.short or _words(answer)


def _words(answer: Answer, other: Answer | None = None) -> str:
    """On one line, cut where a terminal's line would be long; what *other* does not say, when there is such."""
    known = other.text.split("\n\n") if other else []
    told = [paragraph for paragraph in answer.text.split("\n\n") if paragraph not in known]
    words = " ".join((" ".join(told) or answer.text).split())
    return words if len(words) <= 120 else f"{words[:119]}…"
