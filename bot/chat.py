"""Ask: from a question to an answer that quotes, or says why it cannot. No language model.

What is typed is understood once (`bot.question`); each part is looked up in the status table or searched, read
(`bot.reading`) and said (`bot.reply`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from bot.answer import Answer, Reason
from bot.question import small_talk
from bot.question.actions import action
from bot.question.understand import turns_of, understand
from bot.question.value import Action, Part, Question, Thread, Turn
from bot.reading.opening import reader_of
from bot.reading.read import read
from bot.reading.value import Reading, Verdict
from bot.reading.verdict import SURE_FROM, judge
from bot.reply.carry import carried
from bot.reply.compose import compose
from bot.reply.join import joined
from bot.reply.law import law_draft
from bot.reply.status_table import status_draft
from bot.reply.value import Draft
from vectorstore.days import with_days
from vectorstore.index import Index
from vectorstore.pause import pause
from vectorstore.types import Filters, Hit

# Passages retrieved; the first few are read, evidence and the nearest articles look at all.
RETRIEVED = 20
# Passages read of each day that a question names.
_OF_EACH_DAY = 6
# What an article cited last gains when a follow-up leans on it, in fused score (0..1).
_CITED_LAST = 0.15

# Small talk that is refused for another reason than being none.
_TALK_REASONS: dict[small_talk.Talk, Reason] = {"order": "off_subject", "gibberish": "not_a_question"}

History = Sequence[str | Turn]


@dataclass(frozen=True, slots=True, eq=False)
class Considered:
    """One part, and everything that was made of it."""

    part: Part
    hits: tuple[Hit, ...]  # none when the status table answered
    reading: Reading
    verdict: Verdict
    draft: Draft


@dataclass(frozen=True, slots=True, eq=False)
class Consideration:
    """A question on its whole way, for `--explain` and for a language model above."""

    question: Question
    parts: tuple[Considered, ...]
    answer: Answer


def ask(
    question: str,
    index: Index,
    *,
    history: History = (),
    filters: Filters | None = None,
) -> Answer:
    """Answer *question* from *index*; *history* are the turns before it, oldest first.

    The same arguments give the same answer, times apart. Raises what the index raises, and ValueError for a filter's
    day that is none.
    """
    return consider(question, index, history=history, filters=filters).answer


def stream(
    question: str,
    index: Index,
    *,
    history: History = (),
    filters: Filters | None = None,
) -> Iterator[str | Answer]:
    """The answer's text paragraph by paragraph, then the `Answer`."""
    answer = ask(question, index, history=history, filters=filters)
    yield from answer.text.replace("\n\n", "\n\n\0").split("\0")
    yield answer


def consider(
    question: str,
    index: Index,
    *,
    history: History = (),
    filters: Filters | None = None,
) -> Consideration:
    """As `ask`, with all that was found on the way."""
    clock, filters = _Clock(), with_days(filters) if filters else None
    thread = turns_of(history)
    wanted = action(question, thread)
    if wanted is not None:
        return _acted(question, wanted, thread, index, filters, clock)
    asked = understand(question, index, thread=thread, filters=filters)
    clock.step("understand")
    talked = _small_talk(question, thread, index)
    if talked is not None:
        return Consideration(asked, (), replace(talked, took_ms=clock.done()))
    parts = tuple(_considered(part, asked, index, clock) for part in asked.parts)
    if thread and thread[-1].quotes and _open_to_doubt(parts):
        asked, parts = _as_meant(asked, parts, thread[-1], index, filters, clock)
    answer = joined(asked, [p.draft for p in parts], index)
    return Consideration(asked, parts, replace(answer, took_ms=clock.done()))


def _open_to_doubt(parts: Sequence[Considered]) -> bool:
    """Whether one question was read and is not surely answered: it may have been meant otherwise."""
    return len(parts) == 1 and bool(parts[0].hits) and parts[0].verdict.outcome != "answer"


