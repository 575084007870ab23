"""NumPy files written piece by piece: no array has to fit into memory before it is on disk."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import numpy.typing as npt


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
    """The array of a file, mapped into memory: only what is read of it takes any."""
    # Without `np.memmap`, whose every slice costs three times as much.
    return np.asarray(np.load(path, mmap_mode="r"))
