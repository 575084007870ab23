"""Boxes that only their words tell: readers' comments, advertisements, polls, tables of rates and weather."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from lxml.html import HtmlElement

from .html_blocks import Block
from .html_boxes import is_prose
from .html_choice import Choice
from .noise import bare, plain
from .shapes import ends_sentence, is_furniture, is_tail_heading

# A label is no longer. Characters.
_LABEL_MAX = 60
# A box of rates or of weather is short. Characters.
_WIDGET_MAX = 250
# A box that holds more than this share of what was found is no box.
_SHARE = 0.4
# Items of a list that a line with a colon announces: so many at least and at most, and so long. Links are names there.
_LISTED, _LISTED_MAX, _ITEM_MAX, _LINK_WORDS = 2, 80, 80, 4


@dataclass(frozen=True, slots=True)
class _Labels:
    comments: re.Pattern[str]  # a whole line
    comment: re.Pattern[str]  # a line that goes on as one
    box: re.Pattern[str]  # a whole line, or one that goes on behind a colon
    poll: re.Pattern[str]
    advert: re.Pattern[str]
    sells: re.Pattern[str]
    widget: re.Pattern[str]


def end_at_comments(choice: Choice) -> None:
    """Behind the heading of the readers' comments the article has ended, when most of it stands before."""
    labels = _labels()
    for n in range(choice.head + 1, len(choice.blocks)):
        text = choice.blocks[n].text
        line = bare(text) if len(text) <= _LABEL_MAX else ""
        if not (labels.comments.fullmatch(line) or labels.comment.match(plain(text))):
            continue
        before = sum(len(choice.blocks[m].text) for m in choice.places() if m < n)
        behind = sum(len(choice.blocks[m].text) for m in choice.places() if m >= n)
        if before and before > behind:
            choice.close(n)
            return


def drop_labelled(choice: Choice) -> None:
    """What stands with a label of an advertisement, a poll or a table of rates in one box, or speaks as one below it."""
    for n, block in enumerate(choice.blocks):
        if n > choice.head and _labels().box.match(plain(block.text[:_LABEL_MAX])):
            for m in _box_of(choice, n):
                choice.drop(m)


def _box_of(choice: Choice, n: int) -> Iterator[int]:
    """The places of the blocks that the label at *n* heads."""
    labels, label = _labels(), choice.blocks[n]
    line = bare(label.text)
    alone = labels.box.fullmatch(line) is not None
    inside = _inside(choice, n)
    total = sum(len(choice.blocks[m].text) for m in choice.places())
    held = sum(len(choice.blocks[m].text) for m in inside)
    widget = labels.widget.match(line) is not None
    short = held <= _WIDGET_MAX and not any(ends_sentence(choice.blocks[m].text) for m in inside)
    if len(inside) > 1 and held <= _SHARE * total and (short if widget else True):
        yield from inside
        return
    if widget or (alone and not labels.advert.fullmatch(line)):
        return
    if not alone:
        yield n
    for m in range(n + 1, len(choice.blocks)):
        below = choice.blocks[m]
        sells = labels.advert.match(line) and m == n + 1 and labels.sells.search(plain(below.text))
        if not (sells or (labels.poll.match(line) and below.tag == "li" and not is_prose(below))):
            return
        yield m


def _inside(choice: Choice, n: int) -> list[int]:
    """The places of all blocks in the element that the block at *n* opens; none when it opens none."""
    around: list[HtmlElement] = [choice.blocks[n].element, *choice.blocks[n].element.iterancestors()]
    before = choice.blocks[n - 1].element if n else None
    holds = {before, *(before.iterancestors() if before is not None else ())}
    outer = [e for e in around if e not in holds]
    if not outer or (choice.head >= 0 and choice.blocks[choice.head].element in outer[-1].iter()):
        return []
    box = outer[-1]
    return [
        m
        for m in range(n, len(choice.blocks))
        if box is choice.blocks[m].element or box in choice.blocks[m].element.iterancestors()
    ]


def keep_announced(choice: Choice) -> None:
    """The short items below a line that ends in a colon, in whatever elements they stand."""
    for n in choice.places():
        text = choice.blocks[n].text
        if text.endswith(":") and not is_furniture(text) and not is_tail_heading(text):
            for m in _announced(choice, n):
                choice.kept[m] = True


def _announced(choice: Choice, n: int) -> list[int]:
    label = choice.blocks[n]
    run: list[int] = []
    for m in range(n + 1, min(len(choice.blocks), n + 1 + _LISTED_MAX)):
        block = choice.blocks[m]
        if not _is_item(choice, m) or (run and _holder(block) != _holder(choice.blocks[run[0]])):
            break
        run.append(m)
    near = {label.element.getparent(), *list(label.element.iterancestors())[1:2]}
    beside = bool(run) and not near.isdisjoint(_holder(choice.blocks[run[0]])[1:])
    return run if beside and len(run) >= _LISTED else []


def _is_item(choice: Choice, n: int) -> bool:
    block = choice.blocks[n]
    linked = block.linked > 0.3 and len(block.text.split()) > _LINK_WORDS
    return not (
        len(block.text) > _ITEM_MAX
        or linked
        or block.is_heading
        or n in choice.gone
        or n >= choice.closed
        or choice.captions[n]
        or is_furniture(block.text)
        or is_tail_heading(block.text)
        or choice.boxes.why(block.element)
    )


def _holder(block: Block) -> tuple[object, ...]:
    """What two items of one list have in common: their tag and the elements around them."""
    return (block.tag, *list(block.element.iterancestors())[:2])


@functools.cache
def _labels() -> _Labels:
    raw = tomllib.loads(resources.files("ingest").joinpath("data/boxes.toml").read_text("utf-8"))
    return _Labels(
        comments=re.compile(raw["comments"]),
        comment=re.compile(r"(?:binh luan|y kien|comments?) ?\(\d+\)\s*[-–—:]"),
        box=re.compile(
            rf"(?:{raw['adverts']}|{raw['polls']})(?:$|\s?[:–—|]\s?.*|\s[-]\s.*)|(?:{raw['widgets']})\b[^.:,]{{0,20}}$"
        ),
        poll=re.compile(raw["polls"]),
        advert=re.compile(raw["adverts"]),
        sells=re.compile(raw["sells"]),
        widget=re.compile(raw["widgets"]),
    )
