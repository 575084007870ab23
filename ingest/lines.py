"""A scraped page as lines, with what the blank lines between them tell."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from vectorstore.text import nfc

from .decode import LOST
from .shapes import ends_sentence, is_image_name, is_prose

# Hard-wrapped text breaks its lines between these widths, in characters.
_WRAP_MIN, _WRAP_MAX = 50, 100
# A line that goes on where another stopped: a small letter, or a number and a small letter.
_GOES_ON = re.compile(r"(?:\d{1,3}\s+)?[^\W\d_]")
# "2 giờ trước", "3 hours ago": a label beside a title.
_AGE = re.compile(r"\d{1,3} .{0,12}(?:trước|ago)$", re.IGNORECASE)
# "18:20", "18h20": a time of day, in the order of which entries stand; so many tell a live report from a player.
_TIME = re.compile(r"([01]?\d|2[0-3])\s?[:hg]\s?([0-5]\d)$", re.I)
_ENTRIES = 2
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_BREAK = re.compile(r"\r\n?|[\n\v\f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page."""

    text: str  # NFC, single spaces, never empty
    glued: bool  # no blank line stands before it
    is_time: bool = False  # of an entry of a live report, which stands below it


def lines_of(text: str) -> list[Line]:
    """The non-empty lines of *text*, broken paragraphs mended; a line that lost a character is left out."""
    found: list[Line] = []
    glued = False
    for raw in _BREAK.split(nfc(text)):
        line = " ".join(_CONTROL.sub(" ", raw).split())
        if line:
            found.append(Line(line, glued))
        glued = bool(line)
    return _timed([line for line in _mend(found) if LOST not in line.text])


def _timed(lines: list[Line]) -> list[Line]:
    """*lines* with the times of a live report's entries marked: several, each above a paragraph, one after the other."""
    at = [n for n, (a, b) in enumerate(itertools.pairwise(lines)) if _TIME.match(a.text) and is_prose(b.text)]
    minutes = [int(m[1]) * 60 + int(m[2]) for n in at if (m := _TIME.match(lines[n].text))]
    if len(at) < _ENTRIES or minutes not in (sorted(minutes), sorted(minutes, reverse=True)):
        return lines
    return [replace(line, is_time=True) if n in at else line for n, line in enumerate(lines)]


def blanks_tell(lines: list[Line]) -> bool:
    """Whether blank lines part paragraphs here; in some exports there are none."""
    return sum(not line.glued for line in lines) >= max(2, len(lines) // 4)


def _mend(lines: list[Line]) -> list[Line]:
    wrapped = _is_wrapped(lines)
    mended: list[Line] = []
    for line in lines:
        before = mended[-1].text if mended else ""
        broken = wrapped or (not ends_sentence(before) and _goes_on(line.text))
        if line.glued and before and broken:
            mended[-1] = replace(mended[-1], text=f"{before} {line.text}")
        else:
            mended.append(line)
    return mended


def _goes_on(text: str) -> bool:
    if is_image_name(text) or _AGE.match(text):
        return False
    match = _GOES_ON.match(text)
    return match is not None and match.group()[-1].islower()


def _is_wrapped(lines: list[Line]) -> bool:
    """Text set to a fixed width: no line is longer, and most that another follows come close to it."""
    followed = [a.text for a, b in itertools.pairwise(lines) if b.glued]
    if len(followed) < 4 or max(len(line.text) for line in lines) > _WRAP_MAX:
        return False
    full = sum(len(text) >= _WRAP_MIN for text in followed)
    ended = sum(ends_sentence(text) for text in followed)
    return full >= 0.8 * len(followed) and ended <= 0.4 * len(followed)
