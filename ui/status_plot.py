"""How many had signed, and how many were bound, day by day: steps in one drawing, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ui.markup import esc
from ui.strings import day, words
from vectorstore.status.table import Act, Table
from vectorstore.types import Language

# Drawing units; 12-unit letters stay readable where the page is 360 wide.
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 360, 170, 8, 8, 24, 136
_ACTS: tuple[Act, ...] = ("sign", "ratify")


def plot(table: Table, language: Language) -> str:
    """A figure with both curves and the days and counts behind them; "" for fewer than two days."""
    curves = {act: list(table.over_time(act)) for act in _ACTS}
    days = sorted({when for curve in curves.values() for when, _ in curve} | {table.as_of})
    if len(days) < 2:
        return ""
    say = words(language)
    lines = "".join(
        _curve(curve, days[0], table.as_of, _top(curves.values()), act) for act, curve in curves.items()
    )
    legend = "".join(f'<span class="key {act}">{esc(say[f"status_{act}"])}</span>' for act in _ACTS)
    edges = (
        f'<text x="{LEFT}" y="{HEIGHT - 14}">{esc(day(days[0].isoformat(), language))}</text>'
        f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 14}" text-anchor="end">{esc(day(table.as_of.isoformat(), language))}</text>'
    )
    picture = (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
        f'<line class="axis" x1="{LEFT}" y1="{BOTTOM}" x2="{WIDTH - RIGHT}" y2="{BOTTOM}"></line>{edges}{lines}</svg>'
    )
    return (
        f'<figure class="timeline status"><figcaption>{esc(say["timeline"])} {legend}</figcaption>{picture}'
        f"{_rows(table, days, language)}</figure>"
    )


def _top(curves: object) -> int:
    return max((count for curve in curves for _, count in curve), default=1)  # type: ignore[attr-defined]


def _curve(curve: Sequence[tuple[date, int]], first: date, last: date, top: int, act: Act) -> str:
    """Steps from nothing to the newest count, whose number stands at the end."""
    if not curve:
        return ""

    def x(when: date) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (when - first).days / max(1, (last - first).days)

    def y(count: int) -> float:
        return BOTTOM - (BOTTOM - TOP) * count / max(1, top)

    steps, at = f"M{x(curve[0][0]):.1f} {y(0):.1f}", 0
    for when, count in curve:
        steps += f" L{x(when):.1f} {y(at):.1f} L{x(when):.1f} {y(count):.1f}"
        at = count
    steps += f" L{x(last):.1f} {y(at):.1f}"
    label = f'<text class="value" x="{WIDTH - RIGHT}" y="{y(at) - 6:.1f}" text-anchor="end">{at}</text>'
    return f'<path class="line {act}" d="{steps}"></path>{label}'


def _rows(table: Table, days: Sequence[date], language: Language) -> str:
    say = words(language)
    head = "".join(
        f'<th scope="col">{esc(say[k])}</th>' for k in ("col_date", "status_sign", "status_ratify")
    )
    body = "".join(
        f'<tr><td><time datetime="{when}">{esc(day(when.isoformat(), language))}</time></td>'
        f"<td>{table.count('sign', when)}</td><td>{table.count('ratify', when)}</td></tr>"
        for when in days
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
