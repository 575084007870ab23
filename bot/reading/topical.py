"""Questions for what is said about something: what begins with it answers first, then whatever speaks of it."""

from __future__ import annotations

from bot.question import lexicon
from bot.question.anatomy import anatomy
from bot.question.utterance import utterance
from bot.question.value import Part
from bot.reading.defining import Words, Worth
from vectorstore.aliases import one_name
from vectorstore.types import Hit, Language

# What a sentence is worth that begins with the thing asked about, and one that holds it.
BEGINS, HOLDS = 0.7, 0.4


def worth_of(part: Part) -> Worth | None:
    """What a sentence of a passage is worth by speaking of the thing asked about; None when no thing is asked about."""
    topic = topic_of(part)
    return (lambda hit, place: _of_sentence(hit, place, topic)) if topic else None


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


def _of_sentence(hit: Hit, place: int, topic: Words) -> float:
    sentence = hit.passage.sentences[place]
    return worth(hit.article.text[sentence.start : sentence.end], hit.article.language, topic)


def _stem(word: str) -> str:
    """Without the ending of an English plural."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
