"""Which reader reads which bytes. All of them run in a process of their own (`sandbox`)."""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .decode import decode
from .draft import Draft
from .errors import Rejected
from .jsonl import read_record, record_name
from .markdown import read_markdown
from .plain import read_plain

PAGE_KINDS = (".html", ".htm", ".xhtml")
# File types read, by the end of the name.
KINDS = (".txt", ".text", ".md", ".markdown", *PAGE_KINDS, ".pdf", ".jsonl", ".ndjson")
# 20 MB of text are ten long books: no article is longer, and more would only fill memory. Bytes.
MAX_BYTES = 20_000_000
# A record of a JSONL file; such files as a whole may be larger. Bytes.
_RECORD_BYTES = 2_000_000
# First bytes of what is often renamed, and what it is.
_FOREIGN = (
    (b"PK\x03\x04", "a Word document or another zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
# What to do with types that are not read.
_INSTEAD = dict.fromkeys((".doc", ".docx", ".odt", ".rtf"), "save it as .txt, .html or .pdf")
_INSTEAD |= dict.fromkeys(
    (".xml", ".rss", ".atom"), "a feed or sitemap is read from its address, not from a file"
)
_INSTEAD |= dict.fromkeys((".mht", ".mhtml"), "save the page as HTML")
_INSTEAD[".json"] = "write one article a line and call it .jsonl"


def not_read(path: Path) -> str:
    """Why a file of this name is not read, and what to do instead."""
    kind = path.suffix.lower()
    return f"`{kind or path.name}` is not a type of file we read: {_INSTEAD.get(kind, 'we read ' + ', '.join(KINDS))}"


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one article and what they are."""

    kind: str  # one of KINDS
    data: bytes
    source: str
    origin: str
    url: str | None = None


def parse(raw: Raw, today: date) -> Draft:
    """The article in *raw*. Raises `Rejected` with the reason when there is none."""
    if raw.kind in PAGE_KINDS:
        from .page import read_page  # lxml and trafilatura take half a second to import

        return read_page(raw.data, today, raw.url)
    if raw.kind == ".pdf":
        from .pdf import read_pdf

        return read_pdf(raw.data)
    text = decode(raw.data)
    if raw.kind in (".jsonl", ".ndjson"):
        return read_record(text)
    return read_markdown(text) if raw.kind in (".md", ".markdown") else read_plain(text)


def kind_of(path: Path) -> str:
    """The kind of a file by its ending; with another ending or none by its first bytes, when they say a page or a PDF."""
    kind = path.suffix.lower()
    if kind in KINDS or kind in _INSTEAD:
        return kind
    try:
        with path.open("rb") as file:
            start = file.read(512).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    except OSError:
        return kind
    if start.startswith(b"%pdf"):
        return ".pdf"
    return ".html" if start.startswith((b"<!doctype html", b"<html")) else kind


def read_file(path: Path, source: str, origin: str) -> Iterator[Raw]:
    """The articles a file holds, still as bytes. Raises `Rejected` when it cannot be read."""
    kind = kind_of(path)
    if kind not in KINDS:
        raise Rejected(not_read(path))
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Rejected("it is no ordinary file")
        if kind in (".jsonl", ".ndjson"):
            yield from _records(path, kind, source, origin)
            return
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise Rejected(f"it has {size // 10**6} MB; articles of up to {MAX_BYTES // 10**6} MB are read")
        data = path.read_bytes()
    except OSError as error:
        raise Rejected(f"it cannot be read ({error.strerror or error})") from error
    if not data.strip():
        raise Rejected("it is empty")
    yield Raw(_kind(kind, data), data, source, origin)


def _kind(named: str, data: bytes) -> str:
    """What a file is, by its first bytes before its name. Raises `Rejected` for what only its name makes text."""
    start = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if data.startswith(b"%PDF"):
        return ".pdf"
    if start.startswith((b"<!doctype html", b"<html")):
        return ".html"
    for mark, what in _FOREIGN:
        if data.startswith(mark):
            raise Rejected(f"it is {what}, whatever its name says; save it as .txt, .html or .pdf")
    return named


def _records(path: Path, kind: str, source: str, origin: str) -> Iterator[Raw]:
    with path.open("rb") as file:
        number = 0
        names: Counter[str] = Counter()
        while line := file.readline(_RECORD_BYTES + 1):
            number += 1
            if len(line) > _RECORD_BYTES:
                raise Rejected(f"line {number} is longer than {_RECORD_BYTES // 10**6} MB")
            if line.strip():
                name = record_name(line.decode("utf-8", "replace"), number)
                names[name] += 1  # the same address or text twice
                again = f"~{names[name]}" if names[name] > 1 else ""
                yield Raw(kind, line, f"{source}#{name}{again}", origin)
    if number == 0:
        raise Rejected("it is empty")
