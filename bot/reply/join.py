"""Put the drafts of a question's parts together: one text, one numbering, one `Answer`."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.answer import Answer, Citation, Figure, Nearest, Reason
from bot.byline import sentence
from bot.question.value import Question
from bot.reading.value import RefusedFor
from bot.reply import wording
from bot.reply.value import Draft, Line
from vectorstore.index import Index
from vectorstore.types import Language

# What callers of the bot are told; finer reasons stand in the words.
_REASONS: dict[RefusedFor, Reason] = {
    "provision": "not_in_articles",
    "country": "not_in_articles",
    "time": "not_in_articles",
    "not_in_articles": "not_in_articles",
    "off_subject": "off_subject",
    "after_newest": "after_newest",
    "forecast": "forecast",
    "false_premise": "false_premise",
}
# Dated articles offered when nothing answers.
_MOST_NEAR = 3


def joined(question: Question, drafts: Sequence[Draft], index: Index) -> Answer:
    """The answer to all parts, each answered or named as missing; one draft a part, in their order."""
    gathered = _Gathered()
    headed = len(drafts) > 1
    texts = [_told(together, gathered, headed) for together in _told_once(drafts)]
    found = any(d.found for d in drafts)
    leads = [d.lead for d in drafts if d.found]
    note = [wording.foreign_question(question.language)] if question.foreign else []
    return Answer(
        question.typed,
        "\n\n".join([*texts, *note]),
        found,
        question.language,
        reason=None if found else _reason(drafts),
        short="; ".join(filter(None, leads)) or None if all(leads) else None,
        hedged=any(d.hedged for d in drafts),
        citations=tuple(gathered.citations),
        timeline=tuple(gathered.timeline),
        nearest=() if found else _nearest(drafts),
        build=index.manifest.build,
        confidence=round(min((d.confidence for d in drafts if d.found == found), default=0.0), 4),
        verdict=drafts[0].verdict if len(drafts) == 1 else None,
    )


@dataclass
class _Gathered:
    """The citations of all drafts under their final numbers."""

    citations: list[Citation] = field(default_factory=list)
    timeline: list[Figure] = field(default_factory=list)

    def number(self, citation: Citation) -> int:
        for n, known in enumerate(self.citations):
            if (known.article_id, known.start, known.end) == (
                citation.article_id,
                citation.start,
                citation.end,
            ):
                new = tuple(m for m in citation.marks if m not in known.marks)
                self.citations[n] = replace(known, marks=known.marks + new)
                return known.number
        self.citations.append(replace(citation, number=len(self.citations) + 1))
        return len(self.citations)


def _told_once(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Neighbours that the same sentences answer in the same way, together."""
    groups: list[list[Draft]] = []
    for draft in drafts:
        if groups and draft.found and draft.citations and _same(groups[-1][-1], draft):
            groups[-1].append(draft)
        else:
            groups.append([draft])
    return groups


def _same(one: Draft, other: Draft) -> bool:
    places = [[(c.article_id, c.start, c.end, c.quote) for c in d.citations] for d in (one, other)]
    return one.found and one.hedged == other.hedged and places[0] == places[1]


def _told(together: Sequence[Draft], gathered: _Gathered, headed: bool) -> str:
    """Under the questions of some parts what answers them: the lead of each, then the quotes once."""
    texts = [_paragraphs(draft, gathered) for draft in together]
    paragraphs = [p for p, _ in texts[0]]
    if len(together) > 1:
        leads, quotes = ([p for text in texts for p, first in text if first is n] for n in (True, False))
        paragraphs = list(dict.fromkeys([*leads, *quotes]))
    heads = " ".join(f"{sentence(draft.part.text.rstrip('?. '))}?" for draft in together)
    return "\n\n".join([*([heads] if headed else []), *paragraphs])


def _paragraphs(draft: Draft, gathered: _Gathered) -> list[tuple[str, bool]]:
    """The paragraphs of one draft, each with whether it is said before the quotes."""
    numbers = {c.number: gathered.number(c) for c in draft.citations}
    if not gathered.timeline:  # two charts in one answer would be compared
        gathered.timeline += [replace(f, citation=numbers[f.citation]) for f in draft.timeline]
    cited = {c.number: c for c in draft.citations}
    told = functools.partial(_paragraph, cited=cited, numbers=numbers, language=draft.part.language)
    return [(told(line), line.kind in ("lead", "said")) for line in draft.lines]


def _paragraph(line: Line, cited: dict[int, Citation], numbers: dict[int, int], language: Language) -> str:
    if line.kind == "quote":
        citation = cited[line.cites[0]]
        told = replace(citation, quote=line.text, number=numbers[citation.number])
        return wording.quote(told, language, line.foreign)
    markers = "".join(f" [{numbers[n]}]" for n in line.cites)
    if not markers:
        return line.text
    return f"{line.text.rstrip('.')}{markers}."


def _reason(drafts: Sequence[Draft]) -> Reason:
    reasons = [_REASONS[d.reason] for d in drafts if d.reason]
    return next((r for r in reasons if r != "off_subject"), reasons[0] if reasons else "not_in_articles")


def _nearest(drafts: Sequence[Draft]) -> tuple[Nearest, ...]:
    articles = {n.article_id: n for d in drafts for n in d.nearest}
    return tuple(articles.values())[:_MOST_NEAR]
