"""Two sides or several days: one line each, of the same quantity when figures are compared; then what differs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answer import Figure
from bot.byline import day
from bot.question.located import countries_in, names_any
from bot.question.value import Part, Provision
from bot.reading.value import Judged
from bot.reply import wording
from bot.reply.choose import says_the_same
from bot.reply.fact import fact, figure_of
from bot.reply.figures import MOST_FIGURES, Figured, as_of, figures
from bot.reply.quoting import Body, Quotes
from bot.reply.value import Line
from vectorstore.index import Index
from vectorstore.status.names import name_of
from vectorstore.text import fold

# A side's sentence must be this likely, as a share of the best one's: half of a comparison answers half of it.
SIDE_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Side:
    """One of what is compared."""

    name: str
    holds: Callable[[Judged], bool]  # whether a sentence speaks of it


def comparison(part: Part, found: Sequence[Judged], index: Index) -> Body:
    """A line a side; without two sides that are spoken of, over time; else a plain answer."""
    told = [(side, best) for side in sides(part) if (best := _best(side, found, part)) is not None]
    if len({id(best) for _, best in told}) < 2:
        return over_time(part, found, index) if part.counted else fact(part, found, index)
    values = [next(iter(figures(part, [best])), None) for _, best in told]
    quotes = Quotes(part)
    numbers = [quotes.add(b, [v.quantity.span] if v else ()) for (_, b), v in zip(told, values, strict=True)]
    names = [side.name for side, _ in told]
    firm = [v for v in values if v is not None]
    # Like with like: with a figure for one side and none for the other, the quotes stand for themselves.
    if len(firm) < len(told):
        return Body(quotes.under(list(zip(names, numbers, strict=True))), tuple(quotes.made))
    lines = [
        Line("said", wording.side(name, v.shown), (n,))
        for name, v, n in zip(names, firm, numbers, strict=True)
    ]
    return quotes.body([*lines, *_differ(firm, part)])


def _differ(values: Sequence[Figured], part: Part) -> list[Line]:
    one, other = (f.quantity for f in values[:2])
    if len(values) > 2 or {one.modifier, other.modifier} != {"firm"} or one.value == other.value:
        return []
    return [Line("said", wording.difference(one.value - other.value, part.language), (1, 2))]


def over_time(part: Part, found: Sequence[Judged], index: Index) -> Body:
    """Figures of one quantity, oldest first, a line a day; without two of them, what was told on different days."""
    told = figures(part, found)[:MOST_FIGURES] if part.counted else []
    if len(told) > 1 and len({f.as_of for f in told}) > 1:
        return _figures_over_time(part, sorted(told, key=lambda f: f.as_of or ""))
    dated = _a_day_each(found, index)
    if len(dated) < 2:
        return fact(part, found, index)
    quotes = Quotes(part)
    headed = [(day(as_of(judged), part.language), quotes.add(judged)) for judged in dated]
    return Body(quotes.under(headed), tuple(quotes.made))


def _figures_over_time(part: Part, told: Sequence[Figured]) -> Body:
    quotes = Quotes(part)
    lines, timeline = [], list[Figure]()
    for figure in told:
        number = quotes.add(figure.judged, [figure.quantity.span])
        lines.append(Line("said", wording.side(day(figure.as_of, part.language), figure.shown), (number,)))
        timeline.insert(0, figure_of(figure, number))
    return quotes.body(lines, timeline=timeline)


def _a_day_each(found: Sequence[Judged], index: Index) -> list[Judged]:
    """The likeliest sentence of each day, oldest first; none that says the same as another."""
    sure = [j for j in found if j.probability >= SIDE_SHARE * found[0].probability]
    kept: dict[str, Judged] = {}
    for judged in sure:
        moment = as_of(judged)
        if moment and moment not in kept and not any(says_the_same(judged, k, index) for k in kept.values()):
            kept[moment] = judged
    return [kept[moment] for moment in sorted(kept)][:MOST_FIGURES]


def sides(part: Part) -> list[Side]:
    """What the question compares: days, provisions, countries or names, whichever it has two of."""
    language = part.language
    days = [Side(day(d.isoformat(), language), _on(d.isoformat())) for d in part.days]
    named = [Side(n, _names(n)) for n in part.names]
    countries = [Side(name_of(c, language), _country(c)) for c in part.countries]
    numbered = [Side(wording.provision(p, language), _provision(p)) for p in part.provisions]
    return next((found for found in (days, numbered, countries, named) if len(found) > 1), [])


def _best(side: Side, found: Sequence[Judged], part: Part) -> Judged | None:
    least = SIDE_SHARE * found[0].probability
    holding = [j for j in found if side.holds(j) and j.probability >= least]
    counted = [j for j in holding if part.counted and figures(part, [j])]
    return next(iter(counted or holding), None)


def _on(moment: str) -> Callable[[Judged], bool]:
    return lambda j: as_of(j) == moment


def _names(name: str) -> Callable[[Judged], bool]:
    wanted = fold(name).lower()
    return lambda j: wanted in fold(j.text).lower()


def _country(code: str) -> Callable[[Judged], bool]:
    return lambda j: any(c == code for c, _ in countries_in(j.text, j.article.language))


def _provision(wanted: Provision) -> Callable[[Judged], bool]:
    return lambda j: any(names_any(t, [wanted], j.article.language) for t in (j.text, j.article.title))
