"""Pairs in files: JSONL, YAML or CSV, told apart by the file's ending.

A CSV cell holds a list as texts parted by " | " and `must_contain` as groups
parted by " ; "; a cell that begins with "[" is read as JSON, which is also how
texts that contain a separator are written.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from bot.evaluate.conversations import is_conversation, parse_turns, to_records
from bot.evaluate.pairs import BrokenPairs, Pair, parse

Located = tuple[int, object]  # line, record
FIELDS = "id lang kind history question must_contain must_not_contain source_any date answerable as_of lead yes candidate".split()
_LISTS = ("history", "must_not_contain", "source_any", "lead")
_WORDS = {"true": True, "false": False, "null": None, "": None}


def read(paths: Sequence[Path]) -> tuple[Pair, ...]:
    """All pairs of *paths*, in order; raises `BrokenPairs` with every problem found."""
    pairs: list[Pair] = []
    problems: list[str] = []
    for path in paths:
        _read_one(path, pairs, problems)
    if problems:
        raise BrokenPairs(tuple(problems))
    return tuple(pairs)


def _read_one(path: Path, pairs: list[Pair], problems: list[str]) -> None:
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        problems.append(f"{path}: unknown ending; a pairs file is .jsonl, .yaml, .yml or .csv")
        return
    try:
        records = list(reader(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        problems.append(f"{path}: cannot be read ({error.strerror})")
    except UnicodeDecodeError as error:
        problems.append(f"{path}: is not UTF-8 (byte {error.start + 1}); save it as UTF-8")
    except _Unreadable as error:
        problems.append(f"{path}:{error.line}: {error.what}")
    else:
        if not records:
            problems.append(f"{path}: holds no pair")
        _add(path, records, pairs, problems)


def _add(path: Path, records: list[Located], pairs: list[Pair], problems: list[str]) -> None:
    seen = {pair.id: pair.place for pair in pairs}
    for line, record in records:
        coming, found = _parsed(record, f"{path}:{line}")
        problems += found
        for pair in coming:
            if pair.id in seen:
                problems.append(f"{pair.place}: id: {pair.id!r} is already used at {seen[pair.id]}")
            else:
                seen[pair.id] = pair.place
                pairs.append(pair)


def _parsed(record: object, place: str) -> tuple[list[Pair], list[str]]:
    """The pair, or the pairs of a conversation."""
    if isinstance(record, Mapping) and is_conversation(record):
        return parse_turns(record, place)
    pair, problems = parse(record, place)
    return [pair] if pair else [], problems


class _Unreadable(Exception):
    def __init__(self, line: int, what: str) -> None:
        self.line, self.what = line, what


def _jsonl(text: str) -> Iterator[Located]:
    # str.splitlines would also part lines at characters that JSON allows inside a text.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except ValueError as error:
            raise _Unreadable(number, f"is not JSON ({error}); one object a line") from None


def _yaml(text: str) -> Iterator[Located]:
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return
        if not isinstance(node, yaml.SequenceNode):
            raise _Unreadable(node.start_mark.line + 1, "the file must be a list of pairs, each begun by '-'")
        for item in node.value:
            yield item.start_mark.line + 1, _plain(loader.construct_object(item, deep=True))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _Unreadable(line, f"is not YAML ({error.problem})") from None
    except (yaml.YAMLError, ValueError) as error:
        raise _Unreadable(1, f"is not YAML ({' '.join(str(error).split())})") from None
    finally:
        loader.dispose()


def _plain(value: Any) -> Any:
    """YAML reads an unquoted 2025-10-26 as a date; a pair holds it as text."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def _csv(text: str) -> Iterator[Located]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            if None in row or None in row.values():
                raise _Unreadable(line + 1, "has another number of cells than the first line")
            yield line + 1, {name: _cell(name, value) for name, value in row.items() if _given(name, value)}
            line = reader.line_num
    except csv.Error as error:
        raise _Unreadable(reader.line_num or 1, f"is not CSV ({error})") from None


def _given(name: str, value: str) -> bool:
    """An empty cell of `yes` asks for no verdict; `null` asks for none of the two."""
    return bool(name) and (name != "yes" or bool(value.strip()))


def _cell(name: str, value: str) -> Any:
    """What stands in the cell; what cannot be read stays text, and is refused by name later."""
    value = value.strip()
    if name in ("answerable", "candidate", "yes"):
        read_as = _WORDS.get(value.lower(), value)
        return bool(read_as) if name == "candidate" and read_as is None else read_as
    if name in ("date", "as_of"):
        return value or None
    return _listed(name, value) if name in ("must_contain", *_LISTS) else value


def _listed(name: str, value: str) -> Any:
    if value.startswith("["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    groups = [_parts(group, "|") for group in _parts(value, ";")] if name == "must_contain" else None
    return _parts(value, "|") if groups is None else groups


def _parts(value: str, separator: str) -> list[str]:
    return [part.strip() for part in value.split(separator) if part.strip()]


_READERS: dict[str, Callable[[str], Iterator[Located]]] = {
    ".jsonl": _jsonl,
    ".yaml": _yaml,
    ".yml": _yaml,
    ".csv": _csv,
}


def write(path: Path, pairs: Sequence[Pair]) -> None:
    """Write *pairs* in the form of *path*'s ending; reading them again gives the same pairs."""
    if path.suffix.lower() not in _READERS:
        raise BrokenPairs((f"{path}: unknown ending; a pairs file is .jsonl, .yaml, .yml or .csv",))
    records = to_records(pairs)
    if path.suffix.lower() == ".csv" and any("turns" in record for record in records):
        raise BrokenPairs(
            (f"{path}: a row holds one question, and a conversation has several; write .jsonl or .yaml",)
        )
    if path.suffix.lower() == ".jsonl":
        text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    elif path.suffix.lower() == ".csv":
        text = _csv_text(records)
    else:
        text = yaml.safe_dump(records, allow_unicode=True, sort_keys=False, width=100)
    path.write_text(text, encoding="utf-8", newline="")


def _csv_text(records: Sequence[dict[str, Any]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, FIELDS, restval="", lineterminator="\n")
    writer.writeheader()
    for record in records:
        writer.writerow({name: _as_cell(name, value) for name, value in record.items()})
    return out.getvalue()


def _as_cell(name: str, value: Any) -> str:
    if name in ("answerable", "candidate", "yes"):
        return json.dumps(value)
    if not isinstance(value, list):
        return value or ""
    groups = value if name == "must_contain" else [value]
    simple = " ; ".join(" | ".join(group) for group in groups)
    return simple if _cell(name, simple) == value else json.dumps(value, ensure_ascii=False)
