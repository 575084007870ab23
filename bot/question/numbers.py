"""Numbers in a text, in digits or in words, as one canonical form: "2.500", "2 500" and "2,500" are "2500"."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from bot.question import lexicon
from bot.question.utterance import Utterance, Word, utterance
from vectorstore.text import fold
from vectorstore.types import Language

# What may stand between the groups of a number: a point, a comma or a space, never two.
_GROUPS = (".", ",", " ")


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands, counted in words."""

    first: int
    last: int  # one past
    value: float

    @property
    def canonical(self) -> str:
        """Digits without groups, a point before decimals: "2500", "8.5"."""
        return str(int(self.value)) if self.value == int(self.value) else repr(self.value)


@functools.lru_cache(maxsize=lexicon.KEPT)
def numbers(said: Utterance) -> tuple[Number, ...]:
    """All numbers in order; "one" and "một" alone are articles, and left out."""
    found: list[Number] = []
    at = 0
    while at < len(said.words):
        number = _digits(said, at) or _spelt(said, at)
        if number:
            found.append(number)
        at = number.last if number else at + 1
    return tuple(found)


def _digits(said: Utterance, at: int) -> Number | None:
    """Digits with their groups, their decimals and a scale behind them ("2,5 nghìn")."""
    if not said.words[at].text.isdecimal():
        return None
    last, text = at + 1, said.words[at].text
    grouped = len(text) <= 3 and text != "0"
    separator = said.gap(at)
    while grouped and last < len(said.words) and _is_group(said, last, separator):
        text += said.words[last].text
        last += 1
    if last == at + 1 and separator in (".", ",") and _is_decimal(said, last):
        text += "." + said.words[last].text
        last += 1
    value = float(text) if len(text) < 300 else 0.0  # beyond it a float is infinite
    scale = lexicon.scales(said.language).get(said.words[last].word) if last < len(said.words) else None
    if scale and said.gap(last - 1) == " ":
        value, last = value * scale, last + 1
    return Number(at, last, value)


def _is_group(said: Utterance, n: int, separator: str) -> bool:
    """Three digits behind the same separator as before; behind a space only when no more digits follow close."""
    text = said.words[n].text
    return (
        separator in _GROUPS
        and said.gap(n - 1) == separator
        and text.isdecimal()
        and len(text) == 3
        and not (n + 1 < len(said.words) and said.gap(n) in ("/", "-") and said.words[n + 1].text.isdecimal())
    )


def _is_decimal(said: Utterance, n: int) -> bool:
    """One or two digits that no third number follows ("5.9.2025" is a date)."""
    if n >= len(said.words) or not said.words[n].text.isdecimal() or len(said.words[n].text) > 2:
        return False
    return not (
        n + 1 < len(said.words) and said.gap(n) in (".", "/", "-") and said.words[n + 1].text.isdecimal()
    )


def _spelt(said: Utterance, at: int) -> Number | None:
    """A number in words: "bảy mươi hai", "seventy-two", "hai nghìn năm trăm"."""
    ones, tails, scales = (f(said.language) for f in (lexicon.ones, lexicon.tails, lexicon.scales))
    total = group = 0
    last = at
    while last < len(said.words) and (last == at or said.gap(last - 1) in (" ", "-")):
        word = _spelling(said.words[last], said)
        begun = last > at
        if word == "mươi" and begun:
            group += 9 * (group % 10)
        elif word in scales and (begun or said.language == "en"):
            scale = scales[word]
            total, group = (
                (total, max(group, 1) * 100) if scale == 100 else (total + max(group, 1) * scale, 0)
            )
        elif word in tails and begun:
            group += tails[word]
        elif word in ones and _adds(group, ones[word]) and not _is_year_word(said, last, begun):
            group += ones[word]
        elif not (begun and word in ("linh", "lẻ", "and") and _goes_on(said, last + 1)):
            break
        last += 1
    sure = not said.loose or (last > at + 1 and _holds_ten(said, at, last))
    return Number(at, last, float(total + group)) if last > at and total + group > 1 and sure else None


def _holds_ten(said: Utterance, first: int, last: int) -> bool:
    """Whether a run typed without marks holds a ten or a scale: "bay muoi hai", not "ba nam"."""
    return any(_spelling(w, said) in _tens() for w in said.words[first:last])


def _spelling(word: Word, said: Utterance) -> str:
    """The number word meant, its marks given back."""
    return _unmarked().get(word.bare, word.word) if said.loose else word.word


def _tens() -> frozenset[str]:
    return frozenset(("mười", "mươi", *lexicon.scales("vi")))


@functools.cache
def _unmarked() -> dict[str, str]:
    """Number words typed without marks, for a run that holds a ten; "ty" is rather a company's."""
    words = (*lexicon.ones("vi"), *lexicon.scales("vi"), "mươi", "linh", "lẻ", "lăm", "tư")
    return {fold(word): word for word in words if word != "tỷ"}


def _adds(group: int, value: int) -> bool:
    """Whether a unit goes on with what stands: 70 + 2, 200 + 5, not 2 and 3."""
    size = 10 if value < 10 else 100
    return group % size == 0


def _is_year_word(said: Utterance, n: int, begun: bool) -> bool:
    """ "năm" is "five" only inside a number or before a scale; else it is "year"."""
    if said.words[n].word != "năm" or begun:
        return False
    following = said.words[n + 1].word if n + 1 < len(said.words) else ""
    return following not in lexicon.scales("vi") and following != "mươi"


def _goes_on(said: Utterance, n: int) -> bool:
    return n < len(said.words) and (
        said.words[n].word in lexicon.ones(said.language)
        or said.words[n].word in lexicon.tails(said.language)
    )


# Words before a place in an order in Vietnamese.
_BEFORE_PLACE = frozenset(("thứ", "hạng", "thu", "hang"))
_SUFFIXES = frozenset(("st", "nd", "rd", "th"))


def ordinals(said: Utterance) -> list[tuple[int, int, int]]:
    """(place, first word, one past) of every place in an order."""
    table, words = lexicon.ordinals(said.language), said.words
    found = []
    for n, word in enumerate(words):
        behind = words[n + 1] if n + 1 < len(words) else None
        if said.language == "vi" and word.word in _BEFORE_PLACE and behind is not None:
            value = table.get(behind.word) or (int(behind.text) if behind.text.isdecimal() else 0)
            found += [(value, n, n + 2)] if value else []
        elif said.language == "en" and word.word in table:
            found.append((table[word.word], n, n + 1))
        elif said.language == "en" and word.word[:-2].isdecimal() and word.word[-2:] in _SUFFIXES:
            found.append((int(word.word[:-2]), n, n + 1))
        elif said.language == "en" and word.text.isdecimal() and behind and behind.word in _SUFFIXES:
            found += [(int(word.text), n, n + 2)] if not said.gap(n) else []
    return found


def asks_rank(text: str, language: Language) -> bool:
    """Whether a place in an order is asked for ("thứ mấy", "what rank")."""
    return lexicon.phrases("rank", language).first(utterance(text, language)) is not None
