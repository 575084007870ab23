"""Markdown with YAML front matter -> Draft. Written by hand, so nothing is taken for noise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast, get_args

import yaml

from vectorstore.types import Caption, Kind, Language, PublishedHow

from .basis import based_on
from .draft import Draft
from .errors import Rejected

_FRONT = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(?P<head>.*?)^(?:---|\.\.\.)[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE
)
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+((?:[^\s#]|(?:[^\S\n]|#)++(?=[^\s#]))*)[\s#]*$")
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-+)\s*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s+")
_RULE = re.compile(r"^ {0,3}(?:[-*_]\s*){3,}$|^\s*(?:\|\s*)?(?::?-+:?\s*\|\s*)+:?-*:?\s*$")
_PICTURE = re.compile(r"!\[([^\[\]]{0,500})\]\([^)]*\)")
_LINK = re.compile(r"\[([^\[\]]{1,500})\]\((?:[^()\s]|\([^)]*\))*(?:\s+\"[^\"]*\")?\)|<(https?://[^>\s]+)>")
# A run of marks is looked at from its beginning only, and what is set strong is a sentence or two.
_STRONG = re.compile(r"(?<![*_`~])(\*\*|__|\*|(?<!\w)_|`|~~)(?=\S)(.{1,200}?)(?<=\S)\1(?!\w)")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,500}>")


def read_markdown(text: str) -> Draft:
    """The article of a Markdown file; without front matter its first heading is the title.

    Raises `Rejected` naming the field of the front matter that is wrong.
    """
    match = _FRONT.match(text)
    head = _front_matter(match.group("head")) if match else {}
    title, paragraphs, captions = _body(text[match.end() :] if match else text)
    return Draft(
        paragraphs=tuple(paragraphs),
        title=_word(head, "title") or title,
        outlet=_word(head, "publisher"),
        author=_word(head, "author") or None,
        url=_word(head, "url") or None,
        published=_day(head, "published"),
        updated=_day(head, "updated"),
        published_how=cast(PublishedHow, _one_of(head, "published_how", get_args(PublishedHow), "metadata")),
        language=cast(Language | None, _one_of(head, "language", get_args(Language), None)),
        kind=cast(Kind, _one_of(head, "kind", get_args(Kind), "brief" if "based_on" in head else "news")),
        based_on=based_on(head.get("based_on")),
        captions=tuple(captions),
    )


def _front_matter(text: str) -> Mapping[str, Any]:
    try:
        head = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = f" near line {line + 2}" if line is not None else ""
        raise Rejected(f"its front matter is not YAML{where}; quote values that hold a colon") from error
    if head is None:
        return {}
    if not isinstance(head, dict):
        raise Rejected("its front matter is not a list of `name: value` lines")
    return head


def _word(head: Mapping[str, Any], name: str) -> str:
    value = head.get(name)
    if value is None:
        return ""
    if not isinstance(value, str | int | float | date):
        raise Rejected(f"`{name}` in its front matter is not a text")
    return " ".join(str(value).split())


def _one_of(head: Mapping[str, Any], name: str, allowed: tuple[str, ...], default: str | None) -> str | None:
    value = _word(head, name)
    if value and value not in allowed:
        raise Rejected(f"`{name}: {value}` in its front matter; it can be {', '.join(allowed)}")
    return value or default


def _day(head: Mapping[str, Any], name: str) -> str | None:
    value = head.get(name)
    if value in (None, "", "unknown"):
        return None
    try:
        if isinstance(value, datetime):
            return value.date().isoformat()
        return (
            value.isoformat() if isinstance(value, date) else date.fromisoformat(str(value)[:10]).isoformat()
        )
    except ValueError as error:
        raise Rejected(f"`{name}: {value}` in its front matter is not a day; write 2025-10-25") from error


def _body(text: str) -> tuple[str, list[str], list[Caption]]:
    """Title from the first level-one heading, paragraphs without marks, captions of pictures."""
    title, paragraphs, captions = "", list[str](), list[Caption]()
    length = 0
    for block in _blocks(_TAG.sub("", _without_comments(text))):
        heading = _HEADING.match(block)
        if heading and len(heading.group(1)) == 1 and not title and not paragraphs:
            title = _unmarked(heading.group(2))
            continue
        captions += [Caption(alt.strip(), length) for alt in _PICTURE.findall(block) if alt.strip()]
        line = _unmarked(heading.group(2) if heading else block)
        if line:
            paragraphs.append(line)
            length += len(line) + 2
    end = max(0, length - 2)
    return title, paragraphs, [Caption(c.text, min(c.at, end)) for c in captions]


def _without_comments(text: str) -> str:
    """An unclosed comment is text."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join(kept) + text[at:]


def _blocks(text: str) -> list[str]:
    """Paragraphs, headings and list items, each on one line."""
    blocks: list[str] = []
    joined = False
    for raw in text.splitlines():
        line = re.sub(r"^\s*(?:>\s?)+", "", raw).rstrip()
        alone = _HEADING.match(line) or _ITEM.match(line)
        if joined and _UNDERLINE.match(line) and "=" in line:
            blocks[-1] = "# " + blocks[-1]
            joined = False
        elif not line.strip() or _RULE.match(line) or line.startswith(("```", "~~~")):
            joined = False
        elif joined and not alone:
            blocks[-1] += " " + line.strip()
        else:
            blocks.append(line.strip() if _HEADING.match(line) else _ITEM.sub("", line).strip())
            joined = not _HEADING.match(line)
    return blocks


def _unmarked(line: str) -> str:
    line = _LINK.sub(lambda m: m.group(1) or m.group(2), _PICTURE.sub("", line))
    for _ in range(3):  # bold in italics in a link
        line = _STRONG.sub(r"\2", line)
    return " ".join(re.sub(r"\\([\\`*_{}\[\]()#+.!|-])", r"\1", line).replace("\x00", "").split())
