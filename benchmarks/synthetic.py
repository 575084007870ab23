"""Made-up news in any quantity, and vectors for it without a model: what is measured is the index, not meaning.

Words are drawn as often as the starter briefs use them, so that lists of passages that hold a word are about
as long as real ones; pairs of words are more varied than in real text, which is the dearer case.
"""

from __future__ import annotations

import functools
import json
import zlib
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np

from vectorstore.e5file import Floats
from vectorstore.text import tokens

PASSAGES_AN_ARTICLE = 10
# A passage holds 45-140 syllables: four sentences of a usual length make one.
_SENTENCES_A_PASSAGE = 4
_WORDS_A_SENTENCE = 23
_DIMENSION = 384  # that of the embedded model


@functools.cache
def _vocabulary() -> tuple[list[str], Floats]:
    """Words of the Vietnamese starter briefs with their shares."""
    briefs = sorted((f for f in files("ingest").joinpath("corpus").iterdir()), key=lambda f: f.name)
    counts = Counter(w for f in briefs if f.name.startswith("vi-") for w in tokens(f.read_text("utf-8")))
    words = sorted(counts)
    shares = np.array([counts[w] for w in words], np.float64)
    return words, shares / shares.sum()


def record(number: int, passages: int = PASSAGES_AN_ARTICLE) -> dict[str, str]:
    """Article *number*, the same at every call."""
    words, shares = _vocabulary()
    chance = np.random.default_rng(number)
    drawn = chance.choice(len(words), (passages, _SENTENCES_A_PASSAGE, _WORDS_A_SENTENCE), p=shares)
    paragraphs = [" ".join(_sentence(words, row) for row in paragraph) for paragraph in drawn]
    return {
        "id": f"made-{number}",
        "title": f"Bài {number}: {' '.join(words[i] for i in drawn[0, 0, :8])}",
        "text": "\n\n".join(paragraphs),
        "published": f"{2015 + number % 10}-{1 + number % 12:02d}-{1 + number % 28:02d}",
        "language": "vi",
    }


def _sentence(words: Sequence[str], row: Sequence[int]) -> str:
    said = " ".join(words[i] for i in row)
    return f"{said[0].upper()}{said[1:]}."


def write_records(path: Path, numbers: range) -> None:
    """These articles as a JSONL file."""
    with path.open("w", encoding="utf-8") as file:
        for number in numbers:
            file.write(json.dumps(record(number), ensure_ascii=False) + "\n")


class BagOfWords:
    """A text's vector is the sum of its words' random ones: near for texts that share words, made in no time."""

    id = "benchmark-bag-of-words"
    dimension = _DIMENSION

    def passages(self, texts: Sequence[str]) -> Floats:
        """Unit vectors, one row a text."""
        return np.stack([self.query(text) for text in texts])

    def query(self, text: str) -> Floats:
        """A unit vector."""
        total = np.sum([_word(word) for word in text.split()], axis=0)
        vector: Floats = (total / np.linalg.norm(total)).astype(np.float32)
        return vector


@functools.cache
def _word(word: str) -> Floats:
    return np.random.default_rng(zlib.crc32(word.encode())).standard_normal(_DIMENSION).astype(np.float32)
