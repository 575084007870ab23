"""Where two texts differ, word by word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Literal

Part = tuple[Literal["same", "gone", "added"], str]

_WORDS = re.compile(r"\s+|[\w/.,:-]+|[^\w\s]")


def parts(was: str, now: str) -> Iterator[Part]:
    """The two texts as one run of parts; those that are not "added" make up *was*."""
    old, new = _WORDS.findall(was), _WORDS.findall(now)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield "same", "".join(old[a:b])
            continue
        if a < b:
            yield "gone", "".join(old[a:b])
        if c < d:
            yield "added", "".join(new[c:d])


def marked(was: str, now: str) -> str:
    """One line for a terminal: [-gone-] and {+added+}."""
    frames = {"same": "{}", "gone": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(frames[kind].format(text) for kind, text in parts(was, now))
