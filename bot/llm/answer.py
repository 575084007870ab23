"""Ask with a language model: the reader's quotes at once, then what the model makes of the passages, verified.

The model is asked whenever retrieval found anything; what the reader without a model thinks of it is a hint.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from bot import chat
from bot.answer import Answer, Quotes
from bot.llm import prompt
from bot.llm.cache import Key
from bot.llm.evidence import Evidence, gather
from bot.llm.orders import is_order
from bot.llm.speak import Asking, speak
from bot.llm.speaker import Speaker
from bot.question.value import Part, Turn
from vectorstore.index import Index
from vectorstore.types import Filters, Hit

# Answers to what is no question; nothing was looked for.
_NO_QUESTION = frozenset(("small_talk", "not_a_question"))
# Passages of a follow-up's own that come before those of the question that it may lean on.
_OWN = 8

# Shapes that want more than a passage: whole articles, as far as they fit.
_WIDE = frozenset(("list", "comparison", "timeline", "summary"))
# Of these each sentence of the answer is one item of several.
_LISTED = frozenset(("list", "timeline", "summary"))

History = Sequence[str | Turn]


def ask(
    question: str,
    index: Index,
    *,
    model: Speaker,
    history: History = (),
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
    history: History = (),
    filters: Filters | None = None,
) -> Iterator[str | Quotes | Answer]:
    """The reader's answer as `Quotes`, the verified text piece by piece, then the `Answer`.

    "" says that there is no piece yet, so that whoever reads can leave. Closing the iterator ends the model's work.
    """
    began = time.perf_counter()
    considered = chat.consider(question, index, history=history, filters=filters)
    answer = considered.answer
    if answer.reason in _NO_QUESTION or answer.from_table or is_order(question):
        yield answer
        return
    hits = _hits(considered, index, history, filters)
    earlier = [_earlier(turn) for turn in history]
    # What a follow-up leans on may stand anywhere in the articles that the conversation is about.
    shapes = {part.shape for part in considered.question.parts}
    whole = bool(history) or bool(shapes & _WIDE)
    room = prompt.room(model.context, earlier)
    evidence = gather(answer, hits, room, whole=whole, summed="summary" in shapes)
    if not evidence.blocks:
        yield answer
        return
    yield Quotes(answer)
    told = prompt.messages(
        question,
        evidence,
        answer.language,
        today=date.today(),
        earlier=earlier,
        likeliest=_likeliest(answer, evidence),
    )
    key = Key(question, tuple(turn.question for turn in earlier), filters, answer.build, model.name)
    prompt_ms = round((time.perf_counter() - began) * 1000 - answer.took_ms.get("total", 0.0), 2)
    limited = model.within(time.perf_counter() - began)
    listed = bool(shapes) and shapes <= _LISTED
    asking = Asking(answer, question, evidence, hits, told, limited, key, listed)
    for piece in speak(asking):
        if isinstance(piece, str):
            yield piece
            continue
        total = round((time.perf_counter() - began) * 1000, 2)
        yield replace(piece, took_ms={**answer.took_ms, "prompt": prompt_ms, **piece.took_ms, "total": total})


def _hits(
    considered: chat.Consideration, index: Index, history: History, filters: Filters | None
) -> list[Hit]:
    """What the parts of the question found, in turn; of a follow-up, also what the question before it found."""
    parts = [part.hits for part in considered.parts]
    parts += [_later(part.part, index) for part in considered.parts if _looks_on(part.part, filters)]
    if history:
        own = [hits[:_OWN] for hits in parts]
        before = history[-1] if isinstance(history[-1], str) else history[-1].question
        parts = [*own, tuple(chat.retrieve(before, index, history=history[:-1], filters=filters)), *parts]
        in_turn = [hit for hits in parts for hit in hits]
    else:
        in_turn = [hit for turn in zip_longest(*parts) for hit in turn if hit is not None]
    return list({hit.row: hit for hit in reversed(in_turn)}.values())[::-1]


def _looks_on(part: Part, filters: Filters | None) -> bool:
    """Whether *part* compares what was known on a day that it names with what came of it."""
    own = part.filters.as_of is not None and not (filters and filters.as_of)
    return own and part.shape == "comparison"


def _later(part: Part, index: Index) -> tuple[Hit, ...]:
    """What is found for *part* whatever day it names."""
    return tuple(index.search(part.query, chat.RETRIEVED, replace(part.filters, as_of=None)))


def _earlier(turn: str | Turn) -> prompt.Earlier:
    return prompt.Earlier(turn) if isinstance(turn, str) else prompt.Earlier(turn.question, turn.text)


def _likeliest(answer: Answer, evidence: Evidence) -> int | None:
    """The number of the sentence that the reader quotes first, when it is sure of it."""
    if not answer.found or answer.hedged or not answer.citations:
        return None
    first = answer.citations[0]
    return next(
        (
            line.number
            for line in evidence.lines
            if line.article.id == first.article_id and first.start <= line.sentence.start < first.end
        ),
        None,
    )
