"""Pairs in files: JSONL, YAML, CSV or TSV, told apart by the file's ending.

A CSV cell (`bot.evaluate.sheets`) holds a list as texts parted by " | " and
`must_contain` as groups parted by " ; "; a cell that begins with "[" is read as
JSON, which is also how texts that contain a separator are written.
"""

from __future__ import annotations

import codecs
import datetime
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from bot.evaluate.conversations import is_conversation, parse_turns, to_records
from bot.evaluate.pairs import BrokenPairs, Pair, parse
from bot.evaluate.sheets import FIELDS, BadSheet, rows, written
from bot.evaluate.texts import path_as_text

Located = tuple[int, object]  # line, record
# What else people have pairs in, and how it becomes one of ours.
_SAVE_AS = ": save the sheet as CSV UTF-8"
_HINTS = dict.fromkeys((".xlsx", ".xls", ".ods", ".numbers"), _SAVE_AS)


def nothing(line: str) -> None:
    """Hears of fields that are none and says nothing."""


def read(paths: Sequence[Path], told: Callable[[str], None] = nothing) -> tuple[Pair, ...]:
    """All pairs of *paths*, in order; raises `BrokenPairs` with every problem found.

    *told* hears, a line a file, which fields are none of ours: the owner's own, or what checks nothing by mistake.
    """
    pairs: list[Pair] = []
    problems: list[str] = []
    for path in paths:
        _read_one(path, pairs, problems, told)
    if problems:
        raise BrokenPairs(tuple(problems))
    return tuple(pairs)


def _read_one(path: Path, pairs: list[Pair], problems: list[str], told: Callable[[str], None]) -> None:
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        problems.append(
            f"{path}: unknown ending; a pairs file is {_ENDINGS}{_HINTS.get(path.suffix.lower(), '')}"
        )
        return
    try:
        records = list(reader(_text_of(path)))
    except OSError as error:
        problems.append(f"{path}: cannot be read ({error.strerror})")
    except UnicodeDecodeError as error:
        problems.append(f"{path}: is not UTF-8 (byte {error.start + 1}); save it as UTF-8")
    except (_Unreadable, BadSheet) as error:
        problems.append(f"{path}:{error.line}: {error.what}")
    else:
        if not records:
            problems.append(f"{path}: holds no pair")
        _add(path, records, pairs, problems)
        if names := _left_alone(records):
            told(f"{path_as_text(path)}: no field of a pair, left alone: {', '.join(names)}")


def _text_of(path: Path) -> str:
    """What is in the file: UTF-8, or UTF-16 with its mark, in which spreadsheets save "Unicode text"."""
    held = path.read_bytes()
    utf16 = held.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    # Line ends as everywhere else: a bare CR ends one too.
    return held.decode("utf-16" if utf16 else "utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def _left_alone(records: Sequence[Located]) -> list[str]:
    found = [str(name) for _, record in records if isinstance(record, Mapping) for name in record]
    return [name for name in dict.fromkeys(found) if name and name not in (*FIELDS, "turns")]


def _add(path: Path, records: list[Located], pairs: list[Pair], problems: list[str]) -> None:
    seen = {pair.id: pair.place for pair in pairs}
    for line, record in records:
        coming, found = _parsed(record, f"{path_as_text(path)}:{line}")
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


_READERS: dict[str, Callable[[str], Iterator[Located]]] = {
    ".jsonl": _jsonl,
    ".yaml": _yaml,
    ".yml": _yaml,
    ".csv": rows,
    ".tsv": rows,
}
_ENDINGS = "{}, {}, {}, {} or {}".format(*_READERS)


def write(path: Path, pairs: Sequence[Pair]) -> None:
    """Write *pairs* in the form of *path*'s ending; reading them again gives the same pairs."""
    if path.suffix.lower() not in _READERS:
        raise BrokenPairs((f"{path}: unknown ending; a pairs file is {_ENDINGS}",))
    records = to_records(pairs)
    sheet = path.suffix.lower() in (".csv", ".tsv")
    if sheet and any("turns" in record for record in records):
        raise BrokenPairs(
            (f"{path}: a row holds one question, and a conversation has several; write .jsonl or .yaml",)
        )
    if path.suffix.lower() == ".jsonl":
        text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    elif sheet:
        text = written(records, "\t" if path.suffix.lower() == ".tsv" else ",")
    else:
        text = yaml.safe_dump(records, allow_unicode=True, sort_keys=False, width=100)
    path.write_text(text, encoding="utf-8", newline="")