def _as_meant(
    asked: Question,
    parts: tuple[Considered, ...],
    last: Turn,
    index: Index,
    filters: Filters | None,
    clock: _Clock,
) -> tuple[Question, tuple[Considered, ...]]:
    """A follow-up in doubt, as it was typed, asked of the articles that the turn before cited, when they surely answer it.

    Of development turns 6 of 336 more are right so, and 5 take longer than a quarter of a second. Asked of all articles, or
    with the subject of the turn before lent to it, one more would be, and 40 would take longer.
    """
    there = understand(asked.typed, index, filters=filters)
    # A name by itself ("Qatar?") has no language: it is the conversation's.
    if len(there.parts) != 1 or there.language != asked.language:
        return asked, parts
    cited = tuple(dict.fromkeys(q.article_id for q in last.quotes))
    part = there.parts[0]
    within = replace(part, filters=replace(part.filters, only=cited))
    read = _considered(within, there, index, clock)
    if read.verdict.confidence > max(SURE_FROM, parts[0].verdict.confidence):
        return there, (read,)
    return asked, parts


def _acted(
    typed: str, wanted: Action, thread: Thread, index: Index, filters: Filters | None, clock: _Clock
) -> Consideration:
    """Something done with an earlier answer; one that the caller did not send along is worked out again."""

    def again(text: str, before: Thread, narrowed: Filters) -> Answer:
        return ask(
            text, index, history=before, filters=replace(filters or Filters(), language=narrowed.language)
        )

    asked = Question(typed, (), wanted.language)
    answer = carried(typed, wanted, thread, index, again)
    return Consideration(asked, (), replace(answer, took_ms=clock.done()))


def retrieve(
    question: str, index: Index, *, history: History = (), filters: Filters | None = None, k: int = RETRIEVED
) -> list[Hit]:
    """The passages that `ask` would read for the question's first part, best first."""
    asked = understand(question, index, thread=turns_of(history), filters=filters)
    return _hits(asked.parts[0], asked, index)[:k]


def _small_talk(typed: str, thread: Thread, index: Index) -> Answer | None:
    """Greetings, thanks, orders and what is no question, answered without a search."""
    said = small_talk.reply(typed, thread)
    if said is None:
        return None
    reason = _TALK_REASONS.get(said.talk, "small_talk")
    return Answer(typed, said.text, False, said.language, reason=reason, build=index.manifest.build)


def _considered(part: Part, asked: Question, index: Index, clock: _Clock) -> Considered:
    told = status_draft(part, index) or law_draft(part, index)
    if told is not None:
        clock.step("known")
        return Considered(part, (), Reading((), ()), Verdict("answer", told.confidence), told)
    hits = _hits(part, asked, index)
    clock.step("retrieve")
    reading = read(part, hits, index, reader_of(index))
    verdict = judge(part, reading, index)
    clock.step("read")
    draft = compose(part, reading, verdict, index)
    clock.step("compose")
    return Considered(part, tuple(hits), reading, verdict, draft)


def _hits(part: Part, asked: Question, index: Index) -> list[Hit]:
    hits = index.search(part.query, RETRIEVED, part.filters)
    if len(part.days) > 1:
        hits = _with_each_day(part, hits, index)
    if asked.within:
        return [h for h in hits if h.article.id in asked.within] or hits
    raised = [
        replace(h, score=h.score + _CITED_LAST) if h.article.id in asked.cited_before else h for h in hits
    ]
    return sorted(raised, key=lambda h: -h.score) if asked.cited_before else hits


def _with_each_day(part: Part, hits: list[Hit], index: Index) -> list[Hit]:
    """For a question that names several days: the best passages published on each of them are read too."""
    of_days = [
        index.search(
            part.query, _OF_EACH_DAY, replace(part.filters, since=d.isoformat(), until=d.isoformat())
        )
        for d in part.days
    ]
    in_turn = [h for turn in zip_longest(*of_days) for h in turn if h is not None]
    first = {h.row: h for h in [*hits[:1], *in_turn]}
    return [*first.values(), *(h for h in hits if h.row not in first)]


class _Clock:
    """Milliseconds by step, added up over the parts."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self.took: dict[str, float] = {}

    def step(self, name: str) -> None:
        now = time.perf_counter()
        self.took[name] = round(self.took.get(name, 0.0) + (now - self._last) * 1000, 2)
        self._last = now
        pause()

    def done(self) -> dict[str, float]:
        return self.took | {"total": round((time.perf_counter() - self._start) * 1000, 2)}
