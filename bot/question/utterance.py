"""A text as the detectors see it: words with their places, marks and all, in one pass."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from itertools import islice

from vectorstore.aliases import typed_words
from vectorstore.text import fold, is_marked, nfc, tokens
from vectorstore.types import Language

_WORD = re.compile(r"\d+|[^\W\d_]+")
# Words looked at: a longer text is a page that was pasted, and 2,000 letters must not keep anybody waiting.
MOST_WORDS = 250
# In Vietnamese two words of three carry a mark; a text with fewer than one of six was typed without them,
# a marked name in it notwithstanding.
_MARKED_SHARE = 1 / 6
# Full-width digits and letters of East Asian keyboards, and other spaces, one character for one.
_NARROW = {0xFF10 + n: ord("0") + n for n in range(10)} | {
    ord(c): " " for c in "\u00a0\u2007\u2009\u202f\u3000"
}


# Abbreviations that are another word in small letters ("ai" asks who).
_CAPITALS = {"AI": "trí tuệ nhân tạo"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word or run of digits."""

    start: int  # characters of the text
    end: int
    text: str  # as written
    word: str  # lower case, one spelling ("hoà"), chat spellings written out ("ko" -> "không")
    bare: str  # the same without marks

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True, eq=False)
class Utterance:
    """A text, cut into words once; two are equal when they are one."""

    text: str  # NFC, spaces single, digits ASCII; every offset counts its characters
    language: Language
    loose: bool  # Vietnamese typed without marks: marks do not count
    words: tuple[Word, ...]

    def gap(self, n: int) -> str:
        """What stands between word *n* and the next."""
        following = self.words[n + 1].start if n + 1 < len(self.words) else len(self.text)
        return self.text[self.words[n].end : following]

    def place(self, first: int, last: int) -> tuple[int, int]:
        """The characters of words *first* up to, not including, *last*; of no word, those behind it."""
        if first >= last:
            at = self.words[first].start if first < len(self.words) else len(self.text)
            return at, at
        return self.words[first].start, self.words[last - 1].end

    def key(self, n: int) -> str:
        """Word *n* as it is compared."""
        return self.words[n].bare if self.loose else self.words[n].word


def plain(text: str) -> str:
    """NFC, one kind of digit and of space."""
    return " ".join(nfc(text).translate(_NARROW).split())


def _written_out(word: str, language: Language) -> str:
    """A chat spelling's words; a capital letter by itself is an initial ("J. Smith")."""
    if language != "vi" or (len(word) == 1 and word.isupper()):
        return ""
    return typed_words().get(word.lower(), "")


@functools.lru_cache(maxsize=512)
def utterance(text: str, language: Language, most: int = MOST_WORDS) -> Utterance:
    """The first *most* words of *text*; in Vietnamese with chat spellings written out.

    A text in a language without tables of ours (an article may be in any) is read with the English ones.
    """
    language = "vi" if language == "vi" else "en"
    text = plain(text)
    words: list[Word] = []
    for match in islice(_WORD.finditer(text), most):
        start, end = match.span()
        whole = match.group()
        for word in (
            tokens((_CAPITALS.get(whole) if language == "vi" else None) or _written_out(whole, language))
            or tokens(whole)
            or [whole.lower()]
        ):
            words.append(Word(start, end, whole, word, fold(word)))
    marked = sum(is_marked(word.text) for word in words)
    loose = language == "vi" and marked < len(words) * _MARKED_SHARE
    return Utterance(text, language, loose, tuple(words))
