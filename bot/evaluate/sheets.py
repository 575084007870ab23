"""Pairs as a spreadsheet writes them: CSV parted by commas, semicolons or tabs, a pair a row.

Programs differ by the country they are set to: the separator, a first line "sep=;", blank rows and columns,
headings with capitals and spaces, "WAHR" for true, days with the year first. All of that is read; what would be lost
silently is refused. What is written is never a formula: a cell that a spreadsheet would run gets an apostrophe, which is
taken off again at reading.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

FIELDS = (
    "id lang kind history question must_contain must_not_contain source_any date answerable as_of lead yes candidate "
    "tags priority validated_on validated_by"
).split()
_LISTS = ("history", "must_not_contain", "source_any", "lead", "tags")
_WORDS: dict[str, bool | None] = {"null": None, "": None}
# What a spreadsheet in another language shows and saves for its two truth values, and what people type.
_TRUE = "true wahr vrai verdadero verdadeiro vero waar prawda sant sand sann tosi pravda igaz doğru истина істина đúng yes 1"
_FALSE = "false falsch faux falso onwaar fałsz falskt falsk usann epätosi nepravda hamis yanlış ложь хибність sai no 0"
_WORDS |= dict.fromkeys(_TRUE.split(), True) | dict.fromkeys(_FALSE.split(), False)
# What stands in a cell whose formula failed: what was typed there is gone.
_ERROR = re.compile(r"#(?:NAME\?|REF!|VALUE!|DIV/0!|N/A|NUM!|NULL!)")
# A cell that begins so is run as a formula (OWASP, CSV injection), or looks like one that failed.
_FORMULA = re.compile(rf"'*(?:[=+\-@\t\r]|{_ERROR.pattern}$)")
# A day with the year first, which means the same everywhere, and the midnight that some programs add.
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
# An empty cell of these says nothing; of others it says "empty" (`null` in `yes` asks for none of the two, in
# `answerable` it takes both a refusal and an answer: neither is what a forgotten cell means).
_OPTIONAL = ("answerable", "kind", "yes", "priority", "validated_by")
_SEPARATORS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


class BadSheet(Exception):
    """Cannot be read as rows; *line* is 1-based."""

    def __init__(self, line: int, what: str) -> None:
        self.line, self.what = line, what
        super().__init__(what)


def rows(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row's line and record; raises `BadSheet`. Blank rows are passed over."""
    told = _SEPARATOR_LINE.match(text)
    skipped = 1 if told else 0
    text = text[told.end() :] if told else text
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=told.group(1) if told else separator(text), strict=True
    )
    line = skipped
    try:
        heads = next((cells for cells in reader if any(cell.strip() for cell in cells)), [])
        columns = _columns(heads, skipped + max(reader.line_num, 1))
        line = skipped + reader.line_num
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line + 1, _record(columns, cells, line + 1)
            line = skipped + reader.line_num
    except csv.Error as error:
        raise BadSheet(reader.line_num + skipped or 1, f"is not CSV ({error})") from None


def separator(text: str) -> str:
    """What parts the first line that holds something into the most columns that are fields; a comma when none does."""
    head = next((line for line in re.split(r"[\r\n]+", text) if line.strip(" ,;\t")), "")

    def known(sign: str) -> int:
        return sum(column(cell) in FIELDS for cell in next(csv.reader([head], delimiter=sign), []))

    return max(_SEPARATORS, key=known)


def column(heading: str) -> str:
    """The field a heading means: "Must contain" is `must_contain`; any other is left as it is."""
    name = re.sub(r"[\s_-]+", "_", heading.strip().casefold())
    return name if name in FIELDS else heading.strip()


def _columns(heads: Sequence[str], line: int) -> list[str]:
    columns = [column(head) for head in heads]
    if columns and "id" not in columns:
        told = ", ".join(filter(None, columns))
        raise BadSheet(
            line, f"names no column id; its columns are {told}; commas, semicolons or tabs may part them"
        )
    if twice := sorted({c for c in columns if c and columns.count(c) > 1}):
        raise BadSheet(line, f"names the column {twice[0]} twice; rename or remove one")
    return columns


def _record(columns: Sequence[str], cells: Sequence[str], line: int) -> dict[str, Any]:
    if len(cells) < len(columns) or any(cell.strip() for cell in cells[len(columns) :]):
        raise BadSheet(
            line, f"has another number of cells ({len(cells)}) than the first line ({len(columns)})"
        )
    named = dict(zip(columns, cells, strict=False))
    if stray := named.pop("", "").strip():
        raise BadSheet(line, f"{stray[:40]!r} stands under a column without a name")
    for name, value in named.items():
        if _ERROR.fullmatch(value.strip()):
            raise BadSheet(
                line, f"{name} holds {value.strip()}, a formula that failed; type it again as text"
            )
        if name == "must_contain" and "\n" in value.strip() and not value.strip().startswith("["):
            raise BadSheet(line, f"{name} holds a line break; part alternatives by ' | ' and groups by ' ; '")
    return {name: cell_value(name, value) for name, value in named.items() if _given(name, value)}


def _given(name: str, value: str) -> bool:
    return bool(value.strip()) or name not in _OPTIONAL


def cell_value(name: str, value: str) -> Any:
    """What stands in the cell; what cannot be read stays text, and is refused by name later."""
    value = value.strip()
    if value.startswith("'") and _FORMULA.match(value):
        value = value[1:]
    if name in ("answerable", "candidate", "yes"):
        read_as = _WORDS.get(value.lower(), value)
        return bool(read_as) if name == "candidate" and read_as is None else read_as
    if name in ("date", "as_of", "validated_on"):
        return _day(value) or None
    return _listed(name, value) if name in ("must_contain", *_LISTS) else value


def _day(value: str) -> str:
    """YYYY-MM-DD where the year stands first; anything else is left as it is, and refused by name later."""
    found = _DAY.fullmatch(value)
    return "{}-{:0>2}-{:0>2}".format(*found.groups()) if found else value


def _listed(name: str, value: str) -> Any:
    if value.startswith("["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    groups = [_parts(group, "|") for group in _parts(value, ";")] if name == "must_contain" else None
    return _parts(value, "|\n") if groups is None else groups


def _parts(value: str, signs: str) -> list[str]:
    return [part.strip() for part in re.split(f"[{signs}]", value) if part.strip()]


def written(records: Sequence[dict[str, Any]], sign: str = ",") -> str:
    """CSV parted by *sign*, every field a column."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, FIELDS, restval="", lineterminator="\n", delimiter=sign)
    writer.writeheader()
    for record in records:
        writer.writerow({name: _inert(_as_cell(name, value)) for name, value in record.items()})
    return out.getvalue()


def _inert(cell: str) -> str:
    """No formula: what visitors asked is opened in spreadsheets."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _as_cell(name: str, value: Any) -> str:
    if name in ("answerable", "candidate", "yes"):
        return json.dumps(value)
    if not isinstance(value, list):
        return value or ""
    groups = value if name == "must_contain" else [value]
    simple = " ; ".join(" | ".join(group) for group in groups)
    return simple if cell_value(name, simple) == value else json.dumps(value, ensure_ascii=False)
