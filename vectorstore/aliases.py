"""Abbreviations and the Convention's many names, made one on both sides: articles and questions.

The lists are data (`data/*.tsv`, `data/names.txt`, `data/countries.txt`).
"""

from __future__ import annotations

import functools
import re
from importlib.resources import files

from .language import language_of
from .text import fold, tokens
from .types import Language

# What every name of the Convention becomes in the lexical index.
CANONICAL_NAME = "công ước hà nội"


def _rows(name: str) -> list[list[str]]:
    lines = files("vectorstore").joinpath("data", name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@functools.cache
def _abbreviations() -> tuple[re.Pattern[str], dict[str, str]]:
    table = dict(_rows("abbreviations.tsv"))
    keys = "|".join(sorted(map(re.escape, table), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{keys})(?![\w-])"), table


@functools.cache
def _typed(language: Language) -> tuple[re.Pattern[str], dict[str, str]]:
    """As people type: chat spellings, and abbreviations in any case; of two letters these may be words ("un")."""
    table = {fold(short).lower(): long for short, long in _rows("abbreviations.tsv") if len(short) >= 3}
    if language == "vi":
        table |= typed_words()
    # A capital letter by itself is an initial ("J. Smith").
    keys = "|".join(
        re.escape(k) if len(k) > 1 else f"(?-i:{k})" for k in sorted(table, key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w-])(?:{keys})(?![\w-])", re.IGNORECASE), table


@functools.cache
def typed_words() -> dict[str, str]:
    """Chat spellings of one word, and what they stand for: "ko" -> "không"."""
    return dict(_rows("typed.tsv"))


# "Đ.48", "Art. 48": an article of the Convention.
_PROVISION = re.compile(r"(?<!\w)(?:(Đ|đ)|([Aa]rt))\.\s*(?=\d)")
# "Chương V" and "chương 5" are one.
_CHAPTER = re.compile(r"\b(chương|chuong|chapter)\s+([ivx]+)\b", re.IGNORECASE)


def arabic(roman: str) -> int:
    """5 for "V"; up to 39, which no convention's chapters exceed."""
    values = [{"i": 1, "v": 5, "x": 10}[c] for c in roman.lower()]
    return sum(-v if any(v < w for w in values[n + 1 :]) else v for n, v in enumerate(values))


def expand(text: str, typed: bool = False) -> str:
    """Abbreviations written out: "TTK LHQ" -> "Tổng Thư ký Liên hợp quốc".

    *typed* text (a question) is matched in any case too; chat spellings are Vietnamese ("r" is rồi, English has "r").
    """
    pattern, table = _abbreviations()
    text = pattern.sub(lambda m: table[m.group()], text)
    text = _PROVISION.sub(lambda m: "Điều " if m.group(1) else "Article ", text)
    text = _CHAPTER.sub(lambda m: f"{m.group(1)} {arabic(m.group(2))}", text)
    if typed:
        pattern, table = _typed(language_of(text))
        text = pattern.sub(
            lambda m: table.get(m.group().lower()) or table.get(fold(m.group()).lower(), m.group()), text
        )
    return text


@functools.cache
def names_pattern() -> re.Pattern[str]:
    """Finds the Convention's names in a text."""
    names = [row[0].lower() for row in _rows("names.txt")]
    names += [fold(n) for n in names]
    body = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(set(names), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)", re.IGNORECASE)


def one_name(text: str) -> str:
    """Every name of the Convention as `CANONICAL_NAME`."""
    return names_pattern().sub(CANONICAL_NAME, text)


@functools.cache
def _synonyms() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {word.lower(): one for word, one in _rows("synonyms.tsv")}
    body = "|".join(sorted(map(re.escape, table), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)", re.IGNORECASE), table


def terms(text: str, typed: bool = False) -> list[str]:
    """The words a text is searched by, in order: abbreviations expanded, names and synonyms unified."""
    pattern, table = _synonyms()
    text = one_name(expand(text, typed))
    return tokens(pattern.sub(lambda m: table[m.group().lower()], text))


@functools.cache
def countries() -> frozenset[tuple[str, ...]]:
    """Names of countries other than Viet Nam, each as the words it is searched by."""
    return frozenset(tuple(terms(row[0])) for row in _rows("countries.txt"))


@functools.cache
def glossary() -> dict[str, str]:
    """English words and phrases in lower case, and their Vietnamese."""
    return {english.lower(): vietnamese for english, vietnamese in _rows("glossary.tsv")}


# Words that the longest entry of the glossary has.
_LONGEST_ENTRY = 7
_WORD = re.compile(r"[\w-]+")
_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("es", ""),
    ("es", "e"),
    ("s", ""),
    ("ing", ""),
    ("ing", "e"),
    ("ed", ""),
    ("ed", "e"),
)


def translate(question: str) -> str:
    """Vietnamese words for the English words of a question that the glossary knows, for the lexical side.

    In the question's order; the longest entry wins, and the last word of an entry may be inflected. The Convention's
    name and the synonyms are left to `terms`.
    """
    rest = _synonyms()[0].sub(" | ", names_pattern().sub(" | ", expand(question)))
    found: list[str] = []
    for run in rest.lower().split("|"):
        words = _WORD.findall(run)
        at = 0
        while at < len(words):
            length, vietnamese = _entry(words[at : at + _LONGEST_ENTRY])
            at += length
            if vietnamese:
                found.append(vietnamese)
    return " ".join(found)


def _entry(words: list[str]) -> tuple[int, str]:
    """(words taken, translation) of the longest entry that *words* begin with; one word and "" when there is none."""
    known = glossary()
    for length in range(len(words), 0, -1):
        *before, last = words[:length]
        for form in _base_forms(last):
            vietnamese = known.get(" ".join([*before, form]))
            if vietnamese:
                return length, vietnamese
    return 1, ""


@functools.cache
def _english_words() -> frozenset[str]:
    return frozenset(word for entry in glossary() for word in entry.split())


def is_english(word: str) -> bool:
    """Whether the glossary holds a word in lower case, inflected or not."""
    return any(form in _english_words() for form in _base_forms(word))


def _base_forms(word: str) -> list[str]:
    """The word, and what it may be a form of."""
    forms = [word]
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            forms.append(stem + instead)
            if not instead and stem[-1] == stem[-2]:  # "planned"
                forms.append(stem[:-1])
    return forms
