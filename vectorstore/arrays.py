"""NumPy files written and read piece by piece: no array has to fit into memory."""

from __future__ import annotations

import os
import threading
import weakref
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from .errors import Unsound


class ArrayFile:
    """A `.npy` file that grows row by row; it can be loaded once it is closed."""

    def __init__(self, path: Path, dtype: npt.DTypeLike, *row: int) -> None:
        self._path, self._dtype, self._row = path, np.dtype(dtype), row  # the shape of a row, () for a number
        self.rows = 0

    def _head(self) -> None:
        """NumPy leaves room in its header for the first axis to grow."""
        described = np.lib.format.dtype_to_descr(self._dtype)
        header = {"descr": described, "fortran_order": False, "shape": (self.rows, *self._row)}
        np.lib.format.write_array_header_1_0(self._file, header)

    def append(self, values: npt.NDArray[Any]) -> None:
        """Add rows."""
        self._file.write(np.ascontiguousarray(values, self._dtype).data)
        self.rows += len(values)

    def __enter__(self) -> Self:
        self._file = self._path.open("wb")
        try:
            self._head()
        except BaseException:  # a full disk
            self._file.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._file:
            if error is None:
                self._file.seek(0)
                self._head()


def load(path: Path) -> npt.NDArray[Any]:
    """The array of a file, mapped into memory: what is read of it, and what lies around that, takes some."""
    # Without `np.memmap`, whose every slice costs three times as much.
    return np.asarray(np.load(path, mmap_mode="r"))


_lock = threading.Lock()


def seek_and_read(file: int, size: int, at: int) -> bytes:
    """What `os.pread` does, where there is none."""
    with _lock:
        os.lseek(file, at, os.SEEK_SET)
        return os.read(file, size)


_pread = getattr(os, "pread", seek_and_read)  # none on Windows


class RowFile:
    """A `.npy` file whose rows are read when they are asked for; threads may share it.

    Nothing of it stays in the process. Mapped, every row read would bring 64 kB of neighbours with it, so that a few
    hundred questions had all of a large index in memory.
    """

    def __init__(self, path: Path) -> None:
        """Raises `OSError` or `ValueError` of a file that is not there, or not whole."""
        described: Any = np.load(path, mmap_mode="r")
        self._begin: int = described.offset
        self._dtype, self._shape = described.dtype, described.shape[1:]
        self._rows = len(described)
        self._size = self._dtype.itemsize * int(np.prod(self._shape))  # of a row, in bytes
        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        # With the last reference, not before: another thread may be in the middle of a question.
        weakref.finalize(self, os.close, self._file)

    def __len__(self) -> int:
        return self._rows

    def span(self, start: int, end: int) -> npt.NDArray[Any]:
        """Rows *start* to *end*. Raises `Unsound` when the file has lost its end since."""
        return self._array(self._read(start, end), end - start)

    def at(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[Any]:
        """Those rows, which ascend; neighbours are read at once. Raises as `span` does."""
        last = np.flatnonzero(np.diff(rows, append=-1) != 1)  # of each run of neighbours
        starts = rows[np.concatenate(([0], last[:-1] + 1))].tolist()
        ends = (rows[last] + 1).tolist()
        read = b"".join([self._read(*run) for run in zip(starts, ends, strict=True)])
        return self._array(read, len(rows))

    def _read(self, start: int, end: int) -> bytes:
        return _pread(self._file, (end - start) * self._size, self._begin + start * self._size)

    def _array(self, read: bytes, rows: int) -> npt.NDArray[Any]:
        if len(read) != rows * self._size:
            raise Unsound("one of its files has lost its end")
        return np.frombuffer(read, self._dtype).reshape(rows, *self._shape)
