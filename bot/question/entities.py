"""Persons, bodies and titles that a question names; countries, dates and the Convention are found elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.question import lexicon
from bot.question.countries import countries
from bot.question.utterance import Utterance, Word
from vectorstore.aliases import names_pattern

# A name is seldom longer; a text all in capitals is none.
_LONGEST = 9
# What a name in Vietnamese goes on with in small letters: "Bộ Công an", "Ủy ban soạn thảo".
_HEADS = frozenset("bo ban uy tong van lien hoi vien cuc so dai hoc hiep thu chu pho to doan nhom".split())
# What stands before a name, also one typed without capitals.
_ADDRESS = frozenset(
    "ong ba mr mrs ms dr sir madam minister president ambassador director general professor".split()
)


# What ends a name typed without capitals; other small words may be syllables of it ("phạm thế tùng").
_STOPS = frozenset(
    "là có đã sẽ đang và với về ở tại của được cho khi nào ai gì này ấy đó không chưa thì những các bị do từ trong ra"
    " la co da se dang va voi ve o tai cua duoc khi nao gi nay ay khong chua thi nhung".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands, counted in words."""

    first: int
    last: int  # one past
    text: str  # as written


def names(said: Utterance, taken: Iterable[tuple[int, int]] = ()) -> list[Name]:
    """All in order; *taken* are words that mean something else (provisions, dates)."""
    closed = _closed(said, taken)
    if not any(w.capital for w in said.words[1:]) and not (said.words and _is_abbreviation(said.words[0])):
        return [n for n in _uncapitalised(said) if not closed & set(range(n.first, n.last))]
    found: list[Name] = []
    at = 0
    while at < len(said.words):
        last = _run(said, at, closed)
        first = _trimmed(said, at, last)
        if last > first and _is_name(said, first, last):
            found.append(_name(said, first, last))
        at = max(last, at + 1)
    return found


def _is_abbreviation(word: Word) -> bool:
    return len(word.text) > 1 and word.text.isupper()


def _closed(said: Utterance, taken: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Words that no name holds: of the Convention's names, of countries, and *taken*."""
    spans = [(c.first, c.last) for c in countries(said)] + list(taken)
    closed = {n for first, last in spans for n in range(first, last)}
    spans = [(f.first, f.last) for f in lexicon.phrases("instruments", said.language).apart(said)]
    closed |= {n for first, last in spans for n in range(first, last)}
    for match in names_pattern().finditer(said.text):
        closed |= {n for n, w in enumerate(said.words) if match.start() <= w.start < match.end()}
    return frozenset(closed)


def _run(said: Utterance, at: int, closed: frozenset[int]) -> int:
    """Where the run of capitals from word *at* on ends."""
    n = at
    while n < len(said.words) and n - at < _LONGEST and said.words[n].capital and n not in closed:
        if n > at and said.gap(n - 1).strip(" -–'’") and said.gap(n - 1) != ". ":
            break
        n += 1
    small = lexicon.small_words(said.language)
    if n > at and n < len(said.words) and said.words[at].bare in _HEADS and said.gap(n - 1) == " ":
        follows = said.words[n]
        if n not in closed and follows.text.isalpha() and follows.word not in small and not said.loose:
            n += 1
    return n


def _is_name(said: Utterance, first: int, last: int) -> bool:
    """A lone capital at the beginning of a sentence is none unless it is an abbreviation or no common word."""
    words = said.words[first:last]
    begins = first == 0 or said.gap(first - 1).strip(" \"'“”()")[-1:] in (".", "?", "!", ":")
    small = lexicon.small_words(said.language) | lexicon.small_words("en")
    if all(w.word in small or w.bare in _ADDRESS for w in words):
        return False
    if not begins:
        return len(words) > 1 or len(words[0].text) > 1
    rest = words[1:]
    return bool(rest and words[0].word not in small) or (len(words[0].text) > 1 and words[0].text.isupper())


def _trimmed(said: Utterance, first: int, last: int) -> int:
    """Behind small words and forms of address: "Did António Guterres", "Ông Phạm Thế Tùng", "Theo Nhân Dân"."""
    small = lexicon.small_words(said.language)
    while last - first > 1 and said.words[first].bare not in _HEADS:
        if said.words[first].word not in small and said.words[first].bare not in _ADDRESS:
            break
        first += 1
    return first


def _name(said: Utterance, first: int, last: int) -> Name:
    start, end = said.place(first, last)
    return Name(first, last, said.text[start:end])


def _uncapitalised(said: Utterance) -> list[Name]:
    """In a text without capitals: what is addressed ("ông …"), and whom "who is", "là ai" and "nói gì" ask about."""
    small = _STOPS if said.language == "vi" else lexicon.small_words("en")
    verbs = {f.first: f.value for f in lexicon.found("acts", said)}
    found: list[Name] = []
    for n, word in enumerate(said.words):
        if word.bare not in _ADDRESS or (word.bare in ("ba", "ong") and not _addresses(said, n)):
            continue
        last = n + 1
        while last < len(said.words) and last - n <= 4 and not _ends(said, last, small, verbs):
            last += 1
        if last > n + 1:
            found.append(_name(said, n + 1, last))
    asked = _asked_about(said, small, verbs)
    return found or ([asked] if asked else [])


def _addresses(said: Utterance, n: int) -> bool:
    """ "bà" with its mark, or "ba" that counts nothing."""
    word = said.words[n].word
    return word in ("ông", "bà") or (said.loose and word == "ong")


def _ends(said: Utterance, n: int, small: frozenset[str], verbs: dict[int, str]) -> bool:
    return (
        said.words[n].word in small or n in verbs or said.words[n].text.isdecimal() or "," in said.gap(n - 1)
    )


def _asked_about(said: Utterance, small: frozenset[str], verbs: dict[int, str]) -> Name | None:
    keys = [w.bare for w in said.words]
    last = len(said.words)
    if keys[:1] == ["who"] and keys[1:2] in (["is"], ["was"], ["s"]) and 2 < last <= 7:
        return _name(said, 2, last) if said.words[2].word not in small else None
    ends = [n for n in range(1, min(6, last)) if verbs.get(n) == "say" or keys[n : n + 2] == ["la", "ai"]]
    if said.language == "vi" and ends and ends[0] >= 2 and said.words[0].word not in small:
        return None if countries(said) else _name(said, 0, ends[0])
    return None
