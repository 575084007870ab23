"""A site's own words to its visitor in the place of an article: errors, checks, log-ins, consent, maintenance.

Such words speak to "you" about a page, a browser, an account. An article tells of others; one that speaks of such
pages is longer than they are, or quotes them.
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources

from vectorstore.sentences import split
from vectorstore.text import fold

# No wall is longer; a short report has some 600 characters, but hardly a sentence of such. Characters.
_LONGEST = 1200
# Share of the sentences: a wall may also say why and whom to ask.
_SHARE = 0.5
_QUOTED = re.compile(r"[“”\"«»]")


@dataclass(frozen=True, slots=True)
class _Words:
    to_you: re.Pattern[str]
    about: re.Pattern[str]
    alone: re.Pattern[str]


def is_wall(text: str) -> bool:
    """Whether at least half of the sentences of a short *text* are a site's words to its visitor."""
    if len(text) > _LONGEST:
        return False
    said = [line[s.start : s.end] for line in text.split("\n") if line.strip() for s in split(line)]
    return bool(said) and sum(map(_is_to_visitor, said)) >= _SHARE * len(said)


def _is_to_visitor(sentence: str) -> bool:
    words = _words()
    plain = fold(sentence).lower()
    if words.alone.search(plain):
        return True
    return not _QUOTED.search(sentence) and bool(words.to_you.search(plain) and words.about.search(plain))


@functools.cache
def _words() -> _Words:
    raw = tomllib.loads(resources.files("ingest").joinpath("data/walls.toml").read_text("utf-8"))
    return _Words(*(re.compile("|".join(raw[name])) for name in ("to_you", "about", "alone")))
