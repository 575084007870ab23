"""Translations of quotes into the question's language, to stand beside the quotes and never instead of them.

A translation is shown when both count, date and name the same, both ways, and the local reader finds nothing wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.answer import Citation
from bot.grounding.compare import Told, lacking
from bot.llm.checks import is_in
from bot.llm.markup import MARKER, forbidden
from bot.llm.meaning import THRESHOLDS, Supporter
from bot.llm.orders import is_order
from vectorstore.types import Language

# As many as an answer quotes; a request for more would wait too long.
_MOST = 6
# Vietnamese and English of one sentence differ in length by less than this (the starter briefs: 0.7-1.5).
_SHORTEST, _LONGEST = 0.5, 2.0


def foreign(
    citations: Sequence[Citation], language: Language, languages: Mapping[str, str]
) -> list[Citation]:
    """Those whose article (*languages* by id) is in another language than *language*, each quote once."""
    found = {
        c.quote: c
        for c in citations
        if languages.get(c.article_id, language) != language and not is_order(c.quote)
    }
    return list(found.values())[:_MOST]


def faithful(text: str, citation: Citation, language: Language, supporter: Supporter | None) -> bool:
    """Whether *text*, in *language*, names and counts what the quote does, all of it and nothing else."""
    quote = " ".join(citation.quote.split())
    if not _SHORTEST <= len(text) / len(quote) <= _LONGEST or forbidden(text) or MARKER.search(text):
        return False
    if is_order(text) or not is_in(language, text):
        return False
    other: Language = "en" if language == "vi" else "vi"
    original = Told(quote, other, citation.published, citation.title, citation.publisher, citation.context)
    translated = Told(
        text, language, citation.published, citation.title, citation.publisher, citation.context
    )
    if lacking(text, [original], language) or lacking(quote, [translated], other):
        return False
    if supporter is None:
        return True
    there, back = supporter.supports(text, [quote]), supporter.supports(quote, [text])
    return all(odds is None or odds >= THRESHOLDS.wrong for odds in (there, back))
