"""The words of questions, one table of each kind, for all of `bot`; the data stand in `data/lexicon.toml`."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import Any

from babel import Locale

from bot.question.patterns import Found, Phrases, apart
from bot.question.utterance import Utterance
from vectorstore.text import fold, tokens
from vectorstore.types import Language


@functools.cache
def _data() -> dict[str, Any]:
    text = files("bot.question").joinpath("data", "lexicon.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@functools.cache
def small_words(language: Language) -> frozenset[str]:
    """Words that say little by themselves, marked and bare, in the spelling of `tokens`."""
    words = tokens(_data()["small"][language])
    return frozenset(words) | frozenset(map(fold, words))


@functools.cache
def phrases(kind: str, language: Language) -> Phrases[str]:
    """The phrases of a table without values of its own ("now", "polite"); each stands for *kind*."""
    return Phrases({kind: _data()[kind][language]})


def entries(kind: str) -> dict[str, dict[Language, list[str]]]:
    """The phrases of a table of tables as they are written."""
    return dict(_data()[kind])


@functools.cache
def table(kind: str, language: Language) -> Phrases[str]:
    """A table of tables ("acts", "asks"): each phrase stands for the name of its own."""
    return Phrases({name: entry[language] for name, entry in entries(kind).items()})


@functools.cache
def relative_days(language: Language) -> Phrases[str]:
    """ "hôm qua": each phrase stands for the days from today, as text."""
    by_days: dict[str, list[str]] = {}
    for phrase, days in _data()["relative"][language].items():
        by_days.setdefault(str(days), []).append(phrase)
    return Phrases(by_days)


def words(kind: str, language: Language) -> frozenset[str]:
    """A plain list of words ("dayparts"), bare."""
    return frozenset(map(fold, _data()[kind][language].split()))


@functools.cache
def month_names() -> dict[str, int]:
    """English months, whole and short, in lower case; "sept" too."""
    names = {"sept": 9}
    for width in ("wide", "abbreviated"):
        names |= {name.lower(): n for n, name in _english_months(width).items()}
    return names


def month_name(number: int) -> str:
    """ "October" for 10."""
    return _english_months("wide")[number]


@functools.cache
def _english_months(width: str) -> dict[int, str]:
    return dict(Locale("en").months["format"][width].items())


@functools.cache
def vietnamese_months(bare: bool = False) -> dict[str, int]:
    """What stands behind "tháng": "giêng", "chín", "chạp"; *bare*, without marks."""
    found = {tokens(word)[0]: n for word, n in _data()["numbers"]["vi_months"].items()}
    return {fold(word): n for word, n in found.items()} if bare else found


@functools.cache
def ones(language: Language) -> dict[str, int]:
    """Number words that may stand alone: one to ten in Vietnamese, to nineteen and the tens in English."""
    data = _data()["numbers"]
    units = {word: n for n, word in enumerate(data[f"{language}_units"].split(), 1)}
    if language == "en":
        units |= dict(zip(data["en_tens"].split(), range(20, 100, 10), strict=True))
    return units


@functools.cache
def tails(language: Language) -> dict[str, int]:
    """Forms of the units that stand only behind another number word: "mốt", "lăm"."""
    return dict(_data()["numbers"]["vi_tail"]) if language == "vi" else {}


@functools.cache
def scales(language: Language) -> dict[str, int]:
    """Hundred, thousand, million, billion."""
    found = dict(_data()["numbers"][f"{language}_scales"])
    return {(tokens(word) or [word])[0]: n for word, n in found.items()}


@functools.cache
def ordinals(language: Language) -> dict[str, int]:
    """ "second"; in Vietnamese what stands behind "thứ"."""
    data = _data()["numbers"]
    if language == "vi":
        return dict(data["vi_ordinals"])
    return {word: n for n, word in enumerate(data["en_ordinals"].split(), 1)}


def verbs(language: Language) -> dict[str, str]:
    """How an act is put into a question of its own."""
    return dict(_data()["verbs"][language])


def past(act: str) -> str:
    """The past of an act in English."""
    return str(_data()["verbs"]["past"][act])


# Texts whose findings are kept: those of one question and of the turns before it.
KEPT = 1_024


@functools.lru_cache(maxsize=KEPT)
def found(kind: str, said: Utterance) -> tuple[Found[str], ...]:
    """The longest phrase of `table(kind)` at every place, overlapping ones too; looked for once a text."""
    return tuple(table(kind, said.language).all(said))


@functools.lru_cache(maxsize=KEPT)
def found_apart(kind: str, said: Utterance) -> tuple[Found[str], ...]:
    """Those of `found` that stand over no earlier one."""
    return apart(found(kind, said))


@functools.lru_cache(maxsize=KEPT)
def values(kind: str, said: Utterance) -> frozenset[str]:
    """What all phrases of `table(kind)` in a text stand for, the short ones inside long ones too."""
    return table(kind, said.language).values(said)
