"""Let the model answer from numbered sentences, and show of its words what passes three gates.

The reader's answer is there before the model is asked, and stands whenever what answers cannot be verified.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.answer import Answer
from bot.language_model import Message
from bot.llm.cache import Key
from bot.llm.draft import Draft
from bot.llm.evidence import Evidence
from bot.llm.repair import rewritten
from bot.llm.review import Review, reviewed
from bot.llm.sentences import sentences
from bot.llm.speaker import Speaker, Spent
from bot.llm.translate import faithful, foreign
from vectorstore.types import Hit

# The prompt asks for ten at most; a model that goes on is cut off, and so is one that has lost its way.
_MOST_SENTENCES = 12
_MOST_FAILED = 10
# Seconds that a judge or a second try needs at least; with less left neither is asked.
_WORTH_ASKING_S = 0.5


@dataclass(slots=True)
class Asking:
    """One question on its way through the model."""

    answer: Answer  # the reader's
    question: str
    evidence: Evidence
    hits: Sequence[Hit]
    told: Sequence[Message]
    speaker: Speaker
    key: Key
    listed: bool = False  # whether each sentence of the answer is an item beside the others
    began: float = field(default_factory=time.perf_counter)
    calls: list[Spent] = field(default_factory=list)

    @property
    def left(self) -> Speaker:
        """The speaker with the time that is left."""
        return self.speaker.within(time.perf_counter() - self.began)

    @property
    def in_time(self) -> bool:
        """Whether another call is worth it."""
        return self.left.limits.total_s > _WORTH_ASKING_S

    def spent(self) -> Spent:
        """For one more call."""
        self.calls.append(Spent())
        return self.calls[-1]


def speak(asking: Asking) -> Iterator[str | Answer]:
    """Verified pieces of text, "" while there are none, then the `Answer`: the model's, or the reader's."""
    judged = asking.speaker.judged
    draft = Draft(
        asking.answer,
        asking.question,
        asking.evidence,
        asking.speaker.meaning,
        judged=judged,
        listed=asking.listed,
    )
    yield from _heard(draft, asking)
    review = Review()
    if (
        asking.calls[0].first_ms is not None or asking.calls[0].cached
    ):  # a model that is not there judges nothing
        yield from _judged(draft, review, asking)
    draft.settle(review.verdicts, final=True)
    yield draft.ready()
    failed = draft.failed()
    if failed and asking.calls[0].whole and asking.in_time:
        again = yield from rewritten(failed, asking.told, asking.answer.language, asking.left, asking.spent())
        draft.retry(again)
        yield draft.ready()
    if (rest := draft.rest()) and draft.ready() == "" and draft.count:
        yield "\n\n" + rest
    answer = draft.finished(asking.hits)
    yield from _translated(answer, review, asking)


def _heard(draft: Draft, asking: Asking) -> Iterator[str]:
    """Read the model's reply, sentence by sentence."""
    spent, said = asking.spent(), [""]
    heard = _kept(asking.speaker.pieces(asking.told, asking.key, spent), said)
    try:
        for sentence in sentences(heard):
            if sentence is None:
                yield ""
            elif sentence.is_whole or spent.whole:  # half a sentence of a reply that broke off says nothing
                draft.take(sentence)
                yield draft.ready()
            if draft.count >= _MOST_SENTENCES or draft.failures >= _MOST_FAILED:
                break
    finally:
        heard.close()
    if spent.whole and (draft.count or draft.says_nothing) and not spent.cached:
        asking.speaker.cache.put(asking.key, "".join(said))


def _judged(draft: Draft, review: Review, asking: Asking) -> Iterator[str]:
    """Ask for verdicts on what is open, and for translations of what is cited in another language."""
    statements = draft.open()
    quotes = [c.quote for c in foreign(draft.citations(), asking.answer.language, _languages(asking))]
    if not statements or not asking.in_time:
        return
    coming = reviewed(
        statements,
        quotes,
        asking.evidence,
        asking.answer.language,
        asking.left.as_judge(),
        asking.spent(),
        review,
    )
    for _ in coming:
        draft.settle(review.verdicts)
        yield draft.ready()
    review.translations = {hash(q): review.translations.get(n, "") for n, q in enumerate(quotes, 1)}


def _translated(answer: Answer, review: Review, asking: Asking) -> Iterator[str | Answer]:
    """*answer* with translations of what it quotes in another language."""
    quoted = foreign(answer.citations, answer.language, _languages(asking))
    missing = [c.quote for c in quoted if hash(c.quote) not in review.translations]
    by_quote = {c.quote: review.translations.get(hash(c.quote), "") for c in quoted}
    alive = any(s.first_ms is not None or s.cached for s in asking.calls)
    if missing and alive and asking.in_time:
        more = Review()
        yield from reviewed({}, missing, asking.evidence, answer.language, asking.left, asking.spent(), more)
        by_quote |= {q: more.translations.get(n, "") for n, q in enumerate(missing, 1)}
    told = {c.number: by_quote.get(c.quote, "") for c in quoted}
    citations = tuple(
        replace(c, translation=told[c.number])
        if told.get(c.number)
        and faithful(told[c.number], c, answer.language, asking.speaker.meaning.supporter)
        else c
        for c in answer.citations
    )
    yield replace(answer, citations=citations, took_ms=_took(asking))


def _languages(asking: Asking) -> dict[str, str]:
    return {h.article.id: h.article.language for h in asking.hits}


def _took(asking: Asking) -> dict[str, float]:
    """Milliseconds, tokens and calls of the model."""
    first = asking.calls[0].took()
    model_ms = round((time.perf_counter() - asking.began) * 1000, 2)
    tokens = {name: sum(getattr(s, name) for s in asking.calls) for name in ("tokens_in", "tokens_out")}
    calls = sum(not s.cached and (s.tokens_in > 0 or s.tokens_out > 0) for s in asking.calls)
    return {**first, "model": model_ms, **tokens, "calls": calls}


def _kept(pieces: Iterator[str], said: list[str]) -> Generator[str, None, None]:
    """*pieces*, written down as they pass."""
    for piece in pieces:
        said.append(piece)
        yield piece
