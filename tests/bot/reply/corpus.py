"""A real index over small articles of our own, and readings of it made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.question.value import Part
from bot.reading.value import Judged, Reading, Verdict
from ingest.split import passages
from vectorstore.build import build_index
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.lock import write_lock
from vectorstore.types import Article, Hit, Language

ANSWER = Verdict("answer", 0.9)
HEDGE = Verdict("hedge", 0.4)


def article(
    day: str, text: str, language: Language = "vi", publisher: str = "Báo Mới", **other: Any
) -> Article:
    """One dated article, its id the day and the language."""
    name = f"{day}-{language}-{publisher}"
    fields: dict[str, Any] = {"published": day, "published_how": "stated", "publisher": publisher} | other
    return Article(name, f"Tin {day}", f"{name}.txt", language, text, **fields)


def index_of(home: Path, articles: Sequence[Article], embedder: Embedder) -> Index:
    """The articles as a build, opened."""
    with write_lock(home):
        build_index(home, list(articles), passages, embedder)
    return Index.open(home, embedder)


@dataclass(frozen=True)
class Read:
    """What a reader is made to think of the sentence that holds *said*."""

    said: str
    probability: float = 0.9
    span: str | None = None
    span_probability: float = 0.9
    yes: float | None = None


def part(index: Index, text: str, **fields: Any) -> Part:
    """A part of a question, with the fields that the test gives it."""
    return Part(text, index.understand(text), **fields)


def reading(index: Index, asked: Part, *reads: Read) -> Reading:
    """The sentences that *reads* names, in the order of their probabilities."""
    hits = index.search(asked.query, 50)
    made = [_judged(hits, read) for read in reads]
    return Reading(tuple(sorted(made, key=lambda j: -j.probability)), tuple(hits))


def _judged(hits: Sequence[Hit], read: Read) -> Judged:
    for hit in hits:
        for place, sentence in enumerate(hit.passage.sentences):
            text = hit.article.text[sentence.start : sentence.end]
            if read.said in text:
                span = None
                if read.span is not None:
                    start = text.index(read.span)
                    span = (start, start + len(read.span))
                return Judged(
                    hit, place, sentence, text, read.probability, 2.0, span, read.span_probability, read.yes
                )
    raise AssertionError(f"no sentence holds {read.said!r}")


def by_kind(lines: Sequence[Any]) -> Mapping[str, list[str]]:
    """The texts of a draft's lines, by their kind."""
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault(line.kind, []).append(line.text)
    return found
