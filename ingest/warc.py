"""A web archive (WARC, ISO 28500) -> the documents in it, each with its address, as a server sent them."""

from __future__ import annotations

import http.client
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from .errors import Rejected
from .http_get import read_body
from .unpack import CutShort

# A head has some hundred bytes; a line beyond this is no head. Bytes.
_LINE_BYTES, _HEAD_LINES = 64_000, 200
_DIGITS = 12  # of a record's size: a terabyte
_DAMAGED = "it is a damaged web archive; make it again"
# What a server may call a page, and the ending of its name.
_PAGES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "": "",
}


@dataclass(frozen=True, slots=True)
class Document:
    """What one record holds; with a reason when it cannot be read."""

    url: str
    ending: str  # ".html", ".pdf", ".txt", or "" when the server did not say
    body: bytes
    why_not: str = ""


class _Sent:
    """What `http.client` takes for a connection: the bytes of an answer."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, *_: object, **__: object) -> io.BytesIO:
        return io.BytesIO(self._data)


def documents_in(file: BinaryIO, max_bytes: int) -> Iterator[Document | None]:
    """The pages and PDFs in order; None for each record that is none. Raises `Rejected` of a damaged archive."""
    while (head := _head(file)) is not None:
        said = head.get("content-length", "")
        if not (said.isascii() and said.isdigit() and len(said) <= _DIGITS):
            raise Rejected(_DAMAGED)
        size = int(said)
        url, kind = head.get("warc-target-uri", "").strip("<>"), head.get("warc-type", "")
        if kind not in ("response", "resource") or not url.lower().startswith(("http://", "https://")):
            _skip(file, size)
            yield None
        elif size > max_bytes:
            _skip(file, size)
            yield Document(url, "", b"", f"it has more than {max_bytes // 10**6} MB")
        else:
            payload = file.read(size)
            if len(payload) < size:
                raise Rejected("it is a web archive that is cut short; make it again")
            if "warc-truncated" in head:
                yield Document(url, "", b"", "it was cut short when it was archived")
            else:
                yield _document(url, kind, head, payload, max_bytes)


def _document(url: str, kind: str, head: dict[str, str], payload: bytes, max_bytes: int) -> Document | None:
    if kind == "resource":
        declared = head.get("content-type", "").partition(";")[0].strip().lower()
        return Document(url, _PAGES[declared], payload) if declared in _PAGES else None
    response = http.client.HTTPResponse(_Sent(payload))  # type: ignore[arg-type]
    try:
        response.begin()
        declared = response.msg.get_content_type().lower() if response.getheader("Content-Type") else ""
        if response.status != 200 or declared not in _PAGES:
            return None
        body, whole = read_body(response, max_bytes)
    except CutShort:
        return Document(url, "", b"", "it was cut short when it was archived")
    except (http.client.HTTPException, ValueError, OSError) as error:
        return Document(url, "", b"", f"it is damaged ({type(error).__name__})")
    return (
        Document(url, _PAGES[declared], body) if whole else Document(url, "", b"", "it unpacks to too much")
    )


def _head(file: BinaryIO) -> dict[str, str] | None:
    """The next record's fields, lower case; None at the end."""
    line = file.readline(_LINE_BYTES)
    while line in (b"\r\n", b"\n"):
        line = file.readline(_LINE_BYTES)
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise Rejected(_DAMAGED)
    fields: dict[str, str] = {}
    for _ in range(_HEAD_LINES):
        line = file.readline(_LINE_BYTES)
        if not line.strip():
            return fields
        name, _, value = line.decode("utf-8", "replace").partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    raise Rejected(_DAMAGED)


def _skip(file: BinaryIO, size: int) -> None:
    while size > 0 and (read := len(file.read(min(size, 1_000_000)))):
        size -= read
