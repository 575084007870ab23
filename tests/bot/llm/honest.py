"""Replies of an honest, capable model and of a liar, written from the prompts alone, and the claims of two sets."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.grounding.compare import Told
from bot.llm.evidence import Evidence
from vectorstore.language import language_of
from vectorstore.sentences import split
from vectorstore.types import Language

FIXTURES = Path(__file__).with_name("fixtures")
_MARK = re.compile(r"\[([0-9a-f]{10})\]")
# The day of each of the five articles, by the first digits of its file's name.
_DAYS = {
    "000": "2025-10-26",
    "001": "2025-10-13",
    "002": "2025-10-07",
    "003": "2025-10-25",
    "004": "2025-10-23",
}


@dataclass(frozen=True)
class Labelled:
    """A sentence with its evidence, true or a lie of some kind."""

    id: str
    language: Language
    sentence: str
    true: bool
    kind: str
    evidence: tuple[Told, ...]

    @property
    def across(self) -> bool:
        return any(told.language != self.language for told in self.evidence)


def replies(name: str) -> dict[str, str]:
    """By question: what *name* replied, with marks of the sentences it cites."""
    found: dict[str, str] = json.loads((FIXTURES / f"replies_{name}.json").read_text(encoding="utf-8"))
    return found


def mark_of(sentence: str) -> str:
    """By which a fixture cites a sentence that it may not repeat."""
    return hashlib.sha256(sentence.encode()).hexdigest()[:10]


def numbered(reply: str, evidence: Evidence) -> str:
    """*reply* with the numbers that its sentences have in *evidence*; a sentence that is not shown cites nothing."""
    numbers = {mark_of(line.text): line.number for line in evidence.lines}
    return _MARK.sub(lambda m: f"[{numbers[m[1]]}]" if m[1] in numbers else "", reply)


def developed(file: Path) -> Iterator[Labelled]:
    """The sentences of `claims_dev.jsonl`: each cites whole passages."""
    for line in file.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        passages = {p["n"]: p for p in record["passages"]}
        evidence = [told for n in record["cites"] for told in _passage(passages[n])]
        said = re.sub(r"\s*\[\d+\]", "", record["sentence"])
        yield Labelled(record["id"], record["lang"], said, record["true"], record["kind"], tuple(evidence))


def own(shared: Path) -> Iterator[Labelled]:
    """Our hundred, from passages that lie beside the repository."""
    for line in (FIXTURES / "claims_own.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        evidence = _invented(shared, record) if "cites" in record else _article(shared, record)
        yield Labelled(
            record["id"], record["lang"], record["sentence"], record["true"], record["kind"], tuple(evidence)
        )


def _passage(passage: Mapping[str, str]) -> Iterator[Told]:
    day = re.search(r"(\d{1,2})(?: October |/10/)2025", passage["head"])
    published = f"2025-10-{int(day[1]):02d}" if day else None
    text = passage["text"]
    for sentence in split(text):
        said = text[sentence.start : sentence.end]
        yield Told(said, language_of(said), published, around=text)


def _invented(shared: Path, record: Mapping[str, object]) -> list[Told]:
    passages = map(json.loads, (shared / str(record["file"])).read_text(encoding="utf-8").splitlines())
    passage = next(p for p in passages if p["id"] == record["passage"])
    said: Sequence[str] = passage["sentences"]
    return [
        Told(
            said[n],
            passage["lang"],
            passage["published"],
            passage["title"],
            passage["publisher"],
            " ".join(said[:n]),
        )
        for n in record["cites"]  # type: ignore[attr-defined]
    ]


def _article(shared: Path, record: Mapping[str, object]) -> Iterator[Told]:
    path = shared / str(record["file"])
    lines = path.read_text(encoding="utf-8").splitlines()
    title = next(line for line in lines if line.strip())
    for number in record["lines"]:  # type: ignore[attr-defined]
        text = lines[number - 1]
        for s in split(text):
            yield Told(
                text[s.start : s.end], "vi", _DAYS[path.name[:3]], title, "", "\n".join(lines[:number])
            )
