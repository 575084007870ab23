"""Whether an answer holds what its pair asks for. No model judges; strings and records do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from bot.answer import STATUS, Answer, Citation
from bot.evaluate.pairs import Pair
from bot.evaluate.seen import complete, lead_right, verdict_right
from bot.evaluate.texts import contains, holds
from vectorstore.types import Article

ArticleOf = Callable[[str], Article | None]


@dataclass(frozen=True, slots=True)
class Checks:
    """Each check of design.md; those a pair does not ask for are true."""

    found: bool
    facts: bool
    facts_first: bool  # in the quote of the first citation
    facts_two: bool  # in the quotes of the first two
    source: bool
    source_first: bool
    date: bool
    clean: bool  # nothing of must_not_contain
    verbatim: bool
    complete: bool = False  # all that was asked for is seen at once, and unhedged (`bot.evaluate.seen`)
    lead: bool | None = None  # the lead shown is right; None: none is, or it is not judged
    verdict: bool | None = None  # yes or no is said rightly; None: not asked for

    @property
    def passed(self) -> bool:
        """The verdict; where in the list of citations something stands does not enter it."""
        return all((self.found, self.facts, self.source, self.date, self.clean, self.verbatim))

    def failed(self) -> tuple[str, ...]:
        """Names of the checks that decide and are false."""
        deciding = ("found", "facts", "source", "date", "clean", "verbatim")
        return tuple(name for name in deciding if not asdict(self)[name])


def judge(pair: Pair, answer: Answer, article_of: ArticleOf) -> Checks:
    """All checks of one answer; *article_of* gives the article of a citation's `article_id`."""
    if not answer.found and pair.answerable is None:
        # A refusal is right here, and a refusal owes no facts.
        pair = Pair(pair.id, pair.lang, pair.question, None, must_not_contain=pair.must_not_contain)
    quotes = [citation.quote for citation in answer.citations]
    cited = [c for c in answer.citations if not pair.source_any or c.source in pair.source_any]
    checks = Checks(
        found=pair.answerable is None or answer.found == pair.answerable,
        facts=holds(pair, [answer.text, *quotes]),
        facts_first=holds(pair, quotes[:1]),
        facts_two=holds(pair, quotes[:2]),
        source=not pair.source_any or bool(cited),
        source_first=not pair.source_any or (bool(cited) and cited[0] is answer.citations[0]),
        date=pair.date is None or any(c.published == pair.date for c in cited),
        clean=not any(
            contains(text, bad) for bad in pair.must_not_contain for text in [answer.text, *quotes]
        ),
        verbatim=all(_verbatim(citation, article_of) for citation in answer.citations),
        lead=lead_right(pair, answer),
        verdict=verdict_right(pair, answer),
    )
    return replace(checks, complete=complete(pair, answer, checks.passed))


def _verbatim(citation: Citation, article_of: ArticleOf) -> bool:
    if citation.article_id == STATUS:  # made of the table's rows, and no quote
        return citation.voice == "brief"
    article = article_of(citation.article_id)
    return article is not None and article.text[citation.start : citation.end] == citation.quote
