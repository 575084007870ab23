"""Which reader reads which bytes: the one place where forms of files are chosen.

`read_file` tells a file's articles apart, still as bytes; `parse` reads one, in a process of its own (`sandbox`).
"""

from __future__ import annotations

import io
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from .decode import decode
from .draft import Draft
from .errors import NoLines, NotArticles, Rejected
from .feeds import Entry
from .jsonl import read_record, record_name
from .kinds import (
    KINDS,
    LINE_KINDS,
    LIST_KINDS,
    PACKED_KINDS,
    PAGE_KINDS,
    START,
    check,
    kind_at,
    kind_of,
    not_read,
)
from .legacy import converted_text
from .markdown import read_markdown
from .packed import MAX_MEMBERS, MAX_UNPACKED, Zip, gunzipped
from .plain import read_plain
from .raw import Left, Place, Raw
from .tables import MAX_RECORD_BYTES, rows
from .warc import documents_in

__all__ = [
    "KINDS", "LIST_KINDS", "PAGE_KINDS", "Entry", "Left", "Place", "Raw", "kind_at", "not_read", "parse", "read_bytes",
    "read_entries", "read_file",
]  # fmt: skip

# 20 MB of text are ten long books: no article is longer, and more would only fill memory. Bytes.
MAX_BYTES = 20_000_000
# Tools write one or a few into a WACZ; each may unpack to `MAX_UNPACKED`.
_MAX_WARCS = 20


def parse(raw: Raw, today: date) -> Draft:
    """The article in *raw*. Raises `Rejected` with the reason when there is none."""
    if raw.kind in PAGE_KINDS:
        from .page import read_page  # lxml and trafilatura take half a second to import

        return read_page(raw.data, today, raw.url)
    if raw.kind in (".mhtml", ".mht"):
        from .mhtml import read_mhtml

        return read_mhtml(raw.data, today, raw.url)
    if raw.kind == ".pdf":
        from .pdf import read_pdf

        return read_pdf(raw.data)
    if raw.kind == ".docx":
        from .docx import read_docx

        return read_docx(raw.data)
    text = decode(raw.data)
    if raw.kind in (".jsonl", ".ndjson"):
        return read_record(text, today)
    text, old = converted_text(text)
    draft = read_markdown(text) if raw.kind in (".md", ".markdown") else read_plain(text)
    return replace(draft, converted=old)


def read_file(path: Path, source: str, origin: str) -> Iterator[Raw | Left]:
    """The articles a file holds, still as bytes. Raises `Rejected` when it cannot be read."""
    kind = kind_at(path)
    if kind not in KINDS:
        raise NotArticles(not_read(path.name))
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Rejected("it is no ordinary file")
        with path.open("rb") as file:
            yield from _read(kind, file, Place(path.name, source, origin))
    except OSError as error:
        raise Rejected(f"it cannot be read ({error.strerror or error})") from error


def read_bytes(kind: str, data: bytes, place: Place) -> Iterator[Raw | Left]:
    """As `read_file`, of bytes that are no file."""
    return _read(kind, io.BytesIO(data), place)


def read_entries(raw: Raw, entries: Iterable[Entry]) -> Iterator[Raw | Left]:
    """The articles in a list that the reader's process told apart; what are addresses only is named."""
    lines, links = [], 0
    for number, entry in enumerate(entries, 1):
        if entry.record:
            lines.append((number, entry.record.encode("utf-8", "replace")))
        else:
            links += 1
    if not (lines or links):
        raise NotArticles("it is a feed or a list without entries")
    if not lines:
        raise NotArticles(
            "it holds addresses only; name the feed's or the sitemap's own address to have them followed"
        )
    yield from _named(lines, Place("", raw.source, raw.origin))
    if links:
        yield Left(
            raw.source, raw.origin, f"{links} of its entries are addresses only; they were not followed", True
        )


def _read(kind: str, file: BinaryIO, place: Place) -> Iterator[Raw | Left]:
    if kind in PACKED_KINDS and place.packed:
        raise Rejected("it is an archive inside an archive; unpack the outer one and name its folder")
    if kind == ".gz":
        yield from _gunzipped(file, place)
    elif kind in (".zip", ".wacz"):
        yield from _unzipped(file, place)
    elif kind == ".warc":
        yield from _archived(file, place)
    elif kind in LINE_KINDS:
        yield from _records(kind, file, place)
    else:
        yield Raw(kind, _whole(file), place.source, place.origin, place.url)


def _whole(file: BinaryIO) -> bytes:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Rejected(f"it has more than {MAX_BYTES // 10**6} MB; articles of up to that are read")
    if not data.strip():
        raise Rejected("it is empty")
    check(data)
    return data


