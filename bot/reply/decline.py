"""Say no: what is missing, what comes near; of a false premise, what the articles say instead."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import Nearest
from bot.byline import origin
from bot.question.value import Part
from bot.reading.value import Reading, Verdict
from bot.reply import missing, wording
from bot.reply.quoting import Quotes
from bot.reply.value import Draft, Line
from vectorstore.index import Index
from vectorstore.types import Article, Hit

# Dated articles that are offered instead.
MOST_NEAR = 3
# A passage with less of the question's words (BM25, as a share of the most there can be) speaks of something else.
NEAR_LEXICAL = 0.25
# So likely a sentence must speak of what is asked to be told against a false premise.
TOLD_SURE = 0.2


def refusal(part: Part, reading: Reading, verdict: Verdict, index: Index) -> Draft:
    """What no article says, in one line; then what comes nearest."""
    reason = verdict.reason or "not_in_articles"
    if reason == "off_subject" and part.convention:
        reason = "not_in_articles"
    lines = [Line("said", missing.what_is_missing(part, reason, index.manifest.newest))]
    quotes = Quotes(part)
    close = nearest(reading.hits)
    best = reading.best
    if reason == "false_premise" and best is not None and best.probability >= TOLD_SURE:
        quotes.add(best)
        lines += [Line("said", f"{wording.articles_say(part.language)}:"), *quotes.lines()]
    elif near := _near(part, reading.hits, reason):
        lines.append(Line("said", missing.near(near.title, origin(near, part.language), part.language)))
    return Draft(
        part,
        False,
        tuple(lines),
        citations=tuple(quotes.made),
        reason=reason,
        nearest=() if reason == "off_subject" else close,
        confidence=verdict.confidence,
    )


def _near(part: Part, hits: Sequence[Hit], reason: str) -> Article | None:
    """The article of the first passage that speaks of the same thing."""
    if reason == "off_subject" or not hits:
        return None
    first = max(hits[:MOST_NEAR], key=lambda h: h.lexical)
    return first.article if part.convention or first.lexical >= NEAR_LEXICAL else None


def nearest(hits: Sequence[Hit]) -> tuple[Nearest, ...]:
    """The articles of the best passages, dated ones first."""
    articles = list({h.article.id: h.article for h in hits}.values())
    dated = [a for a in articles if a.published] or articles
    return tuple(Nearest.of(a) for a in dated[:MOST_NEAR])
