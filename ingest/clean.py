"""A scraped page's lines -> title, body, captions and the byline, without the page's noise.

Only the form of lines decides: where they stand, what they repeat, how they end. Words are looked at
through the short lists in `data/noise.toml`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from vectorstore.types import Caption

from .draft import Draft
from .lines import Line, blanks_tell, lines_of
from .noise import plain
from .opening import Opening, read_opening
from .shapes import (
    CAPTION_MAX,
    author_in,
    ends_sentence,
    is_button,
    is_byline,
    is_credited,
    is_cut,
    is_furniture,
    is_image_name,
    is_tail_heading,
    is_title,
    repeats,
)
from .tail import body_of

# A paragraph that ends without a mark is longer than this; at the very end shorter ones are names and tags.
_LAST_MIN = 100
_LABEL_MAX = 40
# So many lines behind a colon are a list.
_LISTED_MIN = 2
# And so many that the text has not said.
_UNSAID_MIN = 3
# A sentence in brackets has so many words; a source has fewer.
_BRACKETED_MIN = 6
_DATELINE_MAX = 40
# Without blank lines a paragraph may stand right below a picture: only a short line counts as its caption.
_UNSPACED_MAX = 150
# Headlines that ran together into one line, glued below the lead, are longer than any sub-heading.
_RUN_MIN = 100

# "Reporting by A. Name in Place; Editing by B. Name", as agencies close.
_SIGN_OFF = re.compile(r"(?:additional )?(?:reporting|writing|editing) by [^.!?]{2,140}$", re.IGNORECASE)


@dataclass(slots=True)
class Cleaned:
    """What the lines of one page hold. `text` and `captions` are as in `Article`."""

    title: str = ""
    author: str | None = None
    stated: str | None = None  # the date line, as it stands
    outlet: str = ""  # the name in a dateline, or a host that asks to be followed
    paragraphs: list[str] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Paragraphs parted by one blank line."""
        return "\n\n".join(self.paragraphs)

    def draft(self) -> Draft:
        """As a file of whatever form holds it."""
        return Draft(
            paragraphs=tuple(self.paragraphs),
            title=self.title,
            outlet=self.outlet,
            author=self.author,
            stated=self.stated,
            captions=tuple(self.captions),
        )


def clean(text: str, title: str = "") -> Cleaned:
    """Part a page's text into what the article says and what its page adds.

    *title* is the known title; without one the first line is looked at.
    """
    lines = lines_of(text)
    opening = read_opening(lines, title)
    body = body_of(opening.rest)
    found = _walk(body, opening, blanks_tell(lines))
    _trim_end(found)
    if not found.paragraphs:
        found.paragraphs = [line.text for line in opening.rest if not is_furniture(line.text)]
    return found


def _walk(lines: list[Line], opening: Opening, spaced: bool) -> Cleaned:
    """Sort the lines of the body into paragraphs and captions."""
    found = Cleaned(opening.title, opening.author, opening.stated, opening.outlet)
    doubled = {a.text for a, b in itertools.pairwise(lines) if a.text == b.text}
    captions: dict[str, int] = {}  # text -> number of paragraphs before it
    below_picture = False
    for line in lines:
        text = line.text
        begun = bool(found.paragraphs)
        named = repeats(text, found.title) or is_furniture(text) or is_button(text)
        if line.is_time:
            found.paragraphs.append(text)
            below_picture = False
        elif text in captions:
            below_picture = False
        elif not named and _is_caption(line, text in doubled, below_picture and begun, spaced):
            captions[text] = len(found.paragraphs)
            below_picture = False
        elif named:
            below_picture = is_image_name(text) or repeats(text, found.title)
        else:
            below_picture = False
            if not _is_repeated(text, found.paragraphs) and not _is_noise(line, spaced, begun):
                found.paragraphs.append(text)
    found.captions = _placed(captions.items(), found.paragraphs)
    return found


def _is_repeated(text: str, paragraphs: list[str]) -> bool:
    """Whether the page has said it already, or says its lead again behind a dateline."""
    lead = paragraphs[0] if paragraphs else ""
    again = lead and text.endswith(lead) and len(text) - len(lead) <= _DATELINE_MAX
    return bool(again) or text in paragraphs


def _is_caption(line: Line, doubled: bool, below_picture: bool, spaced: bool) -> bool:
    if is_credited(line.text) or (doubled and len(line.text) <= CAPTION_MAX):
        return True
    return below_picture and line.glued and len(line.text) <= (CAPTION_MAX if spaced else _UNSPACED_MAX)


def _is_noise(line: Line, spaced: bool, begun: bool) -> bool:
    if is_cut(line.text) or is_tail_heading(line.text):
        return True
    return begun and spaced and line.glued and not ends_sentence(line.text) and len(line.text) > _RUN_MIN


def _placed(captions: Iterable[tuple[str, int]], paragraphs: list[str]) -> list[Caption]:
    starts = [0]
    for paragraph in paragraphs:
        starts.append(starts[-1] + len(paragraph) + 2)
    length = max(0, starts[-1] - 2)
    return [Caption(text, min(starts[before], length)) for text, before in captions]


def _trim_end(found: Cleaned) -> None:
    """Take bylines, tags and left-over titles off the end.

    The line right below the text names the author when it looks like a name and none of the others does:
    several in a row are tags.
    """
    taken: list[str] = []
    if _ends_in_list(found.paragraphs):
        return
    while len(found.paragraphs) > 1:
        last = found.paragraphs[-1]
        if author_in(last) is None and not _is_left_over(last):
            break
        taken.append(found.paragraphs.pop())
    names = [author_in(line) for line in taken]
    if taken and names[-1] and (is_byline(taken[-1]) or not any(names[:-1])):
        found.author = names[-1]
    at = len(found.text)
    found.captions = [Caption(c.text, min(c.at, at)) for c in found.captions]


def _ends_in_list(paragraphs: list[str]) -> bool:
    """Whether the short lines at the end are a list: one that a line with a colon announces ("Các nước đã ký:"), or
    several that the text has not said; tags are what it has said."""
    at = len(paragraphs)
    while at and is_title(paragraphs[at - 1]):
        at -= 1
    label, items = paragraphs[at - 1] if at else "", paragraphs[at:]
    if len(items) >= _LISTED_MIN and label.endswith(":") and not is_tail_heading(label):
        return True
    text = plain(" ".join(paragraphs[:at]))
    said = sum(plain(item) in text for item in items)
    short = all(len(item) <= _LABEL_MAX for item in items)
    return len(items) >= _UNSAID_MIN and short and 2 * said < len(items)


def _is_left_over(last: str) -> bool:
    """A tag line, a label, a title without its list, or a source in brackets."""
    if _SIGN_OFF.match(last):
        return True
    if len(last) > _LAST_MIN:
        return False
    sentence = last[-2:-1] in (".", "!", "?") and len(last.split()) >= _BRACKETED_MIN
    bracketed = last[0] in "([" and last[-1] in ")]" and not sentence
    quoted = last[-1] in '"”’»' and last[0] in '"“‘«'
    return bracketed or (last.endswith(":") and len(last) <= _LABEL_MAX) or (is_title(last) and not quoted)
