"""What stands inside a line: footnote marks, powers, struck-out words, place stamps, as a reader takes them."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

# A mark that leads to a note: a number, a letter or a sign, in brackets or not.
_NOTE = re.compile(r"^[\[(]?(?:\d{1,3}|[a-z]|[*†‡§]{1,3}|note \d{1,3}|n \d{1,2})[\])]?[,;]?$", re.I)
_POWERS = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
# What has a square or a cube.
_UNIT = re.compile(r"(?:^|[^\w])(?:[kcdm]?m|ft|in|yd|mi|km|dặm)$", re.I)
_TEN = re.compile(r"(?:^|[^\d.,])(?:10|2)$")
# A place before the first words, parted from them by the page's style only. Characters.
_STAMP_MAX = 40


def mark_of(element: HtmlElement, before: str) -> str:
    """What a raised or lowered text says behind *before*: "" for a note's mark, which says nothing itself."""
    text = " ".join("".join(element.itertext()).split())
    before = before.rstrip() if element.tag == "sub" else before
    if element.tag == "sub":
        return text if before[-1:].isalpha() else text.translate(_POWERS) if not text.isdigit() else ""
    leads = element.find(".//a[@href]") is not None or "note" in element.get("class", "").lower()
    if not leads and text.isdigit() and (_UNIT.search(before) or _TEN.search(before)):
        return text.translate(_POWERS)
    return "" if _NOTE.match(text) else text


def is_note_link(link: HtmlElement) -> bool:
    """A link to a note of the same page, such as "[1]"."""
    text = " ".join("".join(link.itertext()).split())
    return "#" in (link.get("href") or "") and _NOTE.match(text) is not None


def stamped(element: HtmlElement, so_far: str) -> bool:
    """Whether a place stamp has just been said: a styled span that opens a block, glued to the first word."""
    text = "".join(element.itertext()).strip()
    tail = element.tail or ""
    return (
        element.tag == "span"
        and bool(element.get("class"))
        and 1 < len(text) <= _STAMP_MAX
        and so_far.strip() == text
        and text[-1].isalpha()
        and tail[:1].isupper()
    )
