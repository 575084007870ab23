"""Whether an answer holds what its pair asks for. No model judges; strings and records do."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from bot.answer import STATUS, Answer, Citation
from bot.evaluate.pairs import Pair
from vectorstore.text import nfc
from vectorstore.types import Article

# 40, 2.500 and 40,5 are numbers; "40 nước" and "26/10" are texts.
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

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
    return Checks(
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
    )


def holds(pair: Pair, texts: Iterable[str]) -> bool:
    """Whether of every group at least one alternative is in one of *texts*."""
    kept = list(texts)
    return all(
        any(contains(text, wanted) for wanted in group for text in kept) for group in pair.must_contain
    )


def contains(text: str, wanted: str) -> bool:
    """Whether *wanted* is in *text*, whatever the case; a bare number only as a whole number.

    "40" is in "40 nước" and "the 40th", but not in "400", "2.540" or "40,5".
    """
    return _pattern(nfc(wanted).casefold()).search(nfc(text).casefold()) is not None


@functools.lru_cache(4096)  # a run asks for the same few hundred texts again and again
def _pattern(wanted: str) -> re.Pattern[str]:
    exact = re.escape(wanted)
    whole = rf"(?<!\d)(?<!\d[.,]){exact}(?!\d)(?![.,]\d)"
    return re.compile(whole if _NUMBER.fullmatch(wanted) else exact)


def _verbatim(citation: Citation, article_of: ArticleOf) -> bool:
    if citation.article_id == STATUS:  # made of the table's rows, and no quote
        return citation.voice == "brief"
    article = article_of(citation.article_id)
    return article is not None and article.text[citation.start : citation.end] == citation.quote
