"""A table of parties from CSV; whatever is wrong with it is said with its line and what to write instead."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import cast, get_args

from .names import code_of, regions
from .table import UNNAMED, Act, Instrument, Party, Reported, Table
from .when import When, when

FILE, COUNTS = "status.csv", "status-counts.csv"
_COLUMNS = ("party", "region", "signed", "ratified", "source", "as_of")
_MAY = ("instrument", "url", "note")
_TOLD = ("name_en", "name_vi")  # in what /status.csv gives; the party is known by `party`
_COUNTED = ("act", "count", "on", "source")
_COUNTED_MAY = ("url", "event")


class BadStatus(Exception):
    """A table of parties that cannot be used; the message names its line and what to write."""

    def __init__(self, name: str, line: int, what: str) -> None:
        super().__init__(f"{name}, line {line}: {what}.")


def table(text: str, counts: str = "", name: str = FILE, counts_name: str = COUNTS) -> Table:
    """The table of *text*, with the counts of *counts*. Raises `BadStatus`."""
    rows = [_party(row, name, line) for line, row in _rows(text, name, _COLUMNS, _MAY)]
    seen: dict[str, int] = {}
    for line, party in rows:
        if party.code != UNNAMED and (first := seen.setdefault(party.code, line)) != line:
            raise BadStatus(name, line, f"{party.code} has a row already, line {first}; keep one of the two")
    told = [_reported(row, counts_name, n) for n, row in _rows(counts, counts_name, _COUNTED, _COUNTED_MAY)]
    return Table(tuple(party for _, party in rows), tuple(told))


def extended(text: str, more: str, name: str) -> str:
    """*text* with the rows of *more*, which take the place of those of the same parties. Raises `BadStatus`."""
    table(text)
    table(more, name=name)
    new = {_key(row, name, line): row for line, row in _rows(more, name, _COLUMNS, _MAY)}
    kept = [r for line, r in _rows(text, FILE, _COLUMNS, _MAY) if _key(r, FILE, line) not in new]
    out = io.StringIO()
    writer = csv.DictWriter(out, (*_COLUMNS, *_MAY), restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows([*kept, *new.values()])
    return out.getvalue()


def _key(row: Mapping[str, str], name: str, line: int) -> str:
    code = _code(row["party"], name, line)
    return code if code != UNNAMED else f"{UNNAMED}{name}{line}"


def _rows(
    text: str, name: str, needed: tuple[str, ...], may: tuple[str, ...]
) -> list[tuple[int, Mapping[str, str]]]:
    """(line, row) of every row that is not empty; columns may stand in any order."""
    if not text.strip():
        return []
    lines = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True)
    try:
        columns = [(c or "").strip() for c in lines.fieldnames or ()]
        lines.fieldnames = columns
        if missing := [c for c in needed if c not in columns]:
            raise BadStatus(
                name, 1, f"there is no column {missing[0]!r}; the first line is {','.join(needed)}"
            )
        if unknown := [c for c in columns if c not in needed + may + _TOLD]:
            raise BadStatus(
                name, 1, f"the column {unknown[0]!r} is not known; there are {', '.join(needed + may)}"
            )
        found = [(lines.line_num, row) for row in lines]
    except csv.Error as error:
        raise BadStatus(
            name, lines.line_num, f"it is not CSV ({error}); close every quotation mark"
        ) from error
    for line, row in found:
        if None in row or None in row.values():
            raise BadStatus(
                name, line, f'it has not {len(columns)} values; put a text with a comma between "marks"'
            )
    return [(n, {k: v.strip() for k, v in r.items()}) for n, r in found if any(v.strip() for v in r.values())]


def _party(row: Mapping[str, str], name: str, line: int) -> tuple[int, Party]:
    code, region = _code(row["party"], name, line), row["region"]
    if code != UNNAMED and region not in regions():
        raise BadStatus(name, line, f"{region!r} is no regional group; write one of {', '.join(regions())}")
    instrument = row.get("instrument") or "ratification"
    if instrument not in get_args(Instrument):
        raise BadStatus(
            name, line, f"{instrument!r} is no instrument; write one of {', '.join(get_args(Instrument))}"
        )
    signed, bound = _when(row, "signed", name, line), _when(row, "ratified", name, line)
    if signed is None and bound is None:
        raise BadStatus(
            name, line, f"{row['party']} neither signed nor ratified; give a date or take the row out"
        )
    read = _when(row, "as_of", name, line)
    if not row["source"] or read is None:
        raise BadStatus(name, line, "a row needs its `source` and `as_of`, the day when the source was read")
    return line, Party(
        code,
        region,
        signed,
        bound,
        row["source"],
        read,
        cast(Instrument, instrument),
        _url(row),
        row.get("note", ""),
    )


def _code(party: str, name: str, line: int) -> str:
    code = UNNAMED if party == UNNAMED else code_of(party)
    if code is None:
        raise BadStatus(
            name,
            line,
            f"{party!r} is no country known; write its ISO 3166 code, such as VN, or ? for one not named",
        )
    return code


def _when(row: Mapping[str, str], column: str, name: str, line: int) -> When | None:
    try:
        return when(row[column]) if row[column] else None
    except ValueError as error:
        raise BadStatus(name, line, f"`{column}`: {error}") from error


def _reported(row: Mapping[str, str], name: str, line: int) -> Reported:
    if row["act"] not in get_args(Act) or not (row["count"].isascii() and row["count"].isdigit()):
        raise BadStatus(name, line, f"`act` is {' or '.join(get_args(Act))}, and `count` a whole number")
    on = _when(row, "on", name, line)
    if on is None or not row["source"]:
        raise BadStatus(name, line, "a count needs the day `on` which it was reported, and its `source`")
    return Reported(
        cast(Act, row["act"]), int(row["count"]), on.last, row["source"], _url(row), row.get("event", "")
    )


def _url(row: Mapping[str, str]) -> str | None:
    return row.get("url") or None
