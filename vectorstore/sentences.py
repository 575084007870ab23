"""Where sentences begin and end, as offsets into the text they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .text import UPPER, syllables
from .types import Sentence

_PARAGRAPH = re.compile(r"[^\n]+")
# An end mark, closing quotes or brackets, space; then something a sentence can begin with.
_END = re.compile(rf"(?:[.!?…]|\.\.\.)[\"”’»)\]]*(\s+)(?=[\"“‘«(\[–•-]*\s?[{UPPER}0-9])")
# Titles and initials that end in a full stop inside a sentence ("TP. Hà Nội", "GS.TS. Nguyễn", "Mr. Smith").
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“.])(?:TP|Tp|TS|ThS|PGS|GS|BS|KS|LS|ĐS|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|No|Art|art|vs|etc|Inc|Co|Ltd"
    r"|Gen|Lt|Sen|Amb|U\.S|U\.N|[A-ZĐ])\.$"
)
# A list number at the start of a line is no sentence: "1. Mục đích".
_NUMBERING = re.compile(r"^\s*(?:\d{1,3}|[a-zđ]|[IVX]+)[.)]$")
_LAST = re.compile(r"[.!?…:;][\"”’»)\]]*$")
# Below this a piece is a fragment ("Vâng.") and joins its neighbour.
_FRAGMENT_SYLLABLES = 3
# A longer run can be no passage; statutes and programmes then part at semicolons.
LONG_SYLLABLES = 140
# Sub-headings are titles: short, without an end mark. 25 holds the longest seen in news (19) with room.
_HEADING_SYLLABLES = 25


def split(text: str, start: int = 0, end: int | None = None) -> list[Sentence]:
    """Sentences of text[start:end] in order; none crosses a line break."""
    found: list[Sentence] = []
    paragraphs = list(_PARAGRAPH.finditer(text, start, len(text) if end is None else end))
    for n, paragraph in enumerate(paragraphs):
        pieces = list(_pieces(text, *_trim(text, *paragraph.span())))
        last = n == len(paragraphs) - 1
        heading = len(pieces) == 1 and not last and n > 0 and _is_heading(text[pieces[0][0] : pieces[0][1]])
        found += [Sentence(a, b, heading) for a, b in pieces]
    return found


def _is_heading(line: str) -> bool:
    return syllables(line) <= _HEADING_SYLLABLES and not _LAST.search(line)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences of one paragraph, fragments joined to the one before, overlong ones parted."""
    spans: list[tuple[int, int]] = []
    for a, b in _raw(text, start, end):
        if spans and syllables(text[a:b]) < _FRAGMENT_SYLLABLES:
            spans[-1] = (spans[-1][0], b)
        else:
            spans.append((a, b))
    for a, b in spans:
        yield from _part(text, a, b) if syllables(text[a:b]) > LONG_SYLLABLES else [(a, b)]


def _raw(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for mark in _END.finditer(text, start, end):
        stop = mark.start(1)
        said = text[begin:stop]
        if _ABBREVIATION.search(said) or _NUMBERING.match(said):
            continue
        yield begin, stop
        begin = mark.end(1)
    if begin < end:
        yield begin, end


def _part(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for mark in re.compile(r";(\s+)").finditer(text, start, end):
        if syllables(text[begin : mark.start(1)]) >= _FRAGMENT_SYLLABLES:
            yield begin, mark.start(1)
            begin = mark.end(1)
    if begin < end:
        yield begin, end
