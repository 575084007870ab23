"""The reader's model: what it thinks of every sentence of a passage, and whether evidence supports a claim."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from bot.reading.encoding import Encoded, encode
from vectorstore.text import nfc

Floats = npt.NDArray[np.float32]
FILE = "model.onnx"
# Longest span in tokens; the longest right one of the reading data has 29.
LONGEST_SPAN = 30
# What a sentence that was cut off gets: it was not read.
UNREAD = -30.0


@dataclass(frozen=True, slots=True)
class SentenceRead:
    """One sentence of a passage, by the model alone."""

    logit: float  # against `PassageRead.none`
    span: tuple[int, int] | None  # the likeliest short answer, characters in the sentence
    span_logit: float  # log probability of the span among all of the passage


@dataclass(frozen=True, slots=True)
class PassageRead:
    """What the model thinks of a passage as the answer to a question. All are logits."""

    sentences: tuple[SentenceRead, ...]
    none: float  # that the passage does not say it
    yes: float  # of a yes-or-no question: yes against no

    @property
    def answerable(self) -> float:
        """Log odds that the passage answers: any sentence against none."""
        logits = np.array([s.logit for s in self.sentences], np.float64)
        return float(np.logaddexp.reduce(logits) - self.none) if len(logits) else UNREAD


class Reader(Protocol):
    """Anything that reads a passage for a question; `HANOI_READER` names another one."""

    @property
    def name(self) -> str:
        """As the owner named it; part of the key of kept answers, since another reader answers otherwise."""

    def read(self, question: str, sentences: Sequence[str], title: str = "") -> PassageRead:
        """Read one passage, given as its sentences in order."""

    def supports(self, claim: str, sentences: Sequence[str], title: str = "") -> float | None:
        """Log odds that the sentences support the claim; None when this reader cannot tell."""


class OwnReader:
    """The model of the package: 8-bit ONNX, one thread, a run a passage (so that neighbours change nothing)."""

    name = "own"

    def __init__(self, tokenizer: Any, path: Path | None = None) -> None:
        self._tokenizer, self._path = tokenizer, path

    def read(self, question: str, sentences: Sequence[str], title: str = "") -> PassageRead:
        """Read one passage; the same input gives the same numbers."""
        encoded = encode(self._tokenizer, question, sentences, title)
        out = self._run(encoded, len(sentences))
        inside = encoded.sentences >= 0
        whole = (
            sum(float(np.logaddexp.reduce(out[end][0][inside])) for end in ("start", "end"))
            if inside.any()
            else 0.0
        )
        read = tuple(_sentence(encoded, n, out, whole, nfc(text)) for n, text in enumerate(sentences))
        return PassageRead(read, float(out["none"].item()), float(out["yes"].item()))

    def supports(self, claim: str, sentences: Sequence[str], title: str = "") -> float:
        """Log odds that the sentences support the claim."""
        encoded = encode(self._tokenizer, claim, sentences, title)
        return float(self._run(encoded, len(sentences))["support"].item())

    def _run(self, encoded: Encoded, count: int) -> dict[str, Floats]:
        from vectorstore.e5file import word_vectors

        feed = {
            "words": word_vectors().of(encoded.ids)[None],
            "flags": encoded.flags[None],
            "membership": encoded.membership(max(count, 1))[None],
        }
        names = [output.name for output in self._session.get_outputs()]
        return dict(zip(names, self._session.run(names, feed), strict=True))

    @functools.cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # an arena keeps 60 MB of what one long passage took
        with as_file(files("bot.reading").joinpath(FILE)) as own:
            path = str(self._path or own)
            return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def _sentence(encoded: Encoded, number: int, out: dict[str, Floats], whole: float, text: str) -> SentenceRead:
    inside = np.flatnonzero(encoded.sentences == number)
    if not len(inside):
        return SentenceRead(UNREAD, None, UNREAD)
    sums = out["start"][0][inside][:, None] + out["end"][0][inside][None, :]
    steps = np.arange(len(inside))
    ahead = steps[None, :] - steps[:, None]
    sums = np.where((ahead >= 0) & (ahead < LONGEST_SPAN), sums, -np.inf)
    first, last = divmod(int(sums.argmax()), len(inside))
    opening, closing = encoded.places[inside[first]], encoded.places[inside[last]]
    assert opening
    assert closing
    likelihood = float(sums[first, last]) - whole
    start = opening[1]
    start += len(text[start : closing[2]]) - len(
        text[start : closing[2]].lstrip()
    )  # a piece begins with its space
    return SentenceRead(float(out["sentence"][0][number]), (start, closing[2]), likelihood)
