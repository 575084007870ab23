"""Unpack a body as it comes, up to a number of bytes: gzip, deflate, br and zstd."""

from __future__ import annotations

import http.client
import zlib
from typing import Protocol

# What is asked for, and what is understood besides.
ACCEPTED = "gzip, br, zstd"
_AS_IT_IS = frozenset({"", "identity"})
_ZLIB_OR_GZIP = zlib.MAX_WBITS | 32  # as zlib's manual has it: tell which by the first bytes
_RAW = -zlib.MAX_WBITS  # what some servers send as deflate
# A block of zstd that repeats one byte has 4 bytes and unpacks to 128 kB: so many at once make 8 MB at most. Bytes.
_ZSTD_SLICE = 256
# RFC 8878, 3.1.1.1.2: what every decoder must support and servers of pages keep to. Bytes.
_ZSTD_WINDOW = 8 * 2**20


class CutShort(http.client.HTTPException):
    """A body that ended before its end."""


class Damaged(http.client.HTTPException):
    """A body that is not what its header says."""


class Unpacker(Protocol):
    """Takes packed bytes and gives what they hold."""

    def feed(self, chunk: bytes, cap: int) -> bytes:
        """What *chunk* adds, at most about *cap* bytes. Raises `Damaged`."""
        ...

    def close(self) -> None:
        """Raises `CutShort` when the packed data has not reached its own end."""
        ...


def unpacker(coding: str) -> Unpacker | None:
    """For a Content-Encoding; None when nothing is packed. Raises `Damaged` for one that was not asked for."""
    coding = coding.strip().lower()
    if coding in _AS_IT_IS:
        return None
    if coding in ("gzip", "x-gzip", "deflate"):
        return _Zlib()
    if coding == "br":
        return _Brotli()
    if coding == "zstd":
        return _Zstd()
    raise Damaged("packed in a way that was not asked for")


class _Zlib:
    def __init__(self) -> None:
        self._one = zlib.decompressobj(_ZLIB_OR_GZIP)
        self._begun = False

    def feed(self, chunk: bytes, cap: int) -> bytes:
        out = bytearray()
        while chunk and len(out) < cap:
            if self._one.eof:  # a gzip file may have several parts
                self._one = zlib.decompressobj(_ZLIB_OR_GZIP)
            out += self._part(chunk, cap - len(out))
            chunk = self._one.unused_data
        return bytes(out)

    def _part(self, chunk: bytes, cap: int) -> bytes:
        begun, self._begun = self._begun, True
        try:
            return self._one.decompress(chunk, cap)
        except zlib.error as error:
            if begun:
                raise Damaged("damaged compression") from error
        self._one = zlib.decompressobj(_RAW)
        try:
            return self._one.decompress(chunk, cap)
        except zlib.error as error:
            raise Damaged("damaged compression") from error

    def close(self) -> None:
        if self._begun and not self._one.eof:
            raise CutShort


class _Brotli:
    def __init__(self) -> None:
        import brotli

        self._one = brotli.Decompressor()
        self._error = brotli.error
        self._begun = False

    def feed(self, chunk: bytes, cap: int) -> bytes:
        self._begun = True
        try:
            out = self._one.process(chunk, output_buffer_limit=cap)
            while not self._one.can_accept_more_data() and len(out) < cap:
                out += self._one.process(b"", output_buffer_limit=cap - len(out))
        except self._error as error:
            raise Damaged("damaged compression") from error
        return bytes(out)

    def close(self) -> None:
        if self._begun and not self._one.is_finished():
            raise CutShort


class _Zstd:
    def __init__(self) -> None:
        import zstandard

        self._new = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj
        self._error = zstandard.ZstdError
        self._one = self._new()
        self._begun = False

    def feed(self, chunk: bytes, cap: int) -> bytes:
        out = bytearray()
        self._begun = True
        for at in range(0, len(chunk), _ZSTD_SLICE):
            rest = chunk[at : at + _ZSTD_SLICE]
            while rest and len(out) < cap:
                if self._one.eof:  # frames one after another
                    self._one = self._new()
                try:
                    out += self._one.decompress(rest)
                except self._error as error:
                    raise Damaged("damaged compression") from error
                rest = self._one.unused_data
        return bytes(out)

    def close(self) -> None:
        if self._begun and not self._one.eof:
            raise CutShort
