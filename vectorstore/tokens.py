"""Late interaction: how well every word of a question is met by some word of a sentence.

Each sentence keeps the vectors of its tokens, one bit a number: their signs. A question's token is met as well as
its best cosine with any token of the sentence (the MaxSim of ColBERT, arXiv 2004.12832); the alignment is the
mean over the question's tokens. It reads across languages, where words do not match and whole sentences look
alike; within a language words say it better, and it is not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from .arrays import ArrayFile, RowFile
from .e5file import Floats

Signs = npt.NDArray[np.uint8]  # (tokens, numbers / 8)
_SIGNS, _STARTS = "token_signs.npy", "token_starts.npy"


def signs(tokens: Floats) -> Signs:
    """The signs of token vectors, (tokens, numbers) -> (tokens, numbers / 8)."""
    return np.packbits(tokens > 0, axis=1)


class TokenWriter:
    """Writes the tokens of a build's sentences, in their order."""

    def __init__(self, folder: Path, dimension: int) -> None:
        self._signs = ArrayFile(folder / _SIGNS, np.uint8, dimension // 8)
        self._starts = ArrayFile(folder / _STARTS, np.int64)

    def append(self, sentences: Sequence[Signs]) -> None:
        """Add sentences."""
        lengths = np.array([len(s) for s in sentences], np.int64)
        self._starts.append(self._signs.rows + np.cumsum(lengths) - lengths)
        if len(sentences):
            self._signs.append(np.concatenate(sentences))

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            opening.enter_context(self._signs)
            opening.enter_context(self._starts)
            self._files = opening.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._files:
            if error is None:
                self._starts.append(np.array([self._signs.rows], np.int64))


class Tokens:
    """The tokens of a finished build's sentences."""

    def __init__(self, folder: Path) -> None:
        self._signs = RowFile(folder / _SIGNS)
        self._starts: npt.NDArray[np.int64] = np.load(folder / _STARTS)

    @classmethod
    def open(cls, folder: Path) -> Self | None:
        """None when the build's model gives no tokens."""
        return cls(folder) if (folder / _STARTS).exists() else None

    def of(self, sentence: int) -> Signs:
        """The signs of one sentence's tokens."""
        return self._signs.span(int(self._starts[sentence]), int(self._starts[sentence + 1]))

    def met(self, question: Floats, first: int, end: int) -> Floats:
        """How well each token of the question is met by each of the sentences *first* to *end*, in cosines.

        *question*: its tokens, (tokens, numbers), each of length 1. Returns (tokens, sentences).
        """
        starts = self._starts[first : end + 1]
        bits = np.unpackbits(self._signs.span(int(starts[0]), int(starts[-1])), axis=1)
        cosines = (2 * (question @ bits.T.astype(np.float32)) - question.sum(axis=1)[:, None]) / np.sqrt(
            question.shape[1]
        )
        best: Floats = np.maximum.reduceat(cosines, starts[:-1] - starts[0], axis=1)
        return best
