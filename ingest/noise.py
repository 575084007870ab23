"""The short lists of page furniture, read once from `data/noise.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources

from vectorstore.text import fold

# Lines up to this length are remembered; longer ones are paragraphs that few rules look at. Characters.
_REMEMBERED = 400
_EDGES = " \t:.…!?-–—|•*»›>#"


@dataclass(frozen=True, slots=True)
class Noise:
    """Folded, lower-case forms of everything that a page adds to its article."""

    tail_headings: frozenset[str]
    pointers: tuple[str, ...]
    controls: frozenset[str]
    buttons: frozenset[str]
    banners: tuple[str, ...]
    banner_max: int
    follow: tuple[str, ...]
    channels: tuple[str, ...]
    credit: re.Pattern[str]
    source: re.Pattern[str]
    unnamed_authors: frozenset[str]
    accounts: frozenset[str]
    author_prefixes: tuple[str, ...]
    borrowed_prefixes: tuple[str, ...]


def plain(line: str) -> str:
    """A line as the lists hold it: without marks, lower case, single spaces; as long as *line*."""
    return _plain(line) if len(line) <= _REMEMBERED else " ".join(fold(line).lower().split())


@functools.lru_cache(maxsize=4096)
def _plain(line: str) -> str:
    # Every line is looked at by some twenty rules; folding it each time took nine tenths of the time.
    return " ".join(fold(line).lower().split())


def bare(line: str) -> str:
    """`plain` without the punctuation around it."""
    return plain(line).strip(_EDGES)


@functools.cache
def noise() -> Noise:
    """The lists of the package."""
    raw = tomllib.loads(resources.files("ingest").joinpath("data/noise.toml").read_text("utf-8"))
    banner_max = raw.pop("banner_max")
    words = {key: tuple(_entry(w) for w in listed) for key, listed in raw.items()}
    return Noise(
        tail_headings=frozenset(words["tail_headings"]),
        pointers=words["pointers"],
        controls=frozenset(words["controls"]),
        buttons=frozenset(words["buttons"]),
        banners=words["banners"],
        banner_max=banner_max,
        follow=words["follow"],
        channels=words["channels"],
        credit=_credit(words["credits"]),
        source=_credit(words["sources"]),
        unnamed_authors=frozenset(words["unnamed_authors"]),
        accounts=frozenset(words["accounts"]),
        author_prefixes=words["author_prefixes"],
        borrowed_prefixes=words["borrowed_prefixes"],
    )


def _entry(word: str) -> str:
    return plain(word) + (" " if word.endswith(" ") else "")


def _credit(words: tuple[str, ...]) -> re.Pattern[str]:
    """On plain text: `(photo: X)` or `. Photo: X` at the end of a line, or a line that is `Photo: X`."""
    names = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return re.compile(
        rf"[(\[]\s*(?:{names})\b\s*[:/-]?\s*[^()\[\]]{{0,60}}[)\]]\s*\.?$"
        rf"|(?:^|[.!?\"”)]\s*|\s[-–—|]\s*)(?:{names})\s*[:/]\s*[^.!?]{{1,60}}\.?$"
        rf"|/(?:photo|image) by [^.!?]{{1,40}}$"
        rf"|(?:[-–—]|\()\s*(?!(?:the|a|this|that|his|her|its|their|one|no)\b)[\w/+.]{{2,20}} photos?(?: by)?\b[^.!?()]{{0,40}}\)?\.?$"
    )
