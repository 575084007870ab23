"""Why and how: the sentence that gives the reason, with the neighbour that completes it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.question.value import Part
from bot.reading.value import Judged
from bot.reading.verdict import ALONE
from bot.reply.choose import contained, with_second
from bot.reply.cite import neighbour
from bot.reply.quoting import Body, Quotes
from vectorstore.index import Index
from vectorstore.types import Sentence

# A neighbour that shares less with the question and the sentence than this speaks of something else: share of its
# own words. Sentences of one paragraph that go on with a thought share a fifth of their words or more.
GOES_ON = 0.2
# Two sentences are read at once; longer, the second is left to the card. Characters.
MOST_TOGETHER = 420


def reason(part: Part, found: Sequence[Judged], index: Index) -> Body:
    """One quote of two sentences that stand together, or one sentence and another source's when it adds something."""
    best = found[0]
    quotes = Quotes(part)
    around = _neighbour(part, best, found)
    if around is None:
        quotes.add(best)
    else:
        first, last = sorted((best.sentence, around), key=lambda s: s.start)
        quotes.add_run(best, first, last)
    if around is None or best.probability < ALONE:
        for other in with_second([best], found[1:], index)[1:]:
            quotes.add(other)
    return quotes.body()


def _neighbour(part: Part, best: Judged, found: Sequence[Judged]) -> Sentence | None:
    """The sentence before or behind in the same paragraph that belongs to the answer, the likelier of the two."""
    beside = [s for step in (1, -1) if (s := neighbour(best.article, best.sentence, step)) is not None]
    fitting = [s for s in beside if _belongs(part, best, s)]
    likely = {(j.article.id, j.sentence.start): j.probability for j in found}
    return max(fitting, key=lambda s: likely.get((best.article.id, s.start), 0.0), default=None)


def _belongs(part: Part, best: Judged, other: Sentence) -> bool:
    text = best.article.text[other.start : other.end]
    if len(text) + len(best.text) > MOST_TOGETHER:
        return False
    return contained(text, f"{best.text} {part.query.text}") >= GOES_ON
