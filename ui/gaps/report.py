"""What was asked in vain over some days: counts, groups, how they grow, what there is and what would help."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from bot.answer import Nearest
from bot.chat import Consideration, consider
from ui.feedback import Opinion
from ui.gaps import store
from ui.gaps.advice import advice
from ui.gaps.group import Wordings, embedding, grouped, spelt
from ui.gaps.store import Asked, Gaps
from vectorstore.index import Index

Source = Literal["refused", "hedged", "disliked"]
Now = Literal["answered", "hedged", "refused"]
SOURCES: tuple[Source, ...] = ("refused", "hedged", "disliked")
# Articles told of a group: the reading list begins with them.
NEAREST = 3
# Characters of a group's name: that two of 3,000 groups share one has a chance of one in a thousand.
_NAME = 8


@dataclass(frozen=True, slots=True)
class Happened:
    """Something missing, so often on one day."""

    day: date
    source: Source
    question: str
    times: int
    language: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How often, by what it was; and how often in the earlier and in the later half of the days looked at."""

    refused: int
    hedged: int
    disliked: int
    earlier: int
    later: int

    @property
    def all(self) -> int:
        return self.refused + self.hedged + self.disliked


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of one meaning."""

    id: str  # of its main question: it stays while that is the one nearest to all
    question: str
    wordings: tuple[tuple[str, int], ...]
    counts: Counts
    now: Now  # how the main question is answered today
    nearest: tuple[Nearest, ...]
    help: str  # what kind of article


@dataclass(frozen=True, slots=True)
class Report:
    """Of the days from *first* to *last*, both included; no groups where only counts are kept."""

    first: date
    last: date
    counts: Counts
    reasons: tuple[tuple[str, int], ...]  # of refusals, most first
    groups: tuple[Group, ...]


def period(days: int) -> tuple[date, date]:
    """The last *days* days, today (UTC) among them."""
    last = store.today()
    return last - timedelta(days=days - 1), last


def happened(gaps: Gaps, opinions: Iterable[Opinion], first: date) -> tuple[Happened, ...]:
    """Everything since *first*, thumbs down among it."""
    kept = [_kept(asked) for asked in gaps.since(first)]
    thumbs = [o for o in opinions if not o.liked and o.at[:10] >= first.isoformat()]
    return (
        *kept,
        *(Happened(date.fromisoformat(o.at[:10]), "disliked", o.question, 1, o.language) for o in thumbs),
    )


def _kept(asked: Asked) -> Happened:
    return Happened(asked.day, asked.outcome, asked.question, asked.times, asked.language, asked.reason)


def counted(events: Sequence[Happened], days: tuple[date, date]) -> Counts:
    """The sums of *events*; the middle day belongs to the later half."""
    first, last = days
    middle = first + (last - first) / 2
    by = Counter[str]()
    for event in events:
        by[event.source] += event.times
        by["later" if event.day >= middle else "earlier"] += event.times
    return Counts(by["refused"], by["hedged"], by["disliked"], by["earlier"], by["later"])


def without_texts(events: Sequence[Happened], days: tuple[date, date]) -> Report:
    """Counts alone."""
    reasons = Counter[str]()
    for event in events:
        if event.source == "refused":
            reasons[event.reason] += event.times
    return Report(*days, counted(events, days), tuple(reasons.most_common()), ())


def with_texts(
    events: Sequence[Happened], days: tuple[date, date], index: Index, most: int | None = None
) -> Report:
    """Counts, and at most *most* groups, those asked most first; raises what the index raises."""
    told = without_texts(events, days)
    groups = tuple(_group(wordings, events, days, index) for wordings in _grouped(events, index)[:most])
    return replace(told, groups=groups)


def group_named(name: str, events: Sequence[Happened], days: tuple[date, date], index: Index) -> Group | None:
    """The group called *name*, also by another of its questions: it grows from one day to the next."""
    for wordings in _grouped(events, index):
        if any(name_of_group(question) == name for question, _ in wordings.questions):
            return _group(wordings, events, days, index)
    return None


def name_of_group(question: str) -> str:
    """A short name that the same question always has."""
    return hashlib.sha256(spelt(question).encode()).hexdigest()[:_NAME]


def _grouped(events: Sequence[Happened], index: Index) -> tuple[Wordings, ...]:
    times = Counter[str]()
    for event in events:
        if event.question:  # there is none of the days on which only counts were kept
            times[event.question] += event.times
    return grouped(times, embedding(index))


def _group(wordings: Wordings, events: Sequence[Happened], days: tuple[date, date], index: Index) -> Group:
    said = {spelt(question) for question, _ in wordings.questions}
    mine = [event for event in events if spelt(event.question) in said]
    considered = consider(wordings.main, index)
    answer = considered.answer
    now: Now = "refused" if not answer.found else "hedged" if answer.hedged else "answered"
    return Group(
        name_of_group(wordings.main),
        wordings.main,
        wordings.questions,
        counted(mine, days),
        now,
        _nearest(considered),
        _help(considered, now),
    )


def _help(considered: Consideration, now: Now) -> str:
    if now == "answered":
        return "nothing new: it is answered by now; see whether the answer is right"
    if not considered.parts:
        return "none: it asks nothing by itself"
    return advice(considered.parts[0].part, considered.answer)


def _nearest(considered: Consideration) -> tuple[Nearest, ...]:
    """The articles that answer it, then those of the passages found."""
    answer = considered.answer
    cited = {c.article_id for c in answer.citations}
    hits = [hit.article for part in considered.parts for hit in part.hits]
    ordered = sorted(hits, key=lambda article: article.id not in cited)
    found = {article.id: Nearest.of(article) for article in ordered} or {
        n.article_id: n for n in answer.nearest
    }
    return tuple(found.values())[:NEAREST]
