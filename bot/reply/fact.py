"""The answer to a plain question: the lead, the sentence that holds it, another one when it adds something."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Figure
from bot.byline import sentence
from bot.question.value import Part
from bot.reading.value import Judged
from bot.reply import wording
from bot.reply.choose import with_second
from bot.reply.figures import Figured, as_of, figures, replaced
from bot.reply.lead import SENTENCE_SURE, lead
from bot.reply.quoting import Body, Quotes
from bot.reply.value import Line
from vectorstore.index import Index


def fact(part: Part, found: Sequence[Judged], index: Index) -> Body:
    """Figures that changed are told over time; anything else by the likeliest sentence."""
    told = figures(part, found) if changes(part) else []
    if told and told[0].judged.probability >= SENTENCE_SURE:
        return _over_time(part, replaced(told))
    quotes = Quotes(part)
    first = lead(part, found[0])
    quotes.add(found[0], [first.span] if first else ())
    for other in with_second([found[0]], found[1:], index)[1:]:
        again = lead(part, other)
        quotes.add(other, [again.span] if again else ())
    before = leading(part, first.text if first else None, as_of(found[0]))
    return quotes.body(before, lead=first.text if first else None)


def changes(part: Part) -> bool:
    """Whether it counts what grows with time: who has done something, or how many there are now.

    What a text has once and for all ("how many articles?") has no earlier figure, only wrong ones.
    """
    return bool(part.counted) and "number" in part.kinds and (part.act is not None or part.now)


def leading(part: Part, said: str | None, day: str | None) -> list[Line]:
    """The first line: the lead; of a question about now, with the day as of which it is true."""
    if part.now and day:
        head = wording.as_of(day, part.language)
        return [
            Line("lead" if said else "said", f"{head}: {said}" if said else f"{head}:", (1,) if said else ())
        ]
    return [Line("lead", sentence(said), (1,))] if said else []


def _over_time(part: Part, told: Sequence[Figured]) -> Body:
    """The newest leads; each that it replaced gets a line with its day."""
    quotes = Quotes(part)
    numbers = [quotes.add(f.judged, [f.quantity.span]) for f in told]
    newest = told[0]
    after = []
    for figure, number in zip(told[1:], numbers[1:], strict=True):
        if figure.as_of == newest.as_of:
            after.append(Line("note", wording.differing(figure.shown, part.language), (number,)))
        else:
            after.append(Line("note", wording.earlier(figure.shown, figure.as_of, part.language), (number,)))
    timeline = [figure_of(f, n) for f, n in zip(told, numbers, strict=True)] if len(told) > 1 else []
    before = leading(part, newest.shown, newest.as_of)
    return quotes.body(before, after, newest.shown, timeline)


def figure_of(told: Figured, number: int) -> Figure:
    """The figure as it is handed out, quoted by citation *number*."""
    start, end = told.quantity.number[1], told.quantity.span[1]
    unit = told.judged.text[start:end].strip()
    return Figure(told.quantity.value, unit, told.quantity.modifier, told.as_of, number)
