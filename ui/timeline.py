"""How a figure changed over time: as a sentence, or as a picture and, for everyone else, as a table.

Only figures of the same thing stand together, that is of the same unit. Points
stand where their dates are; one whose date would overlap its neighbour's has none
below it. The table has them all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.answer import Answer, Figure
from bot.byline import whose
from ui.cards import Place, dated
from ui.markup import esc
from ui.strings import day, number, words
from vectorstore.types import Language

# Drawing units; the picture is scaled to its column, 360 keeps 12-unit letters near 12 px there.
WIDTH, HEIGHT, MARGIN = 360, 150, 44
TOP, BOTTOM = 36, 104
# More dots than this run into one another; the table has them all.
MOST_DAYS = 6
# Two dates are said in one sentence; a line between two dots would show a course that nobody reported.
LEAST_DAYS = 3
# Drawing units that a date's letters take below its dot.
LABEL = 72


@dataclass(frozen=True, slots=True)
class Point:
    """A dot in the picture."""

    when: str  # ISO date
    label: str
    value: float
    leads: bool = True  # of its day


def figures(answer: Answer, place: Place) -> str:
    """A sentence for two dates, a picture and a table for more; "" for fewer or for several things."""
    if not (rows := _dated_figures(answer)):
        return ""
    say = words(place.language)
    if len({row.as_of for row in rows}) < LEAST_DAYS:
        told = "; ".join(_told(row, place) for row in rows)
        return f'<p class="changed"><strong>{esc(say["timeline"])}:</strong> {told}.</p>'
    body = "".join(_figure_row(row, place) for row in rows)
    head = (say["col_date"], say["col_value"], say["col_source"])
    return _frame(say["timeline"], _picture(_points(rows, place.language), place.language), body, head)


def dates(answer: Answer, place: Place) -> str:
    """When its sources appeared, if on different days and there is no figure to follow."""
    sources = sorted(
        (c for c in answer.citations if c.published), key=lambda c: (c.published or "", c.number)
    )
    if len({c.published for c in sources}) < 2 or _dated_figures(answer):
        return ""
    say = words(place.language)
    body = "".join(
        f"<tr><td>{dated(c.published, c.published_how, place.language)}</td><td>{esc(whose(c, place.language))}</td>"
        f"<td>{_reference(c.number, place)}</td></tr>"
        for c in sources
    )
    return _frame(say["timeline_dates"], "", body, (say["col_date"], say["outlet"], say["col_source"]))


def spoken(figure: Figure, language: Language) -> str:
    """ "over 2,500 delegates": the value as it may be said."""
    say = words(language)
    before = "" if figure.modifier == "firm" else f"{say[figure.modifier]} "
    return f"{before}{number(figure.value, language)} {figure.unit}".strip()


def _dated_figures(answer: Answer) -> list[Figure]:
    """The dated figures of one unit, oldest first, when they have two dates or more; none of several units."""
    dates = [figure for figure in answer.timeline if figure.as_of and _is_day(figure.as_of)]
    if len({figure.unit.casefold() for figure in dates}) > 1:
        return []
    rows = sorted(dates, key=lambda figure: (figure.as_of or "", figure.citation))
    return rows if len({figure.as_of for figure in rows}) > 1 else []


def _told(row: Figure, place: Place) -> str:
    """ "25 October 2025: 65 states [1]"."""
    when = f'<time datetime="{esc(row.as_of)}">{esc(day(row.as_of, place.language))}</time>'
    return f"{when}: {esc(spoken(row, place.language))} {_reference(row.citation, place)}"


def _is_day(iso: str) -> bool:
    try:
        return bool(date.fromisoformat(iso))
    except ValueError:
        return False


def _points(rows: list[Figure], language: Language) -> list[Point]:
    """One a figure; of the same day, the one that the answer names first leads."""
    leads: set[str | None] = set()
    points = []
    for row in rows:
        points.append(Point(row.as_of or "", number(row.value, language), row.value, row.as_of not in leads))
        leads.add(row.as_of)
    return points


def _figure_row(row: Figure, place: Place) -> str:
    return (
        f'<tr><td><time datetime="{esc(row.as_of)}">{esc(day(row.as_of, place.language))}</time></td>'
        f"<td>{esc(spoken(row, place.language))}</td><td>{_reference(row.citation, place)}</td></tr>"
    )


def _reference(citation: int, place: Place) -> str:
    target = f"{place.prefix}-c{citation}"
    name = words(place.language)["source_n"].format(n=f"[{citation}]")
    return f'<a href="#{esc(target)}" data-to="{esc(target)}" aria-label="{esc(name)}">[{citation}]</a>'


def _frame(title: str, picture: str, body: str, head: tuple[str, ...]) -> str:
    cells = "".join(f'<th scope="col">{esc(name)}</th>' for name in head)
    return (
        f'<figure class="timeline"><figcaption>{esc(title)}</figcaption>{picture}'
        f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table></figure>"
    )


def _picture(points: list[Point], language: Language) -> str:
    """The newest days as dots joined by a line, other figures of the same day as rings.

    Hidden from screen readers, which have the table.
    """
    days = sorted({point.when for point in points})[-MOST_DAYS:]
    shown = [point for point in points if point.when in days]
    low, high = min(p.value for p in shown), max(p.value for p in shown)
    first = date.fromisoformat(days[0])
    span = max(1, (date.fromisoformat(days[-1]) - first).days)

    def across(when: str) -> float:
        return MARGIN + (WIDTH - 2 * MARGIN) * (date.fromisoformat(when) - first).days / span

    def x(point: Point) -> float:
        return across(point.when)

    def y(point: Point) -> float:
        return BOTTOM - (BOTTOM - TOP) * ((point.value - low) / (high - low) if high > low else 0.5)

    line = " L".join(f"{x(p):.0f} {y(p):.0f}" for p in shown if p.leads)
    dots = "".join(_dot(p, x(p), y(p)) for p in shown)
    dates = "".join(
        f'<text class="date" x="{across(when):.0f}" y="{HEIGHT - 14}" text-anchor="middle">'
        f"{esc(day_short(when, language))}</text>"
        for when in _apart(days, across)
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
        f'<path class="line" d="M{line}"></path>{dots}{dates}</svg>'
    )


def _apart(days: list[str], across: Callable[[str], float]) -> list[str]:
    """The first and the last day, and between them those whose letters overlap no other's."""
    named = [days[0]]
    for when in days[1:-1]:
        if across(when) - across(named[-1]) >= LABEL and across(days[-1]) - across(when) >= LABEL:
            named.append(when)
    return [*named, *days[-1:]] if len(days) > 1 else named


def _dot(point: Point, x: float, y: float) -> str:
    """A leading figure has its value above it, another one of its day beside it."""
    if point.leads:
        label = (
            f'<text class="value" x="{x:.0f}" y="{y - 12:.0f}" text-anchor="middle">{esc(point.label)}</text>'
        )
        return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="5"></circle>{label}'
    label = f'<text x="{x - 12:.0f}" y="{y + 4:.0f}" text-anchor="end">{esc(point.label)}</text>'
    return f'<circle class="ring" cx="{x:.0f}" cy="{y:.0f}" r="4"></circle>{label}'


def day_short(iso: str, language: Language) -> str:
    """A date that fits below a dot: 26/10/2025 or 26 Oct 2025."""
    parts = day(iso, language).replace("/", " ").split()
    if len(parts) != 3:
        return iso
    return (
        f"{parts[0]}/{parts[1]}/{parts[2]}" if language == "vi" else f"{parts[0]} {parts[1][:3]} {parts[2]}"
    )
