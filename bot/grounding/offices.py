"""Offices as they are held: "Thứ trưởng Ngoại giao" and "Deputy Foreign Minister" are one, "Minister" is another."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.grounding.lists import rows
from vectorstore.aliases import translate

_CAPITAL = re.compile(r"\s+([A-Z][a-z]+)(?!\w)")
# Between an office and who holds it.
_BETWEEN = re.compile(r"[\s,:–-]*(?:ông|bà|đồng chí|mr|ms|mrs|dr)?\.?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Office:
    """An office where it is named."""

    start: int
    end: int
    name: str  # of `offices.tsv`
    portfolio: str = ""  # of `portfolios.tsv`, or ""

    def within(self, other: Office) -> bool:
        """Whether a text that names *other* names this one, or more of it."""
        return self.name == other.name and self.portfolio in ("", other.portfolio)


@functools.lru_cache(maxsize=8_192)
def offices(text: str) -> tuple[Office, ...]:
    """Offices in *text*, written with a capital as they are before a name or in any case in full."""
    found: list[Office] = []
    for name, pattern in _patterns():
        for match in pattern.finditer(text):
            if any(o.start < match.end() and match.start() < o.end for o in found):
                continue
            if " " not in match.group() and not _is_title(text, match):
                continue
            found.append(Office(*match.span(), name, _portfolio(match)))
    return tuple(sorted(found, key=lambda o: o.start))


def holders(text: str, names: Sequence[tuple[int, int, str]]) -> list[tuple[str, Office]]:
    """Which of *names* (start, end, word) stands directly behind or before which office."""
    found: list[tuple[str, Office]] = []
    for office in offices(text):
        behind = next((n for n in names if _joined(text, office.end, n[0])), None)
        if behind:
            run = _run(names, behind)
            found += [(word, office) for _, _, word in run]
    return found


def _is_title(text: str, match: re.Match[str]) -> bool:
    """Whether a word alone is an office: "General Tâm", and not "a general" or "the General Assembly"."""
    following = _CAPITAL.match(text, match.end())
    return match.group()[0].isupper() and not (following and translate(following.group(1)))


def _run(names: Sequence[tuple[int, int, str]], first: tuple[int, int, str]) -> list[tuple[int, int, str]]:
    run = [first]
    for name in names[names.index(first) + 1 :]:
        if name[0] - run[-1][1] != 1:
            break
        run.append(name)
    return run


def _joined(text: str, end: int, start: int) -> bool:
    return start >= end and _BETWEEN.fullmatch(text, end, start) is not None


def _portfolio(match: re.Match[str]) -> str:
    groups = (value for value in match.groups() if value)
    said = next(groups, "").strip().lower()
    return _portfolios().get(said, said)


@functools.cache
def _portfolios() -> dict[str, str]:
    return {
        word: name for name, vi, en in rows("portfolios.tsv") for word in (*vi.split("|"), *en.split("|"))
    }


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = "|".join(sorted(_portfolios(), key=len, reverse=True))
    found: list[tuple[str, re.Pattern[str]]] = []
    for name, in_vi, in_en in rows("offices.tsv"):
        vi = in_vi.replace("{p}", rf"(?:\s+({words}))?")
        en = re.sub(r"\{p\}(?=\)|$)", lambda _: f"({words})", in_en)  # behind "of"
        en = en.replace("{p}", rf"(?:({words})\s+)?")
        found.append((name, re.compile(rf"(?<!\w)(?:{vi}|{en})(?!\w)", re.IGNORECASE)))
    return tuple(found)
