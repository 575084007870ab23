"""The top of a page: title, date line, byline and dateline, down to the first paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from vectorstore.text import UPPER

from .dates import date_line
from .lines import Line
from .noise import bare
from .shapes import TITLE_MAX, author_in, ends_sentence, hosts_in, is_follow, is_furniture, is_menu

# "date 2025-10-07 " before the first words: how some collectors write what the page's record said.
_DATE_PREFIX = re.compile(r"^date:?\s+(\d{4}-\d{2}-\d{2})\b\s*")
# "(Name) - ", "PLACE (NAME) - ", "HANOI, Oct. 25 (Name) -- " before the lead's first words.
_DATELINE = re.compile(
    r"^(?:[^\W\d_][^()\n]{0,40}?\s)?\(\s*(?P<name>[^()\n]{2,40}?)\s*\)\s*[-–—]{1,2}\s*(?=[\"“‘'\[]?[^\W_])"
)
# "TTO - ", "NAME.vn - ": capitals or a site's name.
_DATELINE_BARE = re.compile(
    rf"^(?P<name>[A-ZĐ]{{2,8}}|[A-Za-z0-9]+\.(?:vn|com|net|org))\s*[-–—]{1, 2}\s+(?=[\"“]?[{UPPER}])"
)
# Titles that end in a full stop are shorter; what is longer is a lead. Characters.
_STOPPED_TITLE_MAX = 110
# How far down a page names itself, its writer and its date before the text begins. Lines.
_TOP_LINES = 12


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
        if is_follow(text):
            outlet = outlet or next(iter(hosts_in(text)), "")
        elif date_line(text):
            stated = stated or text
        elif (title and bare(text) == bare(title)) or is_furniture(text):
            pass
        elif not title and not _dateline(text) and _can_be_title(text):
            title = text
        elif title and is_menu(text) and not _dateline(text):
            author = author or author_in(text)
        else:
            break
        at += 1
    rest = lines[at:]
    outlet = outlet or _followed(rest)
    lead, name = _strip_dateline(rest)
    return Opening(title, author, stated, name or outlet, lead)


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
    return _DATELINE.match(text) or _DATELINE_BARE.match(text)


def _strip_dateline(lines: list[Line]) -> tuple[list[Line], str]:
    """The lines without the outlet's name before the first words, and that name."""
    for at, line in enumerate(lines[:3]):
        match = _dateline(line.text)
        if match and len(line.text) > match.end():
            stripped = replace(line, text=line.text[match.end() :])
            return [*lines[:at], stripped, *lines[at + 1 :]], match.group("name")
    return lines, ""
