"""Yes or no, said first, when a sentence states or denies exactly that; and what is so instead."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import YesNo
from bot.question.located import clause
from bot.question.value import Part
from bot.reading.value import Judged, Verdict
from bot.reading.verdict import ALONE
from bot.reply import wording
from bot.reply.choose import SECOND_SHARE, with_second
from bot.reply.figures import as_of, asks_for_plan
from bot.reply.lead import of_quantity
from bot.reply.nouns import same_thing
from bot.reply.quoting import Body, Quotes
from bot.reply.settled import Settled, settled
from bot.reply.value import Line
from bot.reply.whole_phrases import quantities
from vectorstore.index import Index

# Log odds of yes beyond which a sentence takes a side: 7 to 1, so that two sides are two statements, not noise.
SIDE = 2.0
# So likely a sentence must be an answer at all for its side to count.
SIDE_SURE = 0.5


def decided(part: Part, verdict: Verdict, found: Sequence[Judged]) -> YesNo:
    """What is said first."""
    if _differ(found):
        return "differ"
    if verdict.yes is None:
        return "unsaid"
    if verdict.yes:
        return "yes"
    return "not_yet" if wording.asks_yet(part.text) else "no"


def sides(found: Sequence[Judged]) -> tuple[Judged | None, Judged | None]:
    """The likeliest sentence that says yes, and the likeliest that says no."""
    sure = [j for j in found if j.probability >= SIDE_SURE and j.yes is not None]
    yes = next((j for j in sure if j.yes is not None and j.yes >= SIDE), None)
    no = next((j for j in sure if j.yes is not None and j.yes <= -SIDE), None)
    return yes, no


def _differ(found: Sequence[Judged]) -> bool:
    """Two articles of one day take two sides; of different days, the newer one is right."""
    yes, no = sides(found)
    return yes is not None and no is not None and yes.article.id != no.article.id and as_of(yes) == as_of(no)


def said(part: Part, verdict: YesNo, best: Judged) -> str:
    """ "Chưa", "Không: 65 quốc gia": with the figure that stands against the one asked about."""
    fact = _instead(part, best) if verdict in ("no", "not_yet") else None
    return (
        wording.corrected(verdict, fact, part.language)
        if fact
        else wording.verdict(verdict, part.language, yet=wording.asks_yet(part.text))
    )


def _instead(part: Part, best: Judged) -> str | None:
    """The sentence's own figure of the thing that the question gives a number of."""
    asked = {float(n) for n in part.numbers}
    if not asked or not part.counted or asks_for_plan(part):
        return None
    told = [
        q
        for q in quantities(best.text, best.article.language)
        if same_thing(part.counted, q.noun) and q.value not in asked
    ]
    if len(told) != 1 or not clause(best.text, told[0].span):
        return None
    lead = of_quantity(part, best, told[0])
    return lead.text if lead else None


def yesno(part: Part, found: Sequence[Judged], verdict: Verdict, index: Index) -> Body:
    """The verdict, then the sentence that gives it; of a dispute, one from each side."""
    plain = None if _differ(found) else settled(part, found)
    if plain is not None:
        return _settled(part, plain, found, index)
    word = decided(part, verdict, found)
    quotes = Quotes(part)
    if word == "differ":
        for one in sides(found):
            if one is not None:
                quotes.add(one)
        line = Line("lead", wording.verdict(word, part.language), tuple(c.number for c in quotes.made))
        return quotes.body([line], lead=line.text, verdict=word)
    best = _of_side(found, word)
    quotes.add(best)
    if word == "unsaid":  # a sentence that surely answers says more than that none decides
        if best.probability < ALONE:
            for other in with_second([best], [j for j in found if j is not best], index)[1:]:
                quotes.add(other)
        return quotes.body(verdict=word)
    text = said(part, word, best)
    for other in with_second([best], [j for j in found if j is not best and _agrees(j, word)], index)[1:]:
        quotes.add(other)
    day = as_of(best) if part.now or word == "not_yet" else None
    head = f"{text} ({wording.as_of(day, part.language).lower()})" if day else text
    return quotes.body([Line("lead", head, (1,))], lead=text, verdict=word)


def _settled(part: Part, told: Settled, found: Sequence[Judged], index: Index) -> Body:
    """What a plain comparison says, before the sentence that gives the value."""
    yet = wording.asks_yet(part.text)
    word: YesNo = "yes" if told.yes else "not_yet" if yet else "no"
    text = (
        wording.corrected(word, told.fact, part.language, yet=yet)
        if told.fact
        else wording.verdict(word, part.language, yet=yet)
    )
    quotes = Quotes(part)
    for judged in with_second([told.judged], [j for j in found[:1] if j is not told.judged], index):
        quotes.add(judged)
    return quotes.body([Line("lead", text, (1,))], lead=text, verdict=word)


def _of_side(found: Sequence[Judged], word: YesNo) -> Judged:
    """The likeliest sentence that takes the side said; the likeliest of all when none does clearly."""
    near = [j for j in found if j.probability >= found[0].probability * SECOND_SHARE and _agrees(j, word)]
    return near[0] if near else found[0]


def _agrees(judged: Judged, word: YesNo) -> bool:
    return judged.yes is not None and (judged.yes > 0) == (word == "yes") and word != "unsaid"
