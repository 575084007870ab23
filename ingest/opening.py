"""The top of a page: title, date line, byline and dateline, down to the first paragraph."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from vectorstore.text import UPPER

from .dates import date_line
from .lines import Line
from .publishers import publishers
from .shapes import (
    TITLE_MAX,
    author_in,
    ends_sentence,
    hosts_in,
    is_credited,
    is_follow,
    is_furniture,
    is_menu,
    repeats,
)

# "date 2025-10-07 " before the first words: how some collectors write what the page's record said.
_DATE_PREFIX = re.compile(r"^date:?\s+(\d{4}-\d{2}-\d{2})\b\s*")
# "(Name) - ", "PLACE (NAME) - ", "HANOI, Oct. 25 (Name) -- " before the lead's first words.
_DATELINE = re.compile(
    r"^(?P<place>[^\W\d_][^()\n]{0,40}?\s)?\(\s{0,3}(?P<name>[^()\s][^()\n]{1,39}?)\s{0,3}\)\s*[-–—]{1,2}\s*(?=[\"“‘'\[]?[^\W_])"
)
# "TTO - ", "NAME.vn - ": capitals or a site's name.
_DATELINE_BARE = re.compile(
    rf"^(?P<name>[A-ZĐ]{{2,8}}|[A-Za-z0-9]+\.(?:vn|VN|com|net|org|COM))\s*[-–—]{{1,2}}\s+(?=[\"“]?[{UPPER}])"
)
# Titles that end in a full stop are shorter; what is longer is a lead. Characters.
_STOPPED_TITLE_MAX = 110
# How far down a page names itself, its writer and its date before the text begins. Lines.
_TOP_LINES = 12
# "Xã hội", "Business": names of sections are shorter than headlines. Characters.
_RUBRIC_MAX = 20
# So many short lines below a title are a list, and so many with a figure each. Lines.
_LIST_MIN, _COUNTED_MIN = 4, 3
# Where a date stands below the lead: after the byline and a button. Lines.
_BELOW_LEAD = 5


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands above the body, and everything from the first paragraph on."""

    title: str
    author: str | None
    stated: str | None
    outlet: str
    rest: list[Line]


def read_opening(lines: list[Line], title: str = "") -> Opening:
    """Read the top of a page; *title* is the known title, "" to look for it."""
    lines, stated = _take_date_prefix(lines)
    at, author, outlet = 0, None, ""
    while at < min(len(lines) - 1, _TOP_LINES):
        text = lines[at].text
        if lines[at].is_time:
            break
        if is_follow(text):
            outlet = outlet or next(iter(hosts_in(text)), "")
        elif date_line(text):
            stated = stated or text
        elif repeats(text, title) or is_furniture(text) or _is_rubric(lines, at, title):
            pass
        elif not title and not _dateline(text) and _can_be_title(text):
            title = text
        elif title and _opens_list(lines, at):
            break
        elif title and is_menu(text) and not _dateline(text):
            author = author or author_in(text)
        else:
            break
        at += 1
    rest, below = _below_lead(lines[at:])
    stated = stated or below
    outlet = outlet or _followed(rest)
    lead, name = strip_dateline(rest)
    return Opening(title, author, stated, name or outlet, lead)


def _is_rubric(lines: list[Line], at: int, title: str) -> bool:
    """A section's name above the title: two or three words, and the title below it."""
    text, following = lines[at].text, lines[at + 1].text
    below = len(following) > _RUBRIC_MAX and not following.endswith(".") and _can_be_title(following)
    return not title and len(text) <= _RUBRIC_MAX and below


def _opens_list(lines: list[Line], at: int) -> bool:
    """Whether a list of the article stands below its title: more short lines than a byline and a rubric, or figures."""
    run = list(itertools.takewhile(_is_item, (line.text for line in lines[at:])))
    counted = all(any(c.isdigit() for c in text) for text in run)
    return len(run) >= (_COUNTED_MIN if counted else _LIST_MIN)


def _is_item(text: str) -> bool:
    return is_menu(text) and not (
        is_furniture(text) or date_line(text) or is_credited(text) or _dateline(text)
    )


def _below_lead(rest: list[Line]) -> tuple[list[Line], str | None]:
    """Take a date line and what stands beside it out from between the lead and the text."""
    beside = rest[1:_BELOW_LEAD]
    dated = next((n for n, line in enumerate(beside) if date_line(line.text)), None)
    if dated is None:
        return rest, None
    kept = [line for n, line in enumerate(beside) if not _is_top(line.text, near=n <= dated + 1)]
    return [*rest[:1], *kept, *rest[_BELOW_LEAD:]], beside[dated].text


def _is_top(text: str, near: bool) -> bool:
    """Belongs to the top of the page: a button, or beside the date a name or a rubric."""
    return is_furniture(text) or (near and is_menu(text) and not is_credited(text))


def _take_date_prefix(lines: list[Line]) -> tuple[list[Line], str | None]:
    match = _DATE_PREFIX.match(lines[0].text) if lines else None
    if not match:
        return lines, None
    first = lines[0].text[match.end() :]
    return ([replace(lines[0], text=first)] if first else []) + lines[1:], match.group(1)


def _can_be_title(text: str) -> bool:
    if ends_sentence(text) and text.endswith((".", ";", ":")):
        return len(text) <= _STOPPED_TITLE_MAX and text.endswith(".") and ". " not in text
    return len(text) <= TITLE_MAX


def _followed(lines: list[Line]) -> str:
    """The host of a line that asks to be followed, anywhere on the page."""
    return next((host for line in lines if is_follow(line.text) for host in hosts_in(line.text)), "")


def _dateline(text: str) -> re.Match[str] | None:
    match = _DATELINE_BARE.match(text)
    # "ASEAN - China" begins so too: only a known outlet or a site's name counts.
    if match and ("." in match.group("name") or publishers().knows(match.group("name"))):
        return match
    match = _DATELINE.match(text)
    # "The Ministry (MPS) - which ..." begins so too: before the brackets stands a place, or an outlet in them.
    if match and match.group("place") and not publishers().knows(match.group("name")):
        return match if match.group("place").split(",")[0].strip().isupper() else None
    return match


def strip_dateline(lines: list[Line]) -> tuple[list[Line], str]:
    """The lines without the outlet's name before the first words, and that name."""
    for at, line in enumerate(lines[:3]):
        match = _dateline(line.text)
        if match and len(line.text) > match.end():
            stripped = replace(line, text=line.text[match.end() :])
            return [*lines[:at], stripped, *lines[at + 1 :]], match.group("name")
    return lines, ""
