"""The reading data: passages with questions and claims, and which of them are kept out of training for good."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("reading")
# Every sixth passage of each file, counted from the sixth, is never trained on. The files of the first hand are
# trained on whole: the base had seen all of them.
KEPT_OUT = 6
FIRST_HAND = "reading_"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about one passage."""

    text: str
    language: str  # vi, vi-nodiac, en
    kind: str
    answer: tuple[int, ...]  # sentences, from 0; empty when the passage does not say it
    span: str | None
    yes: bool | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that the passage supports, or not."""

    text: str
    language: str
    supported: bool
    by: tuple[int, ...]
    how: str


@dataclass(frozen=True, slots=True)
class ReadingPassage:
    """An invented passage."""

    id: str
    language: str
    title: str
    published: str | None
    sentences: tuple[str, ...]
    questions: tuple[Asked, ...]
    claims: tuple[Claim, ...]
    kept_out: bool


def passages(folder: Path = FOLDER) -> Iterator[ReadingPassage]:
    """All passages of *folder*, file by file in order of name."""
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            kept_out = number % KEPT_OUT == KEPT_OUT - 1 and not path.name.startswith(FIRST_HAND)
            yield _passage(json.loads(line), kept_out)


def _passage(record: dict[str, Any], kept_out: bool) -> ReadingPassage:
    questions = tuple(
        Asked(q["q"], q["lang"], q["kind"], tuple(q["answer"]), q.get("span"), q.get("yes"))
        for q in record["questions"]
    )
    claims = tuple(
        Claim(c["c"], c["lang"], c["supported"], tuple(c["by"]), c["how"]) for c in record["claims"]
    )
    return ReadingPassage(
        record["id"],
        record["lang"],
        record["title"],
        record.get("published"),
        tuple(record["sentences"]),
        questions,
        claims,
        kept_out,
    )
