"""Which of a page's blocks are its article: what trafilatura finds, mended by where the blocks stand.

trafilatura says which words belong to the article; the text itself is taken from the page, block by block, so that
no word is glued, doubled or cut out of its sentence.
"""

from __future__ import annotations

import configparser
import copy
import functools
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import use_config

from .html_blocks import Block
from .html_boxes import is_prose, part_humps
from .html_choice import Choice
from .html_rules import RULES
from .shapes import ends_sentence, is_furniture
from .walls import is_wall

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

# A lead is shorter than a long paragraph and longer than a label. Characters.
_LEAD_MIN, _LEAD_MAX = 30, 900
# How pages name the paragraph above the article...
_LEAD = re.compile(
    r"(?:^|[\s_-])(?:sapo|description|desc|summary|lead|lede|standfirst|excerpt|intro|chapeau)(?:$|[\s_-])|summary$",
    re.I,
)
# ...and a second headline, which is none.
_DECK = re.compile(r"dek|deck|alternative-?headline|sub-?(?:head|title)", re.I)
# "Item 1 of 4", where a gallery counts its pictures.
_COUNTER = re.compile(r"^(?:item|photo|image|slide|ảnh|hình) \d{1,3}(?: of |/| trên )\d{1,3}\s*", re.I)


@dataclass(frozen=True, slots=True)
class Body:
    """The article's blocks and, for each caption, the block below it."""

    blocks: tuple[Block, ...]
    captions: tuple[tuple[str, str], ...]  # caption, text of the next block of the article
    head: int  # place of the headline among the page's blocks, -1 when it was not found
    places: tuple[int, ...] = ()  # of `blocks` among the page's blocks


def body_of(
    tree: HtmlElement, blocks: Sequence[Block], url: str | None, title: str, *, vietnamese: bool = False
) -> Body:
    """Choose the article's blocks among *blocks* of *tree*; none when there is no article."""
    choice = Choice(blocks, title, found_text(tree, url))
    if any(choice.kept):
        for rule in RULES:
            rule(choice)
    if not any(choice.kept):
        choice = _by_density(blocks, title)
    if not any(choice.kept):
        return Body((), (), choice.head)
    _add_lead(choice, vietnamese)
    return Body(
        tuple(b for b, k in zip(blocks, choice.kept, strict=True) if k),
        _captions(choice),
        choice.head,
        tuple(choice.places()),
    )


def _by_density(blocks: Sequence[Block], title: str) -> Choice:
    """All prose outside boxes, for pages in which trafilatura finds nothing that is not in one."""
    choice = Choice(blocks, title, "\n".join(block.text for block in blocks if is_prose(block)))
    for rule in RULES:
        rule(choice)
    return choice


def found_text(tree: HtmlElement, url: str | None) -> str:
    """What trafilatura takes for the article, precise before complete."""
    for precise in (True, False):
        page = trafilatura.bare_extraction(
            copy.deepcopy(tree),
            url=url,
            include_comments=False,
            include_tables=True,
            favor_precision=precise,
            config=_settings(),
        )
        if page is not None and not isinstance(page, dict) and (page.text or "").strip():
            return page.text or ""
    return ""


@functools.cache
def _settings() -> configparser.ConfigParser:
    """Short reports are articles too; the limits are ours."""
    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "80")
    settings.set("DEFAULT", "MIN_OUTPUT_SIZE", "20")
    return settings


def _add_lead(choice: Choice, vietnamese: bool) -> None:
    """The paragraph a page sets apart between its headline and its article."""
    if choice.head < 0:
        return
    first = choice.places()[0]
    for n in range(choice.head + 1, first):
        block = choice.blocks[n]
        if _is_lead(block, vietnamese) and choice.may_add(n) and not is_furniture(block.text):
            choice.kept[n] = True


def _is_lead(block: Block, vietnamese: bool) -> bool:
    if not _LEAD_MIN <= len(block.text) <= _LEAD_MAX or block.tag == "li" or is_wall(block.text):
        return False
    around = [block.element, *block.element.iterdescendants(), block.element.getparent()]
    names = part_humps(
        " ".join(f"{e.get('class', '')} {e.get('itemprop', '')}" for e in around if e is not None)
    )
    if _DECK.search(names) and not vietnamese and "description" not in names.replace("alternative", ""):
        return False
    return _LEAD.search(names) is not None or (vietnamese and is_prose(block) and ends_sentence(block.text))


def _captions(choice: Choice) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    below = ""
    for n in range(len(choice.blocks) - 1, choice.head, -1):
        block = choice.blocks[n]
        if choice.kept[n]:
            below = block.text
        elif choice.captions[n] and not choice.boxes.why(block.element):
            text = _COUNTER.sub("", block.text)
            if text and not is_furniture(text):
                found[text] = below
    return tuple(reversed(found.items()))
