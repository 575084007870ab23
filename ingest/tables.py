"""A table of articles (CSV, TSV) -> one record a row, called as its heading calls them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from .decode import decode
from .errors import NotArticles, Rejected
from .fields import TEXT, plain_name

# One record: a long article with its page has a tenth of it. Bytes, and characters of one cell.
MAX_RECORD_BYTES = 2_000_000
# Up to here a table is read whole, in any encoding; a larger one is streamed and must be UTF-8. Bytes.
_WHOLE_BYTES = 20_000_000
# Spreadsheets of countries with a decimal comma part cells by semicolons.
_DELIMITERS = ",;\t|"

csv.field_size_limit(MAX_RECORD_BYTES)


def rows(kind: str, file: BinaryIO) -> Iterator[tuple[int, bytes | Rejected]]:
    """Line numbers and records as JSON; a row that does not fit its heading is refused, and no other.

    Raises `NotArticles` of a table without a column of texts, `Rejected` of one that cannot be read on.
    """
    text, line = _text(file), 1
    try:
        first = text.readline(MAX_RECORD_BYTES)
        text.seek(0)
        delimiter = "\t" if kind == ".tsv" else max(_DELIMITERS, key=first.count)
        table = csv.reader(text, delimiter=delimiter)
        heading = [cell.strip() for cell in next(table, [])]
        if not {plain_name(cell) for cell in heading} & TEXT:
            raise NotArticles(
                "none of its columns is called `text`, `content` or `body`; name the one of the articles so"
            )
        line = table.line_num + 1
        for cells in table:
            if any(cell.strip() for cell in cells):
                yield line, _record(heading, cells, line)
            line = table.line_num + 1
    except csv.Error as error:
        raise Rejected(
            f"from line {line} on it is no table ({error}); look for a quote that is not closed"
        ) from error
    except UnicodeDecodeError as error:
        raise Rejected("it is not UTF-8; save it as CSV in UTF-8") from error


def _record(heading: list[str], cells: list[str], line: int) -> bytes | Rejected:
    if any(cell.strip() for cell in cells[len(heading) :]):
        return Rejected(
            f"line {line} has {len(cells)} cells, the heading {len(heading)}; quote what holds the mark between cells"
        )
    record: dict[str, str] = {}
    for name, cell in zip(heading, cells, strict=False):
        if name and cell.strip():
            record.setdefault(name, cell)
    said = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
    return said if len(said) <= MAX_RECORD_BYTES else Rejected(f"line {line} is longer than 2 MB")


def _text(file: BinaryIO) -> TextIO:
    start = file.read(_WHOLE_BYTES + 1)
    if len(start) <= _WHOLE_BYTES:
        return io.StringIO(decode(start).removeprefix("\ufeff"), newline="")
    if not file.seekable():
        raise Rejected(f"the table has more than {_WHOLE_BYTES // 10**6} MB; unpack it")
    file.seek(0)
    return io.TextIOWrapper(file, "utf-8-sig", newline="")
