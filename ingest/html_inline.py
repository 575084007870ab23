"""What stands inside a line: footnote marks, powers, struck-out words, place stamps, as a reader takes them."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

# A mark that leads to a note: a number, a letter or a sign, in brackets or not.
_NOTE = re.compile(
    r"^[\[(]?(?:\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,5}|[a-z]|[*†‡§]{1,3}|note \d{1,3}|n \d{1,2})[\])]?[,;]?$",
    re.I,
)
# Words that lead to a note by their name, and lines that stand higher by their style: both as <sup> does.
_RAISED_NAME = re.compile(r"(?:^|[\s_-])(?:foot-?note|end-?note|note-?ref|fn-?ref|citation|reference)", re.I)
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*(?:super|text-top)|font-variant-position\s*:\s*super", re.I)
_INLINE_STYLE = re.compile(r"display\s*:\s*inline\s*(?:;|!|$)", re.I)
# An own line by its style.
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)\b", re.I)
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
        return text if before[-1:].isalpha() else "" if _NOTE.match(text) else text.translate(_POWERS)
    leads = element.find(".//a[@href]") is not None or "note" in element.get("class", "").lower()
    if not leads and text.isdigit() and (_UNIT.search(before) or _TEN.search(before)):
        return text.translate(_POWERS)
    return "" if _NOTE.match(text) else text


def is_note_link(link: HtmlElement) -> bool:
    """A link to a note of the same page, such as "[1]"."""
    text = " ".join("".join(link.itertext()).split())
    return "#" in (link.get("href") or "") and _NOTE.match(text) is not None


def is_raised(element: HtmlElement) -> bool:
    """Whether an element inside a line is a note's mark or a power by its name or its style, as <sup> is."""
    if element.tag not in ("span", "small", "a", "i", "em"):
        return False
    named = _RAISED_NAME.search(element.get("class", "")) and _NOTE.match("".join(element.itertext()).strip())
    return bool(named) or _RAISED_STYLE.search(element.get("style", "")) is not None


def is_own_line(element: HtmlElement) -> bool:
    """Whether an inline element is shown as a block."""
    return _BLOCK_STYLE.search(element.get("style", "")) is not None


def runs_on(element: HtmlElement) -> bool:
    """Whether a block element is shown inside its line."""
    return element.tag == "div" and _INLINE_STYLE.search(element.get("style", "")) is not None


def stamped(element: HtmlElement, so_far: str) -> bool:
    """Whether a place stamp has just been said: styled or bold words that open a block, glued to the first word."""
    text = "".join(element.itertext()).strip()
    tail = element.tail or ""
    styled = element.tag == "span" and bool(element.get("class"))
    bold = element.tag in ("strong", "b", "em") and (" " in text or text.isupper())
    return (
        (styled or bold)
        and 1 < len(text) <= _STAMP_MAX
        and so_far.strip() == text
        and text[-1].isalpha()
        and tail[:1].isupper()
    )
