"""Gaps as lines for a terminal, a candidate pair, and a reading list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.answer import Nearest
from bot.byline import origin
from bot.evaluate.pairs import Pair
from ui.gaps.report import Counts, Group, Report
from vectorstore.language import language_of
from vectorstore.text import fold

# Other wordings shown of a group; the pair has the main one, `--json` has them all.
_OTHERS = 3


def lines(report: Report) -> Iterator[str]:
    """Sums, then a paragraph a group."""
    yield f"{report.first} to {report.last}: {_counts(report.counts)}; {_trend(report.counts)}"
    if report.reasons:
        yield "refused because: " + ", ".join(f"{reason} {times}" for reason, times in report.reasons)
    for group in report.groups:
        yield ""
        yield f"{group.id}  {_counts(group.counts)}; {_trend(group.counts)}; today: {group.now}"
        yield f"  {group.question}"
        yield from (f"  also: {question} ({times})" for question, times in group.wordings[1 : 1 + _OTHERS])
        yield from (f"  nearest: {near.title} — {origin(near, 'en')}" for near in group.nearest)
        yield f"  would help: {group.help}"


def pair_of(group: Group) -> Pair:
    """A candidate: what its answer must hold is for a person to say; until then no run counts it."""
    question, language = group.question, language_of(group.question)
    unmarked = language == "vi" and fold(question) == question
    return Pair(
        id=f"gap-{group.id}",
        lang="vi-nodiac" if unmarked else language,
        question=question,
        answerable=None,
        kind="gap",
        candidate=True,
        tags=("gap",),
    )


def reading_list(group: Group) -> str:
    """Markdown: what is wanted, in which words it is asked for, and where to begin to read."""
    asked = [f"- {question} ({times})" for question, times in group.wordings]
    there = [_entry(near) for near in group.nearest]
    links = list(dict.fromkeys(link for near in group.nearest for link in _links(near)))
    parts = [
        f"# {group.question}",
        f"{_counts(group.counts)}; {_trend(group.counts)}.",
        f"Wanted: {group.help}.",
        "## Asked as\n\n" + "\n".join(asked),
        "## What there is, nearest first\n\n" + ("\n".join(there) or "Nothing near it."),
    ]
    if links:
        parts.append("## Where those were read\n\n" + "\n".join(f"- {link}" for link in links))
    return "\n\n".join(parts) + "\n"


def as_object(group: Group) -> dict[str, Any]:
    """For `--json`: the fields, articles by id."""
    nearest = [
        {"article_id": n.article_id, "title": n.title, "published": n.published, "source": n.source}
        for n in group.nearest
    ]
    return {
        "id": group.id,
        "question": group.question,
        "wordings": [{"question": question, "times": times} for question, times in group.wordings],
        **counts_object(group.counts),
        "now": group.now,
        "nearest": nearest,
        "help": group.help,
    }


def counts_object(counts: Counts) -> dict[str, int]:
    """Each count by its name."""
    return {name: getattr(counts, name) for name in ("refused", "hedged", "disliked", "earlier", "later")}


def _counts(counts: Counts) -> str:
    told = [f"{getattr(counts, name)} {name}" for name in ("refused", "hedged", "disliked")]
    return ", ".join(line for line in told if not line.startswith("0 ")) or "nothing"


def _trend(counts: Counts) -> str:
    return f"{counts.earlier} in the earlier half, {counts.later} in the later"


def _entry(near: Nearest) -> str:
    return f"- {near.title} — {origin(near, 'en')} ({near.source})"


def _links(near: Nearest) -> Iterator[str]:
    """Its own address, or those of what a brief retells."""
    if near.url:
        yield f"{near.title}: {near.url}"
    for basis in near.based_on:
        if basis.url:
            yield f"{basis.publisher}, {basis.title}: {basis.url}"
