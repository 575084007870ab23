"""The text of a PDF's page in the order of reading: columns by place, whatever order they were drawn in."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pypdf

# Places within so much of the letters' size are one line; within so many points they begin at one edge.
_SAME_LINE, _SAME_EDGE = 0.5, 1.5
# An average letter's share of the size; only told apart is what ends before a column and what goes far into it.
_LETTER = 0.5
_INTO = 0.25  # share of the column's width
# So many lines side by side, and this share of those that go so far, make a column; words begin at one edge by chance on
# a tenth of them. Cells of tables are shorter than a column's lines.
_LINES, _SHARE, _LINE_LETTERS = 4, 0.6, 18
# A column begins further in than an indent, in ems; so many edges are tried.
_INDENT, _EDGES = 6, 6
_DEPTH = 3  # more columns than 2 ** _DEPTH have no page


@dataclass(frozen=True, slots=True)
class Piece:
    """A text as it was drawn; places and sizes in points."""

    x: float
    y: float
    size: float
    text: str

    @property
    def end(self) -> float:
        """About where it ends."""
        return self.x + _LETTER * self.size * len(self.text.strip())


def pieces_of(page: pypdf.PageObject) -> tuple[str, list[Piece]]:
    """A page's text as pypdf orders it, and its pieces."""
    found: list[Piece] = []

    def keep(text: str, cm: Sequence[float], tm: Sequence[float], font: object, size: float) -> None:
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            scale = math.hypot(tm[2], tm[3]) * math.hypot(cm[2], cm[3])
            found.append(Piece(x, y, max(1.0, abs(size) * scale), text))

    return page.extract_text(visitor_text=keep) or "", found


def lines_of(pieces: Sequence[Piece]) -> list[str]:
    """The lines from the top down."""
    return [_text(row) for row in _rows(pieces)]


def in_columns(pieces: Sequence[Piece]) -> list[str] | None:
    """The lines of a page in columns, a column after the other; None when it has none."""
    rows = _rows(pieces)
    return None if _gutter(rows) is None else _ordered(pieces, _DEPTH)


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The lines from the top down, each with its pieces in the order of drawing."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: -p.y):
        if rows and abs(rows[-1][0].y - piece.y) <= _SAME_LINE * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    order = {id(piece): n for n, piece in enumerate(pieces)}
    return [sorted(row, key=lambda p: order[id(p)]) for row in rows]


def _gutter(rows: Sequence[Sequence[Piece]]) -> float | None:
    """Where a second column begins: at one edge on most lines that go so far, with prose on both sides."""
    pieces = [p for row in rows for p in row]
    if not pieces:
        return None
    left = min(p.x for p in pieces) + _INDENT * statistics.median(p.size for p in pieces)
    for at, _ in Counter(float(round(p.x)) for p in pieces if p.x > left).most_common(_EDGES):
        there = [row for row in rows if any(p.x >= at - _SAME_EDGE for p in row)]
        both = [row for row in there if _begins_at(row, at) and row[0].x < at - _SAME_EDGE]
        aligned = sum(_begins_at(row, at) for row in there) >= _SHARE * len(there)
        if aligned and len(both) >= _LINES and _is_prose(both, at):
            return at
    return None


def _begins_at(row: Sequence[Piece], at: float) -> bool:
    return any(abs(p.x - at) <= _SAME_EDGE for p in row)


def _is_prose(rows: Sequence[Sequence[Piece]], at: float) -> bool:
    sides = (
        [sum(len(p.text) for p in row if (p.x < at - 1) == left) for row in rows] for left in (True, False)
    )
    return all(statistics.median(lengths) >= _LINE_LETTERS for lengths in sides)


def _ordered(pieces: Sequence[Piece], depth: int) -> list[str]:
    rows = _rows(pieces)
    at = _gutter(rows) if depth else None
    if at is None:
        return [_text(row) for row in rows]
    lines: list[str] = []
    left: list[Piece] = []
    right: list[Piece] = []
    edge = min(p.x for p in pieces)
    for row in rows:
        first, second = [p for p in row if p.x < at - 1], [p for p in row if p.x >= at - 1]
        if first and not second and max(p.end for p in first) > at + _INTO * (at - edge):
            lines += [*_ordered(left, depth - 1), *_ordered(right, depth - 1), "", _text(row), ""]
            left, right = [], []
        else:
            left += first
            right += second
    return [*lines, *_ordered(left, depth - 1), *_ordered(right, depth - 1)]


def _text(row: Sequence[Piece]) -> str:
    return " ".join("".join(p.text for p in row).split())
