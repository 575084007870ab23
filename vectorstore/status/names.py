"""Names of territories and groups in both languages: Unicode's, by Babel, and how people say them."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from babel import Locale

from ..text import fold
from ..types import Language

# Codes of Babel's that no party can have: the world, the euro area, pseudo-locales, the unknown.
_NO_PARTY = frozenset("UN EZ XA XB ZZ QO".split())
_BRACKETS = re.compile(r"\s?\(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Group:
    """Parties that are asked for together: by their region in the table, or by a list."""

    vi: str
    en: str
    region: str | None = None
    codes: frozenset[str] = frozenset()

    def called(self, language: Language) -> str:
        """Its name."""
        return self.vi if language == "vi" else self.en


@functools.cache
def _lists() -> dict[str, Any]:
    text = files("vectorstore").joinpath("data/territories.toml").read_text("utf-8")
    return tomllib.loads(text)


@functools.cache
def _unicode(language: Language) -> dict[str, str]:
    names = dict(Locale(language).territories)
    return {code: name for code, name in names.items() if len(code) == 2 and code not in _NO_PARTY}


@functools.cache
def name_of(code: str, language: Language) -> str:
    """As it is shown; raises KeyError for a code that is no territory's."""
    return str(_lists()["shown"][language].get(code) or _BRACKETS.sub("", _unicode(language)[code]))


@functools.cache
def with_article() -> frozenset[str]:
    """Of which English says "the"."""
    return frozenset(_lists()["article"]["en"].split())


@functools.cache
def regions() -> dict[str, Group]:
    """The regional groups that a table may name, by the name it has there."""
    return {key: Group(g["vi"], g["en"], region=key) for key, g in _lists()["regions"].items()}


def plain(text: str) -> str:
    """Without marks, case and punctuation, so that spellings of one name are one."""
    return " ".join(re.sub(r"[^\w]+", " ", fold(text).lower().replace("&", " and ")).split())


@functools.cache
def code_of(name: str) -> str | None:
    """The territory that a table means by a code or a name in either language."""
    return name if name in _unicode("en") else all_names().get(plain(name))


@functools.cache
def all_names() -> dict[str, str]:
    """Code by every plain name."""
    return {plain(name): code for code in _unicode("en") for name in names(code)}


@functools.cache
def seats() -> dict[str, str]:
    """Code by the plain name of a seat of government."""
    return {plain(name): code for code, told in _lists()["seats"].items() for name in told}


def names(code: str) -> Iterator[str]:
    """Every name of a territory, in both languages."""
    for language in ("vi", "en"):
        yield name_of(code, language)
        name = _unicode(language)[code]
        yield from (_BRACKETS.sub("", name), *_BRACKETS.findall(name))
    yield from _lists()["also"].get(code, ())


@functools.cache
def groups() -> dict[str, Group]:
    """Groups by every plain name of theirs."""
    found = {plain(n): regions()[key] for key, g in _lists()["regions"].items() for n in g["names"]}
    for group in _lists()["groups"].values():
        told = Group(group["vi"], group["en"], codes=frozenset(group["of"].split()))
        found |= {plain(name): told for name in group["names"]}
    return found