def _gunzipped(file: BinaryIO, place: Place) -> Iterator[Raw | Left]:
    """The one file in a gzip; its name is the outer one without the last ending."""
    with gunzipped(file) as inner:
        name = place.name[: -len(".gz")] if place.name.lower().endswith(".gz") else place.name
        start = inner.peek(START)[:START]
        kind = kind_of(name, start)
        if kind not in KINDS:
            check(start)
            raise NotArticles(not_read(name))
        yield from _read(kind, inner, replace(place, name=name, packed=True))


def _unzipped(file: BinaryIO, place: Place) -> Iterator[Raw | Left]:
    if not file.seekable():
        file = io.BytesIO(_whole(file))
    archive = Zip(file)
    kind = archive.document()
    if kind == ".wacz":
        for number, member in enumerate(m for m in archive.members() if m.name.startswith("archive/")):
            if number >= _MAX_WARCS:
                raise Rejected(f"it holds more than {_MAX_WARCS} web archives; unpack it and name the folder")
            with archive.open(member, MAX_UNPACKED) as stream:
                yield from _archived(gunzipped(stream) if member.name.endswith(".gz") else stream, place)
        return
    if kind:
        archive.check(MAX_BYTES)
        file.seek(0)
        yield Raw(kind, _whole(file), place.source, place.origin, place.url)
        return
    left, taken = MAX_UNPACKED, Counter[str]()
    for number, member in enumerate(archive.members()):
        inner = place.within(member.name)
        taken[inner.source] += 1
        if taken[inner.source] > 1:  # names that differ in what is not shown, or the same twice
            inner = replace(inner, source=f"{inner.source}~{taken[inner.source]}")
        left -= member.size
        try:
            if number >= MAX_MEMBERS or left < 0:
                raise Rejected("the archive is too large to be read whole; unpack it and name the folder")
            with archive.open(member, min(member.size, MAX_UNPACKED)) as stream:
                yield from _member(stream, inner)
        except Rejected as error:
            yield Left(inner.source, inner.origin, str(error), isinstance(error, NotArticles))


def _member(stream: io.BufferedReader, place: Place) -> Iterator[Raw | Left]:
    start = stream.peek(START)[:START]
    kind = kind_of(place.name, start)
    if kind not in KINDS:
        raise NotArticles(not_read(place.name.rpartition("/")[2]))
    if kind == ".zip":  # a Word file and an e-book are one, and no archive
        data = io.BytesIO(_whole(stream))
        if not Zip(data).document():
            raise Rejected("it is an archive inside an archive; unpack the outer one and name its folder")
        data.seek(0)
        yield from _unzipped(data, place)
        return
    yield from _read(kind, stream, place)


def _archived(file: BinaryIO, place: Place) -> Iterator[Raw | Left]:
    """The pages of a web archive, each called by its address; what is none is counted."""
    names, others = Counter[str](), 0
    for found in documents_in(file, MAX_BYTES):
        kind = "" if found is None else kind_of(f"x{found.ending}", found.body[:START])
        if found is None or not (
            found.why_not or (found.body.strip() and kind in (*PAGE_KINDS, ".pdf", ".txt"))
        ):
            others += 1
            continue
        names[found.url] += 1  # taken several times
        again = f"~{names[found.url]}" if names[found.url] > 1 else ""
        source = f"{place.source}#{found.url}{again}"
        if found.why_not:
            yield Left(source, place.origin, found.why_not)
        else:
            yield Raw(kind, found.body, source, place.origin, found.url)
    if others:
        yield Left(place.source, place.origin, f"{others} records are no pages", is_other=True)


def _records(kind: str, file: BinaryIO, place: Place) -> Iterator[Raw | Left]:
    yield from _named(_lines(file) if kind in (".jsonl", ".ndjson") else rows(kind, file), place)


def _named(lines: Iterable[tuple[int, bytes | Rejected]], place: Place) -> Iterator[Raw | Left]:
    """The records of a list, each called by what it says."""
    names: Counter[str] = Counter()
    for number, line in lines:
        if isinstance(line, Rejected):
            yield Left(f"{place.source}#{number}", place.origin, str(line))
            continue
        name = record_name(line.decode("utf-8", "replace"), number)
        names[name] += 1  # the same address or text twice
        again = f"~{names[name]}" if names[name] > 1 else ""
        yield Raw(".jsonl", line, f"{place.source}#{name}{again}", place.origin)


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | Rejected]]:
    number = 0
    while line := file.readline(MAX_RECORD_BYTES + 1):
        number += 1
        if len(line) > MAX_RECORD_BYTES:
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_RECORD_BYTES)
            yield number, Rejected(f"line {number} is longer than {MAX_RECORD_BYTES // 10**6} MB")
        elif line.strip():
            yield number, line
    if number == 0:
        raise NoLines("it is empty; with `--prune` what it held is forgotten")
