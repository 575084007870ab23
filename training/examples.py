"""Training examples from the reading data: whole passages, windows of them, passages without their answer, others."""

from __future__ import annotations

import gzip
import json
import math
import random
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.reading.encoding import Encoded, encode
from vectorstore import restore
from vectorstore.sentences import split
from vectorstore.text import fold, nfc, tokens

from .passages import Asked, Claim, ReadingPassage

# Shares of questions that get one more example: their passage without the sentences that answer, and the passage
# of another that shares most words. Both are refusals that retrieval brings about every day.
# Share of questions read with their whole passage; the others with a window, as long as the product's passages.
WHOLE = 0.4
WITHOUT_ANSWER = 0.15
OTHER_PASSAGE = 0.2
# Share of supported claims that are read once more without a sentence they rest on.
CUT_CLAIM = 0.3
# Share of the questions of passages that the base was trained on which are asked again: enough not to forget them.
AGAIN = 0.45
# Sentences to each side of the answer in a window; the product's passages have 2 to 6.
MOST_AROUND = 3


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """What is read, and what is right."""

    encoded: Encoded
    count: int  # sentences
    answers: tuple[int, ...] = ()  # sentences that answer; none: the passage does not say it
    start: int = -1  # tokens of the span; -1: no span to learn
    end: int = -1
    yes: bool | None = None
    supported: bool | None = None  # a claim: only this is learned
    group: tuple[str, str, str] = ("", "", "")  # language asked in, of the passage, kind


class Maker:
    """Makes examples; *rng* decides about windows."""

    def __init__(self, tokenizer: Any, passages: Sequence[ReadingPassage], seed: int = 0) -> None:
        self._tokenizer, self._passages, self.rng = tokenizer, passages, random.Random(seed)
        self._restore = restorer(passages)
        self._words = [_words(p.title, *p.sentences) for p in passages]
        seen = Counter(w for words in self._words for w in words)
        self._idf = {w: math.log(len(passages) / n) for w, n in seen.items()}

    def whole(self, passage: ReadingPassage, asked: Asked) -> Example:
        """The question with its whole passage."""
        return self._asked(passage, asked, range(len(passage.sentences)))

    def window(self, passage: ReadingPassage, asked: Asked) -> Example:
        """The question with a run of sentences: those that answer are in it."""
        last = len(passage.sentences) - 1
        around = self.rng.randint(1, MOST_AROUND), self.rng.randint(1, MOST_AROUND)
        if asked.answer:
            low, high = min(asked.answer) - around[0], max(asked.answer) + around[1]
        else:
            at = self._likest(passage, asked)
            low, high = at - around[0], at + around[1]
        return self._asked(passage, asked, range(max(0, low), min(last, high) + 1))

    def decided(self, passage: ReadingPassage, asked: Asked) -> Example:
        """A yes-or-no question with what decides it and at most one sentence to each side, as a verdict is read."""
        low, high = min(asked.answer) - self.rng.randint(0, 1), max(asked.answer) + self.rng.randint(0, 1)
        last = len(passage.sentences) - 1
        return self._asked(passage, asked, range(max(0, low), min(last, high) + 1))

    def without(self, passage: ReadingPassage, asked: Asked) -> Example:
        """The question with its passage, the sentences that answer taken out."""
        return self._asked(
            passage, asked, [n for n in range(len(passage.sentences)) if n not in asked.answer]
        )

    def elsewhere(self, passage: ReadingPassage, asked: Asked) -> Example:
        """The question with the passage of another one that shares most of its words."""
        words = _words(self._text(asked))
        scores = [sum(self._idf.get(w, 0.0) for w in words & held) for held in self._words]
        best = sorted(range(len(scores)), key=lambda n: -scores[n])[:6]
        others = [n for n in best if self._passages[n].id != passage.id]
        other = self._passages[self.rng.choice(others)]
        start = self.rng.randint(0, max(0, len(other.sentences) - 4))
        chosen = range(start, min(len(other.sentences), start + self.rng.randint(3, 6)))
        return self._example(other, self._text(asked), chosen, asked, ())

    def claim(self, passage: ReadingPassage, claim: Claim, extra: int) -> Example:
        """A claim with the sentences it rests on and up to *extra* more; all of them when none is named."""
        last = len(passage.sentences) - 1
        if claim.by and extra >= 0:
            low, high = self.rng.randint(0, extra), self.rng.randint(0, extra)
            chosen = sorted({m for n in claim.by for m in range(max(0, n - low), min(last, n + high) + 1)})
        else:
            chosen = list(range(last + 1))
        return self._claimed(passage, claim, chosen, claim.supported)

    def claim_cut(self, passage: ReadingPassage, claim: Claim) -> Example:
        """A supported claim without one of the sentences it rests on: not supported."""
        gone = self.rng.choice(claim.by)
        rest = [n for n in claim.by if n != gone]
        near = [
            n for n in (gone - 1, gone + 1, gone + 2) if 0 <= n < len(passage.sentences) and n not in claim.by
        ]
        return self._claimed(passage, claim, sorted({*rest, *near}) or [0], False)

    def _claimed(
        self, passage: ReadingPassage, claim: Claim, chosen: Sequence[int], supported: bool
    ) -> Example:
        sentences = [passage.sentences[n] for n in chosen]
        encoded = encode(self._tokenizer, claim.text, sentences, self._title(passage))
        group = (claim.language, passage.language, claim.how)
        return Example(encoded, len(sentences), supported=supported, group=group)

    def _asked(self, passage: ReadingPassage, asked: Asked, chosen: Sequence[int]) -> Example:
        return self._example(passage, self._text(asked), list(chosen), asked, asked.answer)

    def _example(
        self, passage: ReadingPassage, text: str, chosen: Sequence[int], asked: Asked, answer: Sequence[int]
    ) -> Example:
        sentences = [passage.sentences[n] for n in chosen]
        encoded = encode(self._tokenizer, text, sentences, self._title(passage))
        answers = tuple(m for m, n in enumerate(chosen) if n in answer and (encoded.sentences == m).any())
        start, end = _span(encoded, sentences, answers, asked.span)
        group = (asked.language, passage.language, asked.kind)
        return Example(
            encoded, len(sentences), answers, start, end, asked.yes if answers else None, None, group
        )

    def _title(self, passage: ReadingPassage) -> str:
        return passage.title if self.rng.random() < 0.8 else ""

    def _text(self, asked: Asked) -> str:
        """As the product reads it: an unmarked question gets its marks back, for better or worse."""
        return self._restore(fold(asked.text)) if asked.language == "vi-nodiac" else asked.text

    def _likest(self, passage: ReadingPassage, asked: Asked) -> int:
        words = _words(self._text(asked))
        shared = [sum(self._idf.get(w, 0.0) for w in words & _words(s)) for s in passage.sentences]
        best = max(range(len(shared)), key=lambda n: shared[n])
        return best if any(shared) else self.rng.randrange(len(shared))


