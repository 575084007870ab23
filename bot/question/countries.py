"""Countries that a text names, as territory codes: the names that the table of parties knows them by."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files

from bot.question import lexicon
from bot.question.utterance import Utterance
from vectorstore.status import names as territory
from vectorstore.status.names import all_names
from vectorstore.text import fold, tokens
from vectorstore.types import Language

# Words before or behind a short name typed without its capital that say that a country is meant, bare.
_BEFORE = frozenset("nuoc cua cho con va voi o tai giua hay thay mat phia doan".split())
_BEHIND = frozenset("co da ky chua thi tham phe khong la se va nhung cung duoc hay ra gia chap".split())


# Before a person's name.
_ADDRESS = frozenset("chi anh em co ba ong ban chu bac".split())


@dataclass(frozen=True, slots=True)
class Country:
    """A country where it is named, counted in words."""

    first: int
    last: int  # one past
    code: str  # ISO 3166-1 alpha-2, as Babel's; EU too


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]  # canonical
    code: str
    tied: bool  # written with hyphens: without them it needs capitals


@dataclass(frozen=True, slots=True)
class _Syllable:
    """When a name is another word."""

    before: frozenset[str]
    behind: frozenset[str]
    doubtful: bool  # without marks it is a country only behind "nước"


@functools.lru_cache(maxsize=lexicon.KEPT)
def countries(said: Utterance) -> tuple[Country, ...]:
    """Countries in the order in which they stand; of two names at one place the longer."""
    found: list[Country] = []
    for at in range(len(said.words)):
        if found and at < found[-1].last:
            continue
        name = next((n for n in _beginning(said, at) if _stands(said, at, n)), None)
        if name:
            found.append(Country(at, at + len(name.words), name.code))
    return tuple(found)


def name_of(code: str, language: Language) -> str:
    """The usual name of a country; the code itself when nobody knows it."""
    return territory.name_of(code, language) if territory.code_of(code) else code


@functools.cache
def _names() -> dict[bool, dict[str, list[_Name]]]:
    """By first word, the longest first; the key True holds them without marks."""
    written = {(code, name) for code in set(all_names().values()) for name in territory.names(code)}
    found: dict[bool, dict[str, list[_Name]]] = {False: {}, True: {}}
    for code, name in sorted(written):
        words = tuple(w for part in name.replace("'", " ").split() for w in tokens(part))
        for bare in (False, True):
            key = tuple(map(fold, words)) if bare else words
            found[bare].setdefault(key[0], []).append(_Name(key, code, "-" in name))
    for table in found.values():
        for names in table.values():
            names.sort(key=lambda n: (-len(n.words), n.tied))
    return found


@functools.cache
def _syllables() -> dict[str, _Syllable]:
    """By the name, marked and in lower case."""
    return {
        " ".join(tokens(name)): _Syllable(
            frozenset(map(fold, before.lower().split())),
            frozenset(map(fold, behind.lower().split())),
            doubt == "yes",
        )
        for name, before, behind, doubt in _rows("syllables.tsv")
    }


@functools.cache
def _bare_syllables() -> frozenset[str]:
    return frozenset(map(fold, _syllables()))


def _rows(name: str) -> list[list[str]]:
    lines = files("bot.question").joinpath("data", name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _beginning(said: Utterance, at: int) -> list[_Name]:
    """Names whose words the text holds from word *at* on."""
    # A name with marks is typed without them too in English ("Cote d'Ivoire").
    bare = said.loose or said.language == "en"
    candidates = _names()[bare].get(said.words[at].bare if bare else said.words[at].word, ())
    keys = [w.bare if bare else w.word for w in said.words[at : at + 12]]
    fitting = [n for n in candidates if keys[: len(n.words)] == list(n.words)]
    # "my" and "anh" are no countries in English.
    return (
        fitting
        if said.language == "vi"
        else [n for n in fitting if n.words[0] not in _bare_syllables() or len(n.words) > 1]
    )


def _stands(said: Utterance, at: int, name: _Name) -> bool:
    """Whether the words mean the country here."""
    words = said.words[at : at + len(name.words)]
    if name.tied and len(words) > 1:
        hyphen = any("-" in said.gap(n) for n in range(at, at + len(words) - 1))
        return hyphen or all(w.capital for w in words)
    if said.language == "vi" and (syllable := _syllable(said, name)):
        return _is_country(said, at, at + len(words), syllable)
    if all(len(w.text) == 1 for w in words):  # "U.S.", not "u s"
        return all(w.capital for w in words) and said.gap(at).startswith(".")
    return words[0].word != "us" or words[0].text == "US"


def _syllable(said: Utterance, name: _Name) -> _Syllable | None:
    written = " ".join(name.words)
    if not said.loose:
        return _syllables().get(written)
    return next((s for known, s in _syllables().items() if fold(known) == written), None)


def _is_country(said: Utterance, at: int, last: int, syllable: _Syllable) -> bool:
    before = said.words[at - 1].bare if at else ""
    behind = said.words[last].bare if last < len(said.words) else ""
    if before in syllable.before | _ADDRESS or behind in syllable.behind:
        return False
    if before == "nuoc":
        return True
    if said.loose and syllable.doubtful:
        return said.words[at].capital and len(said.words) == last - at  # "Anh?"
    word = said.words[at]
    if word.capital and at and not said.words[at - 1].text.isupper():
        return True
    if len(said.words[at:last]) > 1 and not said.loose:
        return True
    return (not at or before in _BEFORE) and (not behind or behind in _BEHIND or "?" in said.gap(last - 1))
