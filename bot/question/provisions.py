"""Articles and chapters of the Convention that a text names, with their paragraphs."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

from bot.question import lexicon
from bot.question.numbers import Number, numbers
from bot.question.utterance import Utterance
from bot.question.value import Provision
from vectorstore.aliases import arabic

Level = Literal["article", "chapter"]
_LEVELS: dict[str, Level] = {
    "dieu": "article", "đ": "article", "d": "article", "article": "article", "articles": "article", "art": "article",
    "arts": "article", "chuong": "chapter", "chapter": "chapter", "chapters": "chapter",
}  # fmt: skip
_PARAGRAPHS = frozenset(("khoan", "paragraph", "para", "clause"))
# Between the numbers of a list and of a range.
_ALSO = frozenset(("va", "hay", "hoac", "and", "or", "voi", "lan", "cung"))
_THROUGH = frozenset(("den", "toi", "to", "through"))
# A longer range is a chapter's worth, and no question asks about each article of it.
_LONGEST_RANGE = 10
_ROMANS = frozenset("ivx")
# Behind these a level is counted and not named: "how many articles: 68 or 71?".
_COUNTING = frozenset(("many", "nhieu", "may"))
# Spelt so among words in lower case, it is the organisation of that name.
_ORGANISATION = ("ARTICLE", "19")


@dataclass(frozen=True, slots=True)
class Named:
    """A provision where it is named, counted in words."""

    first: int
    last: int  # one past
    provision: Provision


@functools.lru_cache(maxsize=lexicon.KEPT)
def provisions(said: Utterance) -> tuple[Named, ...]:
    """All in order, those of a list and a range one by one."""
    spelt = {n.first: n for n in numbers(said)}
    found: list[Named] = []
    at = 0
    while at < len(said.words):
        named = _at(said, at, spelt)
        found += named
        at = named[-1].last if named else at + 1
    return tuple(found)


def _at(said: Utterance, at: int, spelt: dict[int, Number]) -> list[Named]:
    word = said.words[at]
    level = _LEVELS.get(word.word if word.word == "đ" else word.bare)
    if level is None or (len(word.bare) == 1 and not said.gap(at).startswith(".")) or word.word == "điệu":
        return []
    if (at and said.words[at - 1].bare in _COUNTING) or _is_organisation(said, at):
        return []
    first = _value(said, at + 1, spelt, level)
    if first is None:
        return []
    number, last = first
    before, start = _paragraph_before(said, at)
    behind, last = _paragraph_behind(said, last)
    found = [Named(start, last, Provision(level, number, before or behind))]
    while more := _more(said, last, spelt, level):
        joint, number, begins, last = more
        previous = found[-1].provision.number
        if joint in _THROUGH and previous < number <= previous + _LONGEST_RANGE:
            found += [Named(begins, last, Provision(level, n)) for n in range(previous + 1, number)]
        found.append(Named(begins, last, Provision(level, number)))
    return found


def _is_organisation(said: Utterance, at: int) -> bool:
    """Whether the words from *at* on are the name of ARTICLE 19, in a text that is not all in capitals."""
    spelt = tuple(w.text for w in said.words[at : at + len(_ORGANISATION)])
    return spelt == _ORGANISATION and any(w.text.islower() for w in said.words)


def _value(said: Utterance, n: int, spelt: dict[int, Number], level: Level) -> tuple[int, int] | None:
    """The number from word *n* on, and where it ends."""
    if n >= len(said.words):
        return None
    word = said.words[n]
    if word.text.isdecimal():
        return (int(word.text), n + 1) if len(word.text) <= 3 and int(word.text) else None
    if level == "chapter" and set(word.bare) <= _ROMANS and (word.text.isupper() or word.bare != "i"):
        return arabic(word.bare), n + 1
    number = spelt.get(n)
    if number and number.value == int(number.value) and number.value < 100:
        return int(number.value), number.last
    return None


def _paragraph_before(said: Utterance, at: int) -> tuple[int | None, int]:
    """ "khoản 2 Điều 65", "paragraph 2 of article 65": (2, where it begins)."""
    n = at - 1
    while n > 0 and said.words[n].word in ("of", "the", "của"):
        n -= 1
    if n >= 1 and said.words[n].text.isdecimal() and said.words[n - 1].bare in _PARAGRAPHS:
        return int(said.words[n].text[:3]), n - 1
    return None, at


def _paragraph_behind(said: Utterance, n: int) -> tuple[int | None, int]:
    """ "Điều 65 khoản 2", "Article 65(2)": (2, where it ends)."""
    if n < len(said.words) and said.words[n].text.isdecimal() and said.gap(n - 1).strip() == "(":
        return int(said.words[n].text[:3]), n + 1
    if n + 1 < len(said.words) and said.words[n].bare in _PARAGRAPHS and said.words[n + 1].text.isdecimal():
        return int(said.words[n + 1].text[:3]), n + 2
    return None, n


def _more(
    said: Utterance, n: int, spelt: dict[int, Number], level: Level
) -> tuple[str, int, int, int] | None:
    """What goes on a list: (joint, number, where its number begins, where it ends)."""
    if n >= len(said.words):
        return None
    gap, word = said.gap(n - 1).strip(), said.words[n]
    if gap in (",", "&", "-", "–") and word.text.isdecimal() and len(word.text) <= 3 and int(word.text):
        joint = "to" if gap in ("-", "–") else gap
        return joint, int(word.text), n, n + 1
    if word.bare not in _ALSO | _THROUGH or n + 1 >= len(said.words):
        return None
    at = n + 1
    if _LEVELS.get(said.words[at].bare) == level:
        return None  # "Điều 37 và Điều 41": the next one is named by itself
    plain = said.words[at].text.isdecimal() or (level == "chapter" and said.words[at].text.isupper())
    value = _value(said, at, spelt, level) if plain else None
    return (word.bare, value[0], at, value[1]) if value else None
