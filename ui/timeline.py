"""How a figure changed over time, as a picture and, for everyone else, as a table.

Points stand at equal distances in the order of their dates, each with its date
below it: true distances would put 25 and 26 October on one spot.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.answer import Answer, Figure
from ui.cards import Place, dated
from ui.markup import esc
from ui.strings import day, number, words
from vectorstore.types import Language

# Drawing units; the picture is scaled to its column, 360 keeps 12-unit letters near 12 px there.
WIDTH, HEIGHT, MARGIN = 360, 150, 44
TOP, BOTTOM = 36, 104
# More dates than this overlap in the picture; the table has them all.
MOST_POINTS = 6


@dataclass(frozen=True, slots=True)
class Point:
    """A dot in the picture."""

    when: str  # ISO date
    label: str
    value: float


def figures(answer: Answer, place: Place) -> str:
    """A picture and a table when the answer's figures have two dates or more, else ""."""
    if not (rows := _dated_figures(answer)):
        return ""
    say = words(place.language)
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
        f"<tr><td>{dated(c.published, c.published_how, place.language)}</td><td>{esc(c.publisher)}</td>"
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
    """The dated figures, oldest first, when they have two dates or more."""
    dates = [figure for figure in answer.timeline if figure.as_of]
    rows = sorted(dates, key=lambda figure: (figure.as_of or "", figure.citation))
    return rows if len({figure.as_of for figure in rows}) > 1 else []


def _points(rows: list[Figure], language: Language) -> list[Point]:
    """Figures of the newest one's unit: two units share no axis."""
    unit = rows[-1].unit
    same = [row for row in rows if row.unit == unit]
    return [Point(row.as_of or "", number(row.value, language), row.value) for row in same]


def _figure_row(row: Figure, place: Place) -> str:
    return (
        f'<tr><td><time datetime="{esc(row.as_of)}">{esc(day(row.as_of, place.language))}</time></td>'
        f"<td>{esc(spoken(row, place.language))}</td><td>{_reference(row.citation, place)}</td></tr>"
    )


def _reference(citation: int, place: Place) -> str:
    target = f"{place.prefix}-c{citation}"
    name = words(place.language)["source_n"].format(n=citation)
    return f'<a href="#{esc(target)}" data-to="{esc(target)}" aria-label="{esc(name)}">[{citation}]</a>'


def _frame(title: str, picture: str, body: str, head: tuple[str, ...]) -> str:
    cells = "".join(f'<th scope="col">{esc(name)}</th>' for name in head)
    return (
        f'<figure class="timeline"><figcaption>{esc(title)}</figcaption>{picture}'
        f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table></figure>"
    )


def _picture(points: list[Point], language: Language) -> str:
    """The newest points as dots joined by a line; hidden from screen readers, which have the table."""
    shown = points[-MOST_POINTS:]
    if len(shown) < 2:
        return ""
    low, high = min(p.value for p in shown), max(p.value for p in shown)
    step = (WIDTH - 2 * MARGIN) / (len(shown) - 1)
    spots = [
        (
            MARGIN + step * i,
            BOTTOM - (BOTTOM - TOP) * ((p.value - low) / (high - low) if high > low else 0.5),
            p,
        )
        for i, p in enumerate(shown)
    ]
    line = "M" + " L".join(f"{x:.0f} {y:.0f}" for x, y, _ in spots)
    dots = "".join(
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="5"></circle>'
        f'<text class="value" x="{x:.0f}" y="{y - 12:.0f}" text-anchor="middle">{esc(p.label)}</text>'
        f'<text class="date" x="{x:.0f}" y="{HEIGHT - 14}" text-anchor="middle">'
        f"{esc(day_short(p.when, language))}</text>"
        for x, y, p in spots
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
        f'<path class="line" d="{line}"></path>{dots}</svg>'
    )


def day_short(iso: str, language: Language) -> str:
    """A date that fits below a dot: 26/10/25 or 26 Oct 25."""
    parts = day(iso, language).replace("/", " ").split()
    if len(parts) != 3:
        return iso
    return (
        f"{parts[0]}/{parts[1]}/{parts[2][2:]}"
        if language == "vi"
        else f"{parts[0]} {parts[1][:3]} {parts[2][2:]}"
    )
