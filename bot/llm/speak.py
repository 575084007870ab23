"""Let the model say what the reader found, sentence by sentence, and show only what the passages say too.

The reader's answer is there before the model is asked, and stands whenever the model adds nothing to it.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace

from bot.answer import Answer
from bot.llm import prompt
from bot.llm.cache import Key
from bot.llm.draft import Draft
from bot.llm.ground import ground
from bot.llm.sentences import sentences
from bot.llm.sources import sources
from bot.llm.speaker import Speaker, Spent
from vectorstore.types import Hit

# The prompt asks for five; a model that goes on is cut off, and so is one that has lost its way.
_MOST_SENTENCES = 8
_MOST_HELD = 12


def speak(
    answer: Answer, question: str, hits: Sequence[Hit], speaker: Speaker, key: Key
) -> Iterator[str | Answer]:
    """Safe pieces of text, "" while there are none, then the `Answer`: the model's, or *answer* itself.

    *question* is *answer*'s, made to stand alone. The pieces are the text of the model's answer; there are
    none when the reader's stands.
    """
    began, spent = time.perf_counter(), Spent()
    shown = prompt.fitting(sources(answer, hits))
    if not shown:
        yield answer
        return
    draft = Draft(answer, ground(shown, question, [c.quote for c in answer.citations]))
    said: list[str] = []
    told = prompt.messages(question, shown, answer.language)
    prompt_ms = (time.perf_counter() - began) * 1000
    heard = _kept(speaker.pieces(told, key, spent), said)
    try:
        yield from _spoken(draft, heard, spent)
    finally:
        heard.close()
    if rest := draft.completed():
        yield rest
    if spent.whole and draft.count and not spent.cached:
        speaker.cache.put(key, "".join(said))
    model_ms = (time.perf_counter() - began) * 1000 - prompt_ms
    took = {"prompt": round(prompt_ms, 2), "model": round(model_ms, 2), **spent.took()}
    yield replace(draft.finished(), took_ms=took)


def _spoken(draft: Draft, heard: Iterator[str], spent: Spent) -> Iterator[str]:
    for sentence in sentences(heard):
        if sentence is None:
            yield ""
        elif sentence.is_whole or spent.whole:  # half a sentence of a reply that broke off says nothing
            if text := draft.take(sentence):
                yield text
            if draft.count >= _MOST_SENTENCES or draft.held >= _MOST_HELD:
                return


def _kept(pieces: Iterator[str], said: list[str]) -> Generator[str, None, None]:
    """*pieces*, written down as they pass."""
    for piece in pieces:
        said.append(piece)
        yield piece
