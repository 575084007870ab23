"""Whether a text is nothing but the phrases of one table, with words between them that say nothing."""

from __future__ import annotations

from collections.abc import Callable

from bot.question import lexicon
from bot.question.utterance import Utterance


def covered(said: Utterance, kind: str) -> tuple[str, ...]:
    """What the phrases of table *kind* stand for when they and fillers are all of the text; else nothing.

    Of all ways to cover it one is enough: at each place the longest phrase is tried, then a filler.
    """
    fillers = lexicon.phrases("fillers", said.language)
    table = lexicon.table(kind, said.language)
    found: list[str] = []
    at = 0
    while at < len(said.words):
        phrase, filler = table.at(said, at), fillers.at(said, at)
        if phrase and (filler is None or phrase.last >= filler.last):
            found.append(phrase.value)
            at = phrase.last
        elif filler:
            at = filler.last
        else:
            return ()
    return tuple(found)


def readable(said: Utterance, is_word: Callable[[str], bool]) -> bool:
    """Whether half of the words can be words of either language."""
    words = [w.bare for w in said.words if w.bare[0].isalpha()]
    return bool(words) and sum(map(is_word, words)) * 2 >= len(words)
