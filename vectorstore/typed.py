"""Whether a record has the types that its class promises: JSON from a disk may hold anything."""

from __future__ import annotations

import functools
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

_SAID = {str: "text", int: "a whole number", float: "a number", bool: "yes or no", type(None): "nothing"}


def misfit(value: object) -> str | None:
    """What is wrong with the first field of a dataclass that is, as "its title is a whole number"; None: all fit."""
    kind: Any = type(value)
    for name, wanted in _hints(kind).items():
        wrong = _wrong(getattr(value, name), wanted)
        if wrong:
            return f"its {name} {wrong}"
    return None


def is_day(text: str) -> bool:
    """Whether it is a day of the calendar as ISO 8601 writes it."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@functools.cache
def _hints(kind: Any) -> Mapping[str, Any]:
    known = get_type_hints(kind)
    return {field.name: known[field.name] for field in fields(kind)}


def _wrong(value: Any, wanted: Any) -> str | None:
    origin = get_origin(wanted)
    if origin in (Union, types.UnionType):
        found = [_wrong(value, one) for one in get_args(wanted)]
        return None if None in found else found[0]
    if origin is tuple:
        if not isinstance(value, tuple):
            return f"is {_name(value)}, not a list"
        return next((wrong for one in value if (wrong := _wrong(one, get_args(wanted)[0]))), None)
    if origin is Literal:  # which words there may be is the reader's business
        wanted = type(get_args(wanted)[0])
    if is_dataclass(wanted):
        inner = misfit(value) if isinstance(value, wanted) else f"is {_name(value)}"  # type: ignore[arg-type]
        return f"is wrong: {inner}" if inner else None
    if type(value) is not wanted:
        return f"is {_name(value)}, not {_SAID.get(wanted, str(wanted))}"
    return _unsayable(value)


def _unsayable(value: object) -> str | None:
    try:
        str(value).encode()
    except UnicodeEncodeError:
        return "holds half a character (a surrogate)"
    return None


def _name(value: object) -> str:
    return _SAID.get(type(value), "a list" if isinstance(value, list | tuple) else "a table")
