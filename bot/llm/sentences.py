"""Cut a stream of pieces into sentences with their markers, holding whatever is not whole yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# An end mark, closing quotes, then markers: "... 72 states. [1][2] The"; what follows must have begun, or a
# marker could still come, or a digit (2.500), or the rest of an abbreviation.
_END = re.compile(
    # Without looking back, each of a thousand full stops would look for the end of them all.
    r"""(?:(?<![.!?…])[.!?…]+[\"”’»)*_]*(?:\s*\[[\d,\s–-]{1,20}\])*(?=\s+[^\s\[]|\s*\n)|\n+)""",
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“.])(?:TP|Tp|TS|ThS|PGS|GS|Mr|Mrs|Ms|Dr|Prof|St|No|Art|vs|etc|Gen|Lt|U\.S|U\.N|[A-ZĐ]|\d{1,2})\.$"
)
_WHOLE = re.compile(r"\][.!?…]+[\"”’»)*_]*$|[.!?…][\"”’»)*_]*(?:\s*\[[\d,\s–-]{1,20}\])+$")
# A sentence that a model means to end does so by then; longer, it is held back and reading goes on.
LONGEST = 1_200


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a model."""

    text: str
    ends_line: bool = False
    tail: bool = False  # what was left at the end of the stream: the last sentence, or half of one

    @property
    def is_whole(self) -> bool:
        """Whether it is a sentence even when the stream broke off behind it: it has an end mark and a marker."""
        return not self.tail or bool(_WHOLE.search(self.text))


def sentences(pieces: Iterable[str]) -> Iterator[Said | None]:
    """Whole sentences as they are completed; None for every "" (a chance to leave)."""
    rest = ""
    for piece in pieces:
        if not piece:
            yield None
            continue
        rest += piece
        while (end := _end(rest)) is not None:
            said, rest = rest[:end], rest[end:]
            yield from _said(said, rest.startswith("\n") or said.endswith("\n"))
    yield from _said(rest, True, tail=True)


def _end(text: str) -> int | None:
    for mark in _END.finditer(text):
        if mark.group().startswith(".") and _ABBREVIATION.search(text[: mark.start() + 1]):
            continue
        return mark.end()
    return LONGEST if len(text) > LONGEST else None


def _said(text: str, ends_line: bool, *, tail: bool = False) -> Iterator[Said]:
    if stripped := text.strip():
        yield Said(stripped, ends_line, tail)
