"""What stands at an article's two ends and between: datelines, bylines, sources and credited captions, told by form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .dates import date_line
from .html_blocks import HEADINGS, Block
from .lines import Line
from .opening import strip_dateline
from .shapes import author_in, ends_sentence, is_byline, is_credited, is_follow, is_tail_heading, repeats

# "Reporting by A. Name in Place; Editing by B. Name", "With files from ...", as agencies close.
_SIGN_OFF = re.compile(
    r"(?:additional )?(?:reporting|writing|editing) (?:by|from) [^.!?]{2,200}\.?$|with files from [^.!?]{2,100}\.?$"
    r"|[^.!?]{2,100} contributed (?:reporting|to this (?:report|story|article))\.?$",
    re.I,
)
# "(Theo Báo A)", "Nguồn: B", "Đường dẫn: https://...": where it was taken from.
_SOURCE = re.compile(
    r"^(?:[(\[](?!(?:\S+\s+){5})[^()\[\]]{2,60}[)\]]|[(\[][^()\[\]]{2,60}(?<![.!?])[)\]]|(?:theo|nguồn|source)\b:?[^.!?]{2,60}|\S{0,20}\s?\S{0,20}\s?https?://\S+)$",
    re.I,
)
# "Thiết kế: A. Name": who did what.
_CREDIT = re.compile(r"^(?P<what>[^:]{2,24}):\s*(?P<who>[^:]{4,60})$")
_WROTE = re.compile(r"^(?:nội dung|bài|bài viết|thực hiện|tác giả|text|words|story|author)\b", re.I)
# So many short lines below a colon are a list: a signature is one. Lines.
_ANNOUNCED_MIN = 2
_LISTED = frozenset({"li", "tr", "dd"})


@dataclass(slots=True)
class Ends:
    """The paragraphs between the ends, and what the ends say."""

    paragraphs: list[str] = field(default_factory=list)
    captions: list[tuple[str, str]] = field(default_factory=list)  # caption, the paragraph below it
    author: str | None = None
    outlet: str = ""


def without_ends(blocks: Sequence[Block], title: str) -> Ends:
    """The article's paragraphs without its page's lines at the top and the signature below."""
    found = Ends()
    waiting: list[str] = []
    kept: list[Block] = []
    for block in blocks:
        if block.tag not in HEADINGS and is_credited(block.text) and len(blocks) > 1:
            waiting.append(block.text)
            continue
        found.captions += [(caption, block.text) for caption in waiting]
        waiting = []
        kept.append(block)
    found.captions += [(caption, "") for caption in waiting]
    _sign(found, kept)
    _open(found, kept, title)
    return found


def _open(found: Ends, blocks: list[Block], title: str) -> None:
    """Take date lines, bylines and the title off the top, and the outlet's name off the first words."""
    while len(blocks) > 1 and blocks[0].tag not in _LISTED:
        text = blocks[0].text
        name = author_in(text)
        if not (name or date_line(text) or repeats(text, title) or is_follow(text)):
            break
        found.author = found.author or name
        blocks.pop(0)
    lines, found.outlet = strip_dateline([Line(block.text, False) for block in blocks])
    found.paragraphs = [line.text for line in lines]


def _sign(found: Ends, blocks: list[Block]) -> None:
    """Take the signature off the end: a name, a source in brackets, an agency's sign-off."""
    while len(blocks) > 1:
        block = blocks[-1]
        if _ends_list(blocks):
            return
        listed = block.tag in _LISTED
        credit = None if listed else _CREDIT.match(block.text)
        if credit and author_in(credit["who"]):
            found.author = credit["who"] if _WROTE.match(credit["what"]) else found.author
            blocks.pop()
            continue
        name = None if listed else author_in(block.text)
        if name and _follows_quote(blocks) and not is_byline(block.text):
            return
        if not (
            name or _SIGN_OFF.match(block.text) or _SOURCE.match(block.text) or is_tail_heading(block.text)
        ):
            return
        found.author = name or found.author
        blocks.pop()


def _ends_list(blocks: Sequence[Block]) -> bool:
    """Whether the last line is the last of several that one with a colon announces."""
    at = len(blocks)
    while at > 1 and not ends_sentence(blocks[at - 1].text):
        at -= 1
    return len(blocks) - at >= _ANNOUNCED_MIN and blocks[at - 1].text.endswith(":")


def _follows_quote(blocks: Sequence[Block]) -> bool:
    """Whether the last line names who said the quotation above it."""
    above = blocks[-2]
    return any(e.tag == "blockquote" for e in (above.element, *above.element.iterancestors("blockquote")))
