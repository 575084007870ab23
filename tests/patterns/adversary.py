"""Texts made to keep a given pattern busy: its repeats pumped, its beginnings repeated, its end denied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

# More than any counted repeat of ours that matters.
_MANY = 8
# What few patterns can end with.
_DENIED = ("", "\x01", "!")
# Texts that are hard for many: blanks, digits and separators, capitals, marks, the same word again.
_HARD = (
    *(
        " ",
        "a",
        "A ",
        "A-",
        "a.",
        "1",
        "1.",
        "1/",
        "1 ",
        "1,0",
        "Đ",
        "e\u0323",
        "(",
        "[",
        "&",
        "<",
        "=",
        ", ",
    ),
    *("\n", "\n ", "\t", "-", "–", "'", '"', ":", "a@", "a@a.", "/a", "//"),
)
_CLASSES: dict[Any, str] = {
    op.CATEGORY_DIGIT: "1",
    op.CATEGORY_NOT_DIGIT: "a",
    op.CATEGORY_SPACE: " ",
    op.CATEGORY_NOT_SPACE: "a",
    op.CATEGORY_WORD: "a",
    op.CATEGORY_NOT_WORD: "-",
}
Node = tuple[Any, Any]


def texts(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Of *length* characters each, in no order; the same ones every time."""
    seen = set()
    for lead, unit in _pumps(pattern):
        for end in _DENIED:
            text = (lead + unit * length)[: length - len(end)] + end
            if text not in seen:
                seen.add(text)
                yield text


def _pumps(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    tree = [*_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)]
    for unit in _HARD:
        yield "", unit
    for lead, unit in _repeats(tree, ""):
        yield lead, unit
        yield "", lead + unit
        if lead:
            yield "", lead
            yield lead + unit, lead
            yield "", lead + " "
            yield lead, " "


def _repeats(nodes: list[Node], lead: str) -> Iterator[tuple[str, str]]:
    """(what comes before, what is repeated), of each part that may be repeated without end."""
    for kind, value in nodes:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            _, most, inner = value
            if most > _MANY:
                for unit in _samples([*inner]):
                    if unit:
                        yield lead, unit
            yield from _repeats([*inner], lead)
        elif kind is op.SUBPATTERN:
            yield from _repeats([*value[3]], lead)
        elif kind is op.ATOMIC_GROUP:
            yield from _repeats([*value], lead)
        elif kind is op.BRANCH:
            for branch in value[1]:
                yield from _repeats([*branch], lead)
        lead += next(iter(_samples([(kind, value)])), "")
    if lead:
        yield lead, lead


def _samples(nodes: list[Node]) -> list[str]:
    """A few texts that match: one for each of the first branches."""
    found = [""]
    for node in nodes:
        found = [before + more for before in found for more in _of(node)][:6]
    return found


def _of(node: Node) -> list[str]:
    kind, value = node
    found = [""]  # borders and looks aside
    if kind is op.LITERAL:
        found = [chr(value)]
    elif kind is op.NOT_LITERAL:
        found = ["a" if value != ord("a") else "b"]
    elif kind is op.ANY:
        found = ["a", " "]
    elif kind is op.IN:
        found = _of_class(value)
    elif kind is op.BRANCH:
        found = [text for branch in value[1][:4] for text in _samples([*branch])]
    elif kind is op.SUBPATTERN:
        found = _samples([*value[3]])
    elif kind is op.ATOMIC_GROUP:
        found = _samples([*value])
    elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, most, inner = value
        found = [text * max(least, min(1, most)) for text in _samples([*inner])]
    return found


def _of_class(items: list[Node]) -> list[str]:
    if items[0][0] is op.NEGATE:
        refused = re.compile("[" + "".join(_again(item) for item in items[1:]) + "]")
        return [c for c in "a 1-Aé\n" if not refused.match(c)][:3] or ["\u4e2d"]
    found = []
    for kind, value in items:
        if kind is op.LITERAL:
            found.append(chr(value))
        elif kind is op.RANGE:
            found.append(chr(value[0]))
        elif kind is op.CATEGORY:
            found.append(_CLASSES[value])
    return found[:3]


def _again(item: Node) -> str:
    kind, value = item
    if kind is op.LITERAL:
        return re.escape(chr(value))
    if kind is op.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return {"1": r"\d", " ": r"\s", "a": r"\w"}.get(_CLASSES[value], r"\W")
