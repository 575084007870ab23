"""A page in an encoding of before Unicode: its texts and what its record says are converted in place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

from .legacy import converted, replaced, texts_in

_UNREAD = frozenset({"script", "style", "noscript", "template"})
_IN_LINE = frozenset(
    {"a", "abbr", "b", "big", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u"}
)

_Place = tuple[HtmlElement, str]  # an element and "text", "tail" or the name of an attribute


def in_unicode(tree: HtmlElement) -> str:
    """Convert *tree*; the name of the encoding it was in, "" when it was none. Raises `Rejected` as `converted`."""
    places = list(_places(tree))
    records = list(_records(tree))
    lines: list[str] = []
    for place in places:
        lines += _said(place).split("\n")
        if not _goes_on(place):
            lines.append("")
    said_in = list(dict.fromkeys(t for _, record in records for t in texts_in(record)))
    lines += [line for text in said_in for line in text.split("\n")]
    found = converted(lines)
    rest = iter(found.lines)
    for place in places if found.name else ():
        said = "\n".join(next(rest) for _ in _said(place).split("\n"))
        if not _goes_on(place):
            next(rest)
        _say(place, said)
    if found.name:
        _rewrite(records, {text: "\n".join(next(rest) for _ in text.split("\n")) for text in said_in})
    return found.name


def _records(tree: HtmlElement) -> Iterator[tuple[HtmlElement, Any]]:
    """What the page's scripts say of it in JSON-LD; what is no JSON is left to `html_records`."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                yield script, json.loads(script.text or "", strict=False)
            except (ValueError, RecursionError):
                continue


def _rewrite(records: list[tuple[HtmlElement, Any]], new: Mapping[str, str]) -> None:
    for script, record in records:
        script.text = json.dumps(replaced(record, new), ensure_ascii=False)


def _places(tree: HtmlElement) -> Iterator[_Place]:
    for element in tree.iter():
        read = isinstance(element.tag, str) and element.tag not in _UNREAD
        if read and (element.text or "").strip():
            yield element, "text"
        if element.tag == "meta" and element.get("content") and element.get("http-equiv") is None:
            yield element, "content"
        if (element.tail or "").strip():
            yield element, "tail"


def _said(place: _Place) -> str:
    element, name = place
    return str((getattr(element, name) if name in ("text", "tail") else element.get(name)) or "")


def _say(place: _Place, said: str) -> None:
    element, name = place
    if name in ("text", "tail"):
        setattr(element, name, said)
    else:
        element.set(name, said)


def _goes_on(place: _Place) -> bool:
    """Whether the sentence goes on behind this text: a word set apart stands there."""
    element, name = place
    if name == "text":
        first = next(iter(element), None)
        return element.tag in _IN_LINE or (first is not None and first.tag in _IN_LINE)
    after = element.getnext() if name == "tail" else None
    return after is not None and after.tag in _IN_LINE
