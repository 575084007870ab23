"""Ask: one function from a question to an answer that quotes, or says why it cannot."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from vectorstore.index import Index
from vectorstore.language import language_of
from vectorstore.types import Filters, Hit

from . import smalltalk, wording
from .answer import Answer, Reason
from .asked import Question, understand
from .compose import compose
from .followup import leans_back, points_back, standalone
from .reader import read
from .refuse import nearest, refusal
from .status import from_table

# Passages retrieved; reading looks closely at the first few, evidence and the nearest articles at all.
RETRIEVED = 20
# Passages read of each day that a question names.
_OF_EACH_DAY = 6
# What an article cited last gains when a follow-up leans on it, in fused score (0..1).
_CITED_LAST = 0.15


class _Clock:
    """Milliseconds by step."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self.took: dict[str, float] = {}

    def step(self, name: str) -> None:
        now = time.perf_counter()
        self.took[name] = round((now - self._last) * 1000, 2)
        self._last = now

    def done(self) -> dict[str, float]:
        return self.took | {"total": round((time.perf_counter() - self._start) * 1000, 2)}


def ask(
    question: str,
    index: Index,
    *,
    history: Sequence[str] = (),
    filters: Filters | None = None,
) -> Answer:
    """Answer *question* from *index*; *history* are the questions before it, oldest first.

    The same arguments give the same answer, times apart. Raises what the index raises, nothing of its own.
    """
    clock = _Clock()
    fixed = _fixed(question, index)
    if fixed:
        return replace(fixed, took_ms=clock.done())
    alone = standalone(question, history)
    asked = understand(alone, index, filters)
    clock.step("understand")
    if told := from_table(question, alone, asked.query.language, index, filters):
        return replace(told, took_ms=clock.done())
    hits = _hits(question, asked, index, history, filters)
    clock.step("retrieve")
    answer = _answer(question, asked, hits, index)
    clock.step("read")
    return replace(answer, took_ms=clock.done())


def stream(
    question: str,
    index: Index,
    *,
    history: Sequence[str] = (),
    filters: Filters | None = None,
) -> Iterator[str | Answer]:
    """The answer's text paragraph by paragraph, then the `Answer`."""
    answer = ask(question, index, history=history, filters=filters)
    yield from answer.text.replace("\n\n", "\n\n\0").split("\0")
    yield answer


def retrieve(
    question: str,
    index: Index,
    *,
    history: Sequence[str] = (),
    filters: Filters | None = None,
    k: int = RETRIEVED,
) -> list[Hit]:
    """The passages that `ask` would read, best first."""
    asked = understand(standalone(question, history), index, filters)
    return _hits(question, asked, index, history, filters)[:k]


def _fixed(question: str, index: Index) -> Answer | None:
    """Small talk and what is no question, without a search."""
    language = language_of(question)
    said = smalltalk.reply(question)
    reason: Reason | None = "small_talk" if said else None
    if reason is None and smalltalk.is_order(question):
        reason = "off_subject"
    if reason is None and smalltalk.is_gibberish(question):
        reason = "not_a_question"
    if reason is None:
        return None
    text = said or wording.reason_text(reason, language)
    return Answer(question, text, False, language, reason=reason, build=index.manifest.build)


def _hits(
    question: str, asked: Question, index: Index, history: Sequence[str], filters: Filters | None
) -> list[Hit]:
    hits = index.search(asked.query, RETRIEVED, asked.filters)
    if len(asked.days) > 1:
        hits = _with_each_day(asked, hits, index)
    if not history or not leans_back(question, history):
        return hits
    # As it stands alone: asked with its own history, each turn would be answered again for every later one.
    before = ask(standalone(history[-1], history[:-1]), index, filters=filters)
    cited = {c.article_id for c in before.citations}
    if points_back(question) and before.found:
        return [h for h in hits if h.article.id == before.citations[0].article_id] or hits
    raised = [replace(h, score=h.score + _CITED_LAST) if h.article.id in cited else h for h in hits]
    return sorted(raised, key=lambda h: -h.score)


def _with_each_day(asked: Question, hits: list[Hit], index: Index) -> list[Hit]:
    """For a question that names several days: the best passages published on each of them are read too."""
    of_days = [
        index.search(
            asked.query, _OF_EACH_DAY, replace(asked.filters, since=d.isoformat(), until=d.isoformat())
        )
        for d in asked.days
    ]
    in_turn = [h for turn in zip_longest(*of_days) for h in turn if h is not None]
    first = {h.row: h for h in [*hits[:1], *in_turn]}
    return [*first.values(), *(h for h in hits if h.row not in first)]


def _answer(question: str, asked: Question, hits: list[Hit], index: Index) -> Answer:
    language, build = asked.query.language, index.manifest.build
    reading = read(asked, hits, index)
    reason = refusal(asked, reading, index)
    if reason:
        text = wording.reason_text(reason, language)
        confidence = round(reading.confidence, 4)
        close = nearest(hits)
        return Answer(
            question, text, False, language, reason=reason, nearest=close, build=build, confidence=confidence
        )
    draft = compose(asked, reading)
    return Answer(
        question,
        draft.text,
        True,
        language,
        short=draft.short,
        hedged=draft.hedged,
        citations=draft.citations,
        timeline=draft.timeline,
        build=build,
        confidence=round(reading.confidence, 4),
    )
