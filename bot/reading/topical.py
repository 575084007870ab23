"""Questions for what is said about something: what begins with it answers first, then whatever speaks of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.question import lexicon
from bot.question.anatomy import anatomy
from bot.question.utterance import utterance
from bot.question.value import Part
from bot.reading.value import Judged
from vectorstore.aliases import one_name
from vectorstore.types import Hit, Language

# What a sentence is worth that begins with the thing asked about, and one that holds it.
BEGINS, HOLDS = 0.7, 0.4
Words = tuple[str, ...]


def topic_first(part: Part, hits: Sequence[Hit]) -> list[Hit]:
    """*hits* with the passages first that speak of the thing asked about."""
    topic = topic_of(part)
    return sorted(hits, key=lambda hit: -_of_passage(hit, topic)) if topic else list(hits)


def with_topic(part: Part, judged: Sequence[Judged]) -> list[Judged]:
    """*judged* with what it is worth to speak of the thing asked about."""
    topic = topic_of(part)
    if not topic:
        return list(judged)
    return [
        replace(j, probability=max(j.probability, worth(j.text, j.article.language, topic))) for j in judged
    ]


def topic_of(part: Part) -> Words:
    """The stems of what is asked about in "what does ... say about X?"; none when it is no such question, or one's words."""
    if part.shape == "speech":
        return ()
    a = anatomy(part.query.text, part.language)
    found = lexicon.phrases("topics", part.language).first(a.said)
    if found is None:
        return ()
    small = lexicon.small_words(part.language)
    rest = one_name(a.piece((found.last, len(a.said.words))))
    return tuple(_stem(w.bare) for w in utterance(rest, part.language).words if w.word not in small)


def worth(text: str, language: Language, topic: Words) -> float:
    """Of a sentence: whether it begins with *topic*, holds all of it, or lacks some."""
    said = tuple(_stem(w.bare) for w in utterance(one_name(text), language).words)
    if not set(topic) <= set(said):
        return 0.0
    return BEGINS if said[: len(topic)] == topic else HOLDS


def _of_passage(hit: Hit, topic: Words) -> float:
    text, language = hit.article.text, hit.article.language
    return max(worth(text[s.start : s.end], language, topic) for s in hit.passage.sentences)


def _stem(word: str) -> str:
    """Without the ending of an English plural."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
