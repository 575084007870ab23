"""Ask with a language model: the reader answers first, and the model says it in prose where the passages agree."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot import chat
from bot.answer import Answer
from bot.followup import standalone
from bot.llm.cache import Key
from bot.llm.speak import speak
from bot.llm.speaker import Speaker, Spent
from bot.llm.translate import translated
from vectorstore.index import Index
from vectorstore.types import Filters, Language


def ask(
    question: str,
    index: Index,
    *,
    model: Speaker,
    history: Sequence[str] = (),
    filters: Filters | None = None,
) -> Answer:
    """As `bot.chat.ask`, in the *model*'s words where they pass; a model that fails leaves the reader's answer."""
    *_, answer = stream(question, index, model=model, history=history, filters=filters)
    assert isinstance(answer, Answer)
    return answer


def stream(
    question: str,
    index: Index,
    *,
    model: Speaker,
    history: Sequence[str] = (),
    filters: Filters | None = None,
) -> Iterator[str | Answer]:
    """The answer's text piece by piece, then the `Answer`.

    A piece is a sentence that has passed; "" says that there is none yet, so that whoever reads can leave.
    Closing the iterator ends the model's work.
    """
    told = False
    for piece in _pieces(question, index, model, history, filters):
        if isinstance(piece, Answer) and not told:
            yield from piece.text.replace("\n\n", "\n\n\0").split("\0")
        told = told or bool(piece)
        yield piece


def _pieces(
    question: str, index: Index, model: Speaker, history: Sequence[str], filters: Filters | None
) -> Iterator[str | Answer]:
    began = time.perf_counter()
    answer = chat.ask(question, index, history=history, filters=filters)
    if not answer.found or answer.from_table:
        yield answer
        return
    hits = chat.retrieve(question, index, history=history, filters=filters)
    alone = standalone(question, history)
    key = Key(question, tuple(history), filters, answer.build, model.name)
    translating = Spent()
    for piece in speak(answer, alone, hits, model.within(time.perf_counter() - began), key):
        if isinstance(piece, str):
            yield piece
            continue
        told, took = piece, piece.took_ms
        if told.mode == "llm" or "model_first" in took:  # a model that is not there translates nothing either
            left = model.within(time.perf_counter() - began)
            told = yield from translated(told, _languages(told, index), left, translating)
        total = {"total": round((time.perf_counter() - began) * 1000, 2)}
        yield replace(told, took_ms={**answer.took_ms, **_with_tokens(took, translating), **total})


def _languages(answer: Answer, index: Index) -> dict[str, Language]:
    """Of the cited articles, by id."""
    found = (index.article(c.article_id) for c in answer.citations)
    return {article.id: article.language for article in found if article}


def _with_tokens(took: Mapping[str, float], *beside: Spent) -> dict[str, float]:
    extra = {"tokens_in": sum(s.tokens_in for s in beside), "tokens_out": sum(s.tokens_out for s in beside)}
    return {name: value + extra.get(name, 0) for name, value in took.items()}
