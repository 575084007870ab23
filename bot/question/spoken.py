"""Which of the two languages an answer is in, and whether the question is in neither."""

from __future__ import annotations

import functools
import unicodedata
from importlib.resources import files

from bot.question import lexicon
from bot.question.value import Thread
from vectorstore.aliases import is_english
from vectorstore.language import language_of
from vectorstore.text import is_marked, nfc, tokens
from vectorstore.types import Language

# A text with fewer Latin letters than this share is in another script.
_LATIN_SHARE = 0.5
# Small words of another language that must stand in a text before it is called foreign, and their share.
_FOREIGN_WORDS = 2
_FOREIGN_SHARE = 0.3


def language_in(text: str, thread: Thread) -> Language:
    """The language of *text*; of the conversation when the text is a name or a number only ("Japan?")."""
    words = tokens(text)
    own = any(w in lexicon.small_words("vi") or w in lexicon.small_words("en") or is_marked(w) for w in words)
    if thread and not own and len(words) <= 4:
        return language_in(thread[-1].question, thread[:-1])
    found = language_of(text)
    if found == "vi" and not any(map(is_marked, words)) and _is_english(words):
        return "en"
    return found


def _is_english(words: list[str]) -> bool:
    """Whether no word is a small Vietnamese one, and one is English: a small word, or a longer one of the glossary."""
    vietnamese = lexicon.small_words("vi") - lexicon.small_words("en") - {"the"}
    english = lexicon.small_words("en") - lexicon.small_words("vi")
    said = set(words)
    return not vietnamese & said and bool(english & said or any(len(w) > 3 and is_english(w) for w in said))


def is_foreign(text: str) -> bool:
    """Whether *text* is in neither Vietnamese nor English."""
    letters = [c for c in nfc(text) if c.isalpha()]
    if not letters:
        return False
    latin = sum("LATIN" in unicodedata.name(c, "") for c in letters)
    if latin < len(letters) * _LATIN_SHARE:
        return True
    words = tokens(text)
    ours = sum(w in lexicon.small_words("en") or w in lexicon.small_words("vi") for w in words)
    best = max(sum(w in table for w in words) for table in _foreign().values())
    return best >= _FOREIGN_WORDS and best >= len(words) * _FOREIGN_SHARE and best > ours


@functools.cache
def _foreign() -> dict[str, frozenset[str]]:
    lines = files("bot.question").joinpath("data", "foreign.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {language: frozenset(tokens(words)) for language, words in rows}
