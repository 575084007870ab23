"""Packed files, opened with bounds: what a small one unpacks to is never more than was agreed.

Nothing is unpacked to disk: a member's name is a label in the report, wherever it seems to lead.
"""

from __future__ import annotations

import gzip
import io
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from .errors import NotArticles, Rejected

# Lists of millions of articles have some hundred MB; what unpacks to more is built to fill memory. Bytes.
MAX_UNPACKED = 500_000_000
# A folder of articles; listing more would take the parent's memory. Members, and bytes of their list.
MAX_MEMBERS = 10_000
_LIST_BYTES = 200 * MAX_MEMBERS
# Where the end of a ZIP is looked for: its record of 22 bytes and the longest comment. Bytes.
_END_RECORD, _END_AREA = 22, 22 + 65_535
_ENCRYPTED = 0x1
_PLAIN_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
# What a Word file and its kin are known by, inside.
_DOCUMENTS = (
    (("word/document",), ".docx"),
    (("xl/workbook",), "an Excel sheet; save it as .csv"),
    (("ppt/presentation",), "a PowerPoint file; save it as .pdf"),
    (("META-INF/container.xml", "mimetype"), ".epub"),
    (("content.xml", "mimetype"), "an OpenDocument file; save it as .docx, .txt or .pdf"),
    (("datapackage.json", "archive/"), ".wacz"),
)
# What systems put beside the files that somebody packed.
_SYSTEM = ("__MACOSX/", "Thumbs.db", "desktop.ini")


class Bounded(io.RawIOBase):
    """Reads a packed stream up to a number of bytes. Raises `Rejected` beyond them, and of damage."""

    def __init__(self, source: BinaryIO, cap: int) -> None:
        self._source, self._left, self._cap = source, cap, cap

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """As any stream; at the end 0."""
        with _damage():
            data = self._source.read(min(len(buffer), self._left + 1))
        if len(data) > self._left:
            raise Rejected(f"it unpacks to more than {self._cap // 10**6} MB; unpack it and name the folder")
        self._left -= len(data)
        buffer[: len(data)] = data
        return len(data)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a ZIP."""

    name: str
    size: int  # bytes, as the list says; reading stops there


def gunzipped(file: BinaryIO, cap: int = MAX_UNPACKED) -> io.BufferedReader:
    """What a gzip file holds, its parts one after another."""
    return io.BufferedReader(Bounded(gzip.GzipFile(fileobj=file), cap))  # type: ignore[arg-type]


class Zip:
    """The members of a ZIP that could hold articles, in order of name."""

    def __init__(self, file: BinaryIO) -> None:
        _check_list(file)
        with _damage():
            self._zip = zipfile.ZipFile(file)

    def document(self) -> str:
        """ ".docx", ".epub" or ".wacz" when it is one of these, else "". Raises `NotArticles` for kin that is not read."""
        names = self._zip.namelist()
        for marks, what in _DOCUMENTS:
            if all(any(name.startswith(mark) for name in names) for mark in marks):
                if not what.startswith("."):
                    raise NotArticles(f"it is {what}")
                return what
        return ""

    def members(self) -> Iterator[Member]:
        """Files only, without hidden ones and what systems add."""
        for info in sorted(self._zip.infolist(), key=lambda i: i.filename):
            parts = info.filename.split("/")
            hidden = any(p.startswith(".") and p.strip(".") for p in parts)
            if not info.is_dir() and not hidden and not info.filename.startswith(_SYSTEM):
                yield Member(info.filename, info.file_size)

    def check(self, cap: int) -> None:
        """Raises `Rejected` when a member is larger than *cap* bytes, has a password or is packed unusually."""
        for info in self._zip.infolist():
            _check(info, cap)

    def open(self, member: Member, cap: int) -> io.BufferedReader:
        """A member's bytes, at most *cap*. Raises `Rejected` with the reason."""
        info = self._zip.getinfo(member.name)
        _check(info, cap)
        with _damage():
            source = self._zip.open(info)
        return io.BufferedReader(Bounded(source, cap))  # type: ignore[arg-type]


def label(name: str) -> str:
    """A member's name as a report shows it: no steps up, no drive, no characters that steer a terminal."""
    parts = [p for p in name.replace("\\", "/").split("/") if p.strip(".")]
    shown = "/".join(parts).replace("#", "_")
    return unicodedata.normalize("NFC", "".join(c if c.isprintable() else "_" for c in shown))


def _check(info: zipfile.ZipInfo, cap: int) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise Rejected("it has a password; unpack it and name the folder")
    if info.compress_type not in _PLAIN_METHODS:
        raise Rejected("it is packed in an unusual way; unpack it and name the folder")
    if info.file_size > cap:
        raise Rejected(f"{info.file_size // 10**6} MB are packed in it; up to {cap // 10**6} MB are read")


def _check_list(file: BinaryIO) -> None:
    """Raises `Rejected` before `zipfile` reads a list of members that would fill memory."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _END_AREA))
    end = file.read()
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) - at < _END_RECORD:
        raise Rejected("it is a damaged Word file or ZIP, or only a part of one; fetch or save it again")
    listed = int.from_bytes(end[at + 12 : at + 16], "little")
    # A ZIP of the large form names its list elsewhere; below our bounds nobody needs that form.
    if listed > _LIST_BYTES or end[max(0, at - 20) : at].startswith(b"PK\x06\x07"):
        raise Rejected(f"it holds more than {MAX_MEMBERS:,} files; unpack it and name the folder")
    file.seek(0)


@contextmanager
def _damage() -> Iterator[None]:
    """Turn whatever a damaged archive makes the libraries stumble over into a refusal."""
    try:
        yield
    except EOFError as error:
        raise Rejected("it is cut short; fetch or pack it again") from error
    except (zipfile.BadZipFile, zlib.error, gzip.BadGzipFile) as error:
        raise Rejected("its packing is damaged; fetch or pack it again") from error
    except (RuntimeError, NotImplementedError, ValueError, OverflowError, LookupError) as error:
        raise Rejected("it is packed in an unusual way; unpack it and name the folder") from error
