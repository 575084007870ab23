"""Arrays larger than memory: written in pieces, read by the row."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from vectorstore import arrays
from vectorstore.arrays import ArrayFile, RowFile
from vectorstore.errors import Unsound

VALUES = np.arange(60, dtype=np.float16).reshape(20, 3)
ROWS = [[0], [19], [0, 1, 2], [3, 5, 7], [0, 4, 5, 6, 12, 18, 19], list(range(20))]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with ArrayFile(tmp_path / "values.npy", np.float16, 3) as file:
        file.append(VALUES[:7])
        file.append(VALUES[7:])
    return tmp_path / "values.npy"


@pytest.fixture(params=["pread", "seek"])
def opened(path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> RowFile:
    if request.param == "seek":  # as where there is no pread
        monkeypatch.setattr(arrays, "_pread", arrays.seek_and_read)
    return RowFile(path)


@pytest.mark.parametrize("rows", ROWS)
def test_rows_are_those_of_the_array(opened: RowFile, rows: list[int]) -> None:
    found = opened.at(np.array(rows))
    assert found.dtype == VALUES.dtype
    assert np.array_equal(found, VALUES[rows])


def test_a_span_is_a_slice(opened: RowFile) -> None:
    assert len(opened) == 20
    assert np.array_equal(opened.span(4, 9), VALUES[4:9])
    assert opened.span(6, 6).shape == (0, 3)


def test_threads_read_their_own_rows(opened: RowFile) -> None:
    def right(n: int) -> bool:
        rows = np.sort(np.random.default_rng(n).choice(20, 6, replace=False))
        return np.array_equal(opened.at(rows), VALUES[rows])

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(right, range(400)))


def test_an_empty_file_has_no_rows(tmp_path: Path) -> None:
    with ArrayFile(tmp_path / "none.npy", np.int32):
        pass
    assert len(RowFile(tmp_path / "none.npy")) == 0


def cut(content: bytes) -> bytes:
    return content[:-1]


def other(content: bytes) -> bytes:
    return b"x" * len(content)


@pytest.mark.parametrize("damage", [cut, other])
def test_a_damaged_file_is_not_opened(path: Path, damage: Callable[[bytes], bytes]) -> None:
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ValueError, match=r"length|magic|pickle"):
        RowFile(path)


def test_a_file_that_lost_its_end_gives_no_wrong_rows(path: Path, opened: RowFile) -> None:
    path.write_bytes(path.read_bytes()[: -2 * VALUES[0].nbytes])
    with pytest.raises(Unsound):
        opened.span(10, 20)


def test_a_file_is_read_while_it_is_asked_for(path: Path) -> None:
    """A build that was left may be removed while a question still reads it."""
    opened = RowFile(path)
    path.unlink()
    read: npt.NDArray[np.float16] = opened.span(0, 20)
    assert np.array_equal(read, VALUES)
