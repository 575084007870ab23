"""Questions for what something is: a sentence that says "X is a ..." answers."""

from __future__ import annotations

import functools
from collections.abc import Callable

from bot.question import lexicon
from bot.question.anatomy import anatomy
from bot.question.swapping import subject
from bot.question.utterance import utterance
from bot.question.value import Part
from vectorstore.aliases import expand, one_name
from vectorstore.types import Hit, Language

# What a sentence is worth that opens its article with the definition, that begins with it, that holds it ("Under
# Article 2, X is any ..."): the later ones may speak of something else that X is part of. In the other language: a little less.
OPENS, BEGINS, HOLDS = 0.9, 0.75, 0.5
_ACROSS = 0.95
# What may stand before a term that begins a sentence.
_ARTICLES = frozenset(("the", "a", "an"))
Words = tuple[str, ...]
Worth = Callable[[Hit, int], float]  # of a passage's sentence, by its number


def worth_of(part: Part) -> Worth | None:
    """What a sentence of a passage is worth as the definition asked for; None when none is asked for."""
    term = _term(part)
    return (lambda hit, place: _worth(hit, place, part, term)) if term else None


def _worth(hit: Hit, place: int, part: Part, term: Words) -> float:
    sentence, language = hit.passage.sentences[place], hit.article.language
    begins = defined(hit.article.text[sentence.start : sentence.end], language, term)
    if begins is None:
        return 0.0
    opens = hit.passage.position == 0 and place == 0
    worth = HOLDS if not begins else OPENS if opens else BEGINS
    return worth if language == part.language else worth * _ACROSS


def defined(text: str, language: Language, term: Words) -> bool | None:
    """Whether *text* begins with *term* and says right behind it what it is ("X is a ...", not "X is not").

    False when it says so further on; None when it does not.
    """
    words = _words(text, language)
    size = len(term)
    said = utterance(" ".join(words), language)
    copulas = lexicon.phrases("copulas", language)
    places = range(len(words) - size)
    at = next((n for n in places if words[n : n + size] == term and copulas.at(said, n + size)), None)
    return None if at is None else all(w in _ARTICLES for w in words[:at])


@functools.lru_cache(maxsize=4_096)
def _words(text: str, language: Language) -> Words:
    return tuple(w.bare for w in utterance(one_name(expand(text)), language).words)


def _term(part: Part) -> Words:
    """The words of what is asked about; none when it is no question for a definition."""
    if part.shape != "definition":
        return ()
    about = subject(anatomy(part.query.text, part.language))
    return _words(about, part.language)
