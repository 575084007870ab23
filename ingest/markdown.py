"""Markdown with front matter -> Draft. Written by hand, so nothing is taken for noise."""

from __future__ import annotations

import re
from typing import cast, get_args

from vectorstore.types import Caption, Kind, Language, PublishedHow

from .basis import based_on
from .draft import Draft
from .front_matter import parted

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+((?:[^\s#]|(?:[^\S\n]|#)++(?=[^\s#]))*)[\s#]*$")
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-+)\s*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s+")
_RULE = re.compile(r"^ {0,3}(?:[-*_]\s*){3,}$|^\s*(?:\|\s*)?(?::?-+:?\s*\|\s*)+:?-*:?\s*$")
_PICTURE = re.compile(r"!\[([^\[\]]{0,500})\]\([^)]*\)")
_LINK = re.compile(r"\[([^\[\]]{1,500})\]\((?:[^()\s]|\([^)]*\))*(?:\s+\"[^\"]*\")?\)|<(https?://[^>\s]+)>")
# A run of marks is looked at from its beginning only, and what is set strong is a sentence or two.
_STRONG = re.compile(r"(?<![*_`~])(\*\*|__|\*|(?<!\w)_|`)(?=\S)(.{1,200}?)(?<=\S)\1(?!\w)")
# What its writer struck out, and marks that lead to a note: neither is said. Each in a line.
_STRUCK = re.compile(r"(?<!~)~~(?=\S)[^~\n]{1,200}~~(?!~)|<(s|del|strike)>[^<\n]{0,200}</\1>", re.I)
_NOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:?|<sup>\s*\[?[\d*†‡,;]{1,6}\]?\s*</sup>", re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,500}>")


def read_markdown(text: str) -> Draft:
    """The article of a Markdown file; without front matter its first heading is the title.

    Raises `Rejected` naming the field of the front matter that is wrong.
    """
    head, below = parted(text)
    title, paragraphs, captions = _body(below)
    kind = "brief" if "based_on" in head else "news"
    return Draft(
        paragraphs=tuple(paragraphs),
        title=head.word("title") or title,
        outlet=head.word("publisher"),
        author=head.word("author") or None,
        url=head.url(),
        published=head.day("published"),
        updated=head.day("updated"),
        published_how=cast(PublishedHow, head.one_of("published_how", get_args(PublishedHow), "metadata")),
        language=cast(Language | None, head.language()),
        kind=cast(Kind, head.one_of("kind", get_args(Kind), kind)),
        based_on=based_on(head.get("based_on")),
        captions=tuple(captions),
    )


def _body(text: str) -> tuple[str, list[str], list[Caption]]:
    """Title from the first level-one heading, paragraphs without marks, captions of pictures."""
    title, paragraphs, captions = "", list[str](), list[Caption]()
    length = 0
    for block in _blocks(_said(text)):
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


def _said(text: str) -> str:
    """Without comments, tags, struck-out words and marks of notes."""
    return _TAG.sub("", _NOTE.sub("", _STRUCK.sub("", _without_comments(text))))


def _without_comments(text: str) -> str:
    """An unclosed comment is text."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join(kept) + text[at:]


def _blocks(text: str) -> list[str]:
    """Paragraphs, headings, list items and rows of tables, each on one line."""
    blocks: list[str] = []
    joined = table = False
    for raw in text.splitlines():
        line = re.sub(r"^\s*(?:>\s?)+", "", raw).rstrip()
        if line.lstrip().startswith("|") or (table and "|" in line):
            if not _RULE.match(line):
                blocks.append(_cells(line))
            joined, table = False, True
            continue
        alone = _HEADING.match(line) or _ITEM.match(line)
        if joined and _UNDERLINE.match(line) and "=" in line:
            blocks[-1] = "# " + blocks[-1]
            joined = False
        elif not line.strip() or _RULE.match(line) or line.startswith(("```", "~~~")):
            table = joined and "|" in line  # a table without marks at its edges: its heading stands above
            if table:
                blocks[-1] = _cells(blocks[-1])
            joined = False
        elif joined and not alone:
            blocks[-1] += " " + line.strip()
        else:
            blocks.append(line.strip() if _HEADING.match(line) else _ITEM.sub("", line).strip())
            joined = not _HEADING.match(line)
    return blocks


def _cells(row: str) -> str:
    """A row's cells parted by a space, as those of a page's table are."""
    cells = re.split(r"(?<!\\)\|", row)
    return " ".join(filter(None, (cell.strip().replace("\\|", "|") for cell in cells)))


def _unmarked(line: str) -> str:
    line = _LINK.sub(lambda m: m.group(1) or m.group(2), _PICTURE.sub("", line))
    for _ in range(3):  # bold in italics in a link
        line = _STRONG.sub(r"\2", line)
    return " ".join(re.sub(r"\\([\\`*_{}\[\]()#+.!|-])", r"\1", line).replace("\x00", "").split())
