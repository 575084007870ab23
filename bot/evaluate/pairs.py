"""One question with what its answer must hold.

The form is described for other programs in `pair.schema.json`. A field that
looks like a slip of a known one is refused; any other extra field is the
owner's own and left alone.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

REQUIRED = ("id", "lang", "question", "answerable")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# JSON may escape one half of a pair; it is no text, and neither a report nor an answer could be written with it.
_HALF = re.compile(r"[\ud800-\udfff]")
PRIORITIES = ("high", "normal", "low")
# Two names this alike differ by a letter or two: "must_contains" and "must_contain" score 0.96.
_SLIP = 0.85


class BrokenPairs(Exception):
    """Pairs that cannot be used; the message has one line a problem, with file, line and field."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and what is known about its answer."""

    id: str
    lang: str  # "vi", "vi-nodiac", "en"; results are told apart by it
    question: str
    answerable: bool | None  # None: a refusal or the facts, both are right
    kind: str = "other"
    history: tuple[str, ...] = ()
    must_contain: tuple[tuple[str, ...], ...] = ()  # of every inner tuple at least one
    must_not_contain: tuple[str, ...] = ()
    source_any: tuple[str, ...] = ()  # `Article.source` of those that may be cited
    date: str | None = None  # ISO date the cited article must have; None: any
    as_of: str | None = None  # ISO date: nothing published later is known
    lead: tuple[str, ...] = ()  # leads that are right; (): one of the facts
    # Of a yes-or-no question the one right verdict, None when the articles do not decide it; () when not asked for.
    yes: tuple[bool | None, ...] = ()
    candidate: bool = False  # made from a visitor's feedback, not yet completed by a person: never run
    earlier: tuple[Pair, ...] = ()  # of a turn of a conversation, the turns before it (`conversations`)
    tags: tuple[str, ...] = ()  # the owner's own words, to run a part of the pairs by
    priority: str | None = None  # a word of `PRIORITIES`
    validated_on: str | None = None  # ISO day on which a person last held it against the articles
    validated_by: str | None = None  # who that was
    place: str = field(default="", compare=False)  # "file:line", for messages

    def to_json(self) -> dict[str, Any]:
        """As plain values, in the order of design.md's form."""
        record: dict[str, Any] = {
            "id": self.id,
            "lang": self.lang,
            "kind": self.kind,
            "history": list(self.history),
            "question": self.question,
            "must_contain": [list(group) for group in self.must_contain],
            "must_not_contain": list(self.must_not_contain),
            "source_any": list(self.source_any),
            "date": self.date,
            "answerable": self.answerable,
        }
        extra = {"as_of": self.as_of, "lead": list(self.lead), "candidate": self.candidate}
        extra["tags"] = list(self.tags)
        extra |= {name: getattr(self, name) for name in ("priority", "validated_on", "validated_by")}
        verdict = {"yes": self.yes[0]} if self.yes else {}
        return record | {name: value for name, value in extra.items() if value} | verdict


def parse(record: object, place: str) -> tuple[Pair | None, list[str]]:
    """The pair, or None and every problem it has; *place* is "file:line"."""
    if not isinstance(record, Mapping):
        return None, [f"{place}: a pair must be an object with fields, not {_kind(record)}"]
    problems = [f"{place}: {name}: {what}" for name, what in _faults(record)]
    if problems:
        return None, problems
    known = {name: record[name] for name in _RULES if name in record}
    groups = tuple(tuple(group) for group in known.pop("must_contain", ()))
    if "yes" in known:
        known["yes"] = [known["yes"]]
    lists = {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
    return Pair(**{**known, **lists, "must_contain": groups, "place": place}), []


def _faults(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in REQUIRED:
        if name not in record:
            yield name, "is missing; every pair needs " + ", ".join(REQUIRED)
    for name, value in record.items():
        if name in _RULES:
            fault = _RULES[name](value)
            if fault:
                yield name, fault
        elif close := difflib.get_close_matches(_lower(str(name)), _RULES, 1, _SLIP):
            yield str(name), f"is no field; {close[0]} was probably meant"


def _lower(name: str) -> str:
    """As a field is written: "Must contain" is a slip of `must_contain` too."""
    return re.sub(r"[\s_-]+", "_", name.strip().casefold())


def _label(value: object) -> str | None:
    """What results are told apart by stands in tables and reports: nothing in it may steer a terminal."""
    if isinstance(value, str) and _CONTROL.search(value):
        return "holds a control character; remove it"
    return _text(value)


def _labels(value: object) -> str | None:
    if fault := _texts(value):
        return fault
    assert isinstance(value, list)
    return next((f"item {n}: {fault}" for n, item in enumerate(value, 1) if (fault := _label(item))), None)


def _priority(value: object) -> str | None:
    return None if value in PRIORITIES else f"must be one of {', '.join(PRIORITIES)}, not {value!r}"


def _kind(value: object) -> str:
    names = {list: "a list", str: "text", dict: "an object", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def _text(value: object) -> str | None:
    if isinstance(value, str) and _HALF.search(value):
        return "holds half a character, which no file can keep; type it again"
    if isinstance(value, str) and value.strip():
        return None
    return "is empty" if isinstance(value, str) else f"must be text in quotes, not {_kind(value)}"


def _texts(value: object) -> str | None:
    if not isinstance(value, list):
        return f"must be a list of texts, not {_kind(value)}"
    return next((f"item {n}: {fault}" for n, item in enumerate(value, 1) if (fault := _text(item))), None)


def _groups(value: object) -> str | None:
    if not isinstance(value, list):
        return f"must be a list of lists of texts, not {_kind(value)}"
    for n, group in enumerate(value, 1):
        if not isinstance(group, list):
            return (
                f'item {n} must be a list of alternatives such as ["72", "seventy-two"], not {_kind(group)}'
            )
        if not group:
            return f"item {n} has no alternative, so nothing could satisfy it"
        if fault := _texts(group):
            return f"item {n}, {fault}"
    return None


def _date(value: object) -> str | None:
    if value is None:
        return None
    try:
        if isinstance(value, str) and datetime.date.fromisoformat(value).isoformat() == value:
            return None
    except ValueError:
        pass
    return f"must be a day written YYYY-MM-DD, or null, not {value!r}"


def _answerable(value: object) -> str | None:
    right = value is None or isinstance(value, bool)
    return None if right else f"must be true, false or null, not {_kind(value)}"


def _flag(value: object) -> str | None:
    return None if isinstance(value, bool) else f"must be true or false, not {_kind(value)}"


_RULES: dict[str, Callable[[object], str | None]] = {
    "id": _label,
    "lang": _label,
    "kind": _label,
    "history": _texts,
    "question": _text,
    "must_contain": _groups,
    "must_not_contain": _texts,
    "source_any": _texts,
    "date": _date,
    "answerable": _answerable,
    "as_of": _date,
    "lead": _texts,
    "yes": _answerable,
    "tags": _labels,
    "priority": _priority,
    "validated_on": _date,
    "validated_by": _label,
    "candidate": _flag,
}
