"""Countries, regions, bodies and languages: names that mean one thing in both languages."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from bot.grounding.lists import rows
from vectorstore.status import names as territory
from vectorstore.text import nfc, tokens

# Shorter names are other words in lower case (pháp, nga, anh).
_LONG_ENOUGH = 6
# Adjectives of a country that are its name with one of these behind ("Kenyan", "Chilean", "Senegalese").
_ADJECTIVES = ("n", "an", "ian", "ean", "ese", "i", "ish")
Mention = tuple[int, int, tuple[int, ...]]  # start, end, the things it may name


@functools.lru_cache(maxsize=8_192)
def bodies(text: str, loose: bool = False) -> tuple[Mention, ...]:
    """Each known name in *text* (NFC), in order, with the things that it may name; *loose*: also in lower case."""
    pattern, of = _table(loose)
    return tuple((*m.span(), of[m.group()]) for m in pattern.finditer(text))


def words_of(things: Iterable[int]) -> frozenset[str]:
    """The words of *things* in all their names: "Công" and "Ministry" both stand for Bộ Công an."""
    listed = _things()
    return frozenset(w for n in things for name in listed[n] for w in tokens(name))


@functools.cache
def _things() -> tuple[tuple[str, ...], ...]:
    adjectives = {row[0]: row[1:] for row in rows("adjectives.tsv")}
    found = [tuple(_split(row)) for row in rows("bodies.tsv")]
    found += [tuple(_ministry(vi.split("|"), en.split("|"))) for _, vi, en in rows("portfolios.tsv")]
    for code in sorted(set(territory.all_names().values())):
        names = [nfc(name) for name in territory.names(code) if name[0].isupper()]
        names += [name.replace(" & ", " and ") for name in names if " & " in name]
        more = [*_split(adjectives.get(code, ())), *_adjectives(territory.name_of(code, "en"))]
        found.append(tuple(dict.fromkeys([*names, *more])))
    return tuple(found)


def _split(row: Iterable[str]) -> Iterator[str]:
    for column in row:
        yield from (name for name in column.split("|") if name)


def _ministry(vietnamese: Iterable[str], english: Iterable[str]) -> Iterator[str]:
    """ "Bộ Công an", also "Công an" by itself; "Ministry of Foreign Affairs", "Foreign Ministry"."""
    for name in vietnamese:
        yield from (f"Bộ {name[0].upper()}{name[1:]}", name[0].upper() + name[1:])
    for name in english:
        title = " ".join(w if w in ("and",) else w.capitalize() for w in name.split())
        yield from (f"Ministry of {title}", f"Ministry of the {title}", f"{title} Ministry")


def _adjectives(english: str) -> list[str]:
    """What may be an adjective of a country; a form that is no word is found in no text."""
    if " " in english or not english.isascii():
        return []
    stems = {english, english.rstrip("aeoy") if len(english) > _LONG_ENOUGH - 1 else english}
    return [stem + ending for stem in stems for ending in _ADJECTIVES if len(stem) > 3]


@functools.cache
def _table(loose: bool) -> tuple[re.Pattern[str], dict[str, tuple[int, ...]]]:
    """One pattern for all names, and the things that each may name."""
    of: dict[str, tuple[int, ...]] = {}
    for n, names in enumerate(_things()):
        spelt = list(names)
        if loose:
            spelt += [name.lower() for name in names if len(name) > _LONG_ENOUGH or " " in name]
        for name in dict.fromkeys(spelt):
            of[name] = (*of.get(name, ()), n)
    body = "|".join(re.escape(name) for name in sorted(of, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{body})(?:['’]s)?(?!\w)"), of | {
        f"{k}{s}": v for k, v in of.items() for s in ("'s", "’s")
    }