def training(maker: Maker, passages: Sequence[ReadingPassage], known: Collection[str] = ()) -> list[Example]:
    """Every question whole or in a window, the harder ones beside, every claim; another call draws others.

    Of passages whose id begins with one of *known* only a share: the base was trained on them.
    """
    found: list[Example] = []
    draw = maker.rng.random
    for passage in passages:
        again = AGAIN if passage.id.startswith(tuple(known)) else 1.0
        for asked in passage.questions:
            if asked.yes is not None:
                found.append(maker.decided(passage, asked))
            if draw() >= again:
                continue
            found.append((maker.whole if draw() < WHOLE else maker.window)(passage, asked))
            if asked.answer and draw() < WITHOUT_ANSWER:
                found.append(maker.without(passage, asked))
            if draw() < OTHER_PASSAGE:
                found.append(maker.elsewhere(passage, asked))
        for claim in passage.claims:
            if draw() >= again:
                continue
            found.append(maker.claim(passage, claim, maker.rng.choice((0, 0, 1, 2))))
            if claim.supported and claim.by and draw() < CUT_CLAIM:
                found.append(maker.claim_cut(passage, claim))
    return found


def general(tokenizer: Any, path: Path, sets: Sequence[str], most: int, seed: int = 0) -> list[Example]:
    """*most* examples of general reading data (SQuAD's form), from the named *sets*."""
    rng = random.Random(seed)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [r for r in map(json.loads, lines) if r["set"] in sets and r["part"] == "train"]
    pairs = [(r, q) for r in records for q in r["qas"]]
    rng.shuffle(pairs)
    return [e for r, q in pairs[:most] if (e := _general(tokenizer, r, q, rng)) is not None]


def _general(
    tokenizer: Any, record: dict[str, Any], asked: dict[str, Any], rng: random.Random
) -> Example | None:
    text = nfc(record["context"])
    sentences = split(text)
    answer, start = asked.get("a") or "", asked.get("start", -1)
    at = next((n for n, s in enumerate(sentences) if answer and s.start <= start < s.end), None)
    middle = at if at is not None else rng.randrange(len(sentences))
    chosen = sentences[max(0, middle - rng.randint(1, 3)) : middle + rng.randint(2, 4)]
    said = [text[s.start : s.end] for s in chosen]
    encoded = encode(tokenizer, asked["q"], said)
    if at is None:
        return None if answer else Example(encoded, len(said), group=("", "", record["set"]))
    number = chosen.index(sentences[at])
    first, last = _span(encoded, said, (number,), answer)
    return Example(encoded, len(said), (number,), first, last, group=("", "", record["set"]))


def _span(
    encoded: Encoded, sentences: Sequence[str], answers: Sequence[int], span: str | None
) -> tuple[int, int]:
    """First and last token of *span* in the first sentence that answers and holds it; -1, -1 without one."""
    for number in answers:
        said = nfc(sentences[number])
        at = said.find(nfc(span)) if span else -1
        if at < 0:
            continue
        end = at + len(nfc(span or ""))
        inside = [
            n for n, p in enumerate(encoded.places) if p and p[0] == number and p[1] < end and p[2] > at
        ]
        if inside:
            return inside[0], inside[-1]
    return -1, -1


def _words(*texts: str) -> set[str]:
    return {fold(w) for text in texts for w in tokens(text)}


def restorer(passages: Sequence[ReadingPassage]) -> restore.Restorer:
    """One that knows the passages' Vietnamese, as an index of them would."""
    connection = sqlite3.connect(":memory:")
    texts: Iterator[str] = (s for p in passages if p.language == "vi" for s in (p.title, *p.sentences))
    restore.write(connection, texts)
    return restore.Restorer(connection)
