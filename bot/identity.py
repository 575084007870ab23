"""Questions of who somebody is and what letters stand for; sentences that say so in passing.

News tells a role before the name ("Thứ trưởng Ngoại giao Nguyễn Minh Vũ"), and what letters stand for before
brackets around them ("Tổ chức Y tế Thế giới (WHO)"). Neither looks like the question, so both are looked for.
"""

from __future__ import annotations

import functools
import re

from vectorstore.query import Query
from vectorstore.text import UPPER, fold

from .names import Name
from .views import View

_RANK = r"(?:dai|thuong|trung|thieu) (?:tuong|ta|uy)|(?:lieutenant |major |brigadier )?general|colonel"
_OFFICE = (
    r"(?:pho )?(?:chu tich|thu tuong|bo truong|thu truong|tong thu ky|tong bi thu|bi thu|tong thong|giam doc|dai su"
    r"|cuc truong|vu truong|vien truong|truong (?:tieu )?ban|truong doan|phat ngon vien|giao su|tien si|hieu truong|thong doc)"
    r"|(?:deputy |vice |prime |foreign )*(?:president|minister|secretary-general|secretary|ambassador|director|chair(?:man|woman)?"
    r"|spokes(?:man|woman|person)|governor|professor|head)"
)
_ASKS_RANK = re.compile(r"\b(?:cap bac|cap ham|quan ham|ham gi)\b|\bwhat (?:\w+ ){0,8}rank\b")
_ASKS_OFFICE = re.compile(
    r"\b(?:chuc vu|chuc danh|giu chuc|lam chuc|chuc gi)\b|\bwhat (?:\w+ ){0,8}(?:position|title|post|office)\b"
)
# "X là ai", "who is X", of X alone: "who is meeting X" asks for somebody else.
_ASKS_WHO = re.compile(
    r"^(?:xin hoi |cho hoi )?(?P<before>.+?) la ai(?: vay| the| a| nhi)?\W*$|^who(?: is|'s| was) (?P<behind>.+?)\W*$"
)
_SOME_OFFICE = rf"\b({_RANK}|{_OFFICE})\b(?: (?:of|of the|cua))?(?: (\w++))?"
# "Ai là giám đốc ...", "who is the director of ..."; "giám đốc ... là ai", "giám đốc nào".
_ASKED_OFFICE = (
    re.compile(
        rf"\b(?:ai (?:dang )?(?:la|lam|giu chuc)|who(?: is|'s| was)(?: the)?) (?:\w+ ){{0,2}}?{_SOME_OFFICE}"
    ),
    re.compile(rf"^(?:xin hoi |cho hoi )?{_SOME_OFFICE}.*\b(?:la ai|ten (?:la )?gi)\b"),
    re.compile(rf"\b({_RANK}|{_OFFICE})(?: \w+)? (nao)\b"),
)
# What follows an office and does not say of what it is.
_NOT_OF = frozenset(
    (None, *"la ten nao ai gi da se co duoc vi thi o tai is was did does who and that to in at".split())
)
_PERSON = re.compile(rf"(?<!\w)[{UPPER}][\wÀ-ỹ]+(?:\s+[{UPPER}][\wÀ-ỹ]+)+")
# Typed in lower case, a name stands before what is asked of it.
_BEFORE = re.compile(r"^(.+?) (?:dang |hien )?(?:la ai|giu chuc|lam chuc|co chuc|chuc vu|cap bac|quan ham)\b")
_ADDRESS = frozenset(("ong", "ba", "dong", "chi", "anh", "co", "mr", "mrs", "ms", "dr"))
_STANDS_FOR = re.compile(
    r"\bviet tat\b|\bstands? for\b|\bshort for\b|\babbreviat|\bacronym\b|^\W*+[\w/-]+ (?:la|nghia la) (?:cai )?gi\W*$"
)
_LETTERS = re.compile(r"\b[A-ZĐ][A-ZĐ/-]*[A-ZĐ]\b")


def says_who(query: Query, view: View) -> int:
    """How many words of somebody's office or rank the sentence says before the name, when the question asks for it."""
    sought = _sought(query)
    told = sought.search(fold(view.text).lower()) if sought else None
    return len(told.group("office").split()) if told else 0


@functools.lru_cache(maxsize=256)
def _sought(query: Query) -> re.Pattern[str] | None:
    """The office or rank asked for and the name behind it, folded; None when the question asks for neither."""
    asked, name = fold(query.text).lower(), _person_in(query)
    if not name:
        return None
    who = _ASKS_WHO.search(asked)
    if _ASKS_RANK.search(asked):
        office = _RANK
    elif _ASKS_OFFICE.search(asked) or (who and _is_only(who["before"] or who["behind"], name)):
        office = rf"{_RANK}|{_OFFICE}"
    else:
        return None
    return re.compile(rf"\b(?P<office>(?:{office})\b(?: [\w-]+){{0,5}}?) {re.escape(' '.join(name))}\b")


def _is_only(said: str, name: Name) -> bool:
    """Whether *said* is the name with nothing but an office or a form of address before it."""
    before, _, behind = said.partition(" ".join(name))
    words = re.sub(rf"\b(?:{_RANK}|{_OFFICE})\b", " ", before).split()
    return not behind.strip() and set(words) <= _ADDRESS


def office_missing(query: Query, view: View) -> bool:
    """Whether somebody is asked for by an office ("the minister of finance") that the sentence does not have."""
    said = fold(query.text).lower()
    asked = next((found for pattern in _ASKED_OFFICE if (found := pattern.search(said))), None)
    if asked is None:
        return False
    office, of_what = asked.groups()
    near = "" if of_what in _NOT_OF else rf"(?:\W+\w+){{0,3}}?\W+{of_what}\b"
    return not re.search(rf"\b{office}\b{near}", fold(view.text).lower())


def _person_in(query: Query) -> Name | None:
    """The words of whom it is about, without an office or a form of address."""
    if query.marked:
        found = _PERSON.findall(query.text)
        said = found[-1] if found else ""
    else:
        before = _BEFORE.search(fold(query.text).lower())
        said = before.group(1) if before else ""
    words = re.sub(rf"^(?:{_RANK}|{_OFFICE})\s", "", fold(said).lower()).split()
    while words and words[0] in _ADDRESS:
        words = words[1:]
    return tuple(words) if len(words) > 1 else None


def writes_out(query: Query, view: View) -> bool:
    """Whether the question asks what letters stand for and the sentence has them in brackets behind the name."""
    return any(letters in view.text for letters in _bracketed(query))


@functools.lru_cache(maxsize=256)
def _bracketed(query: Query) -> tuple[str, ...]:
    if not _STANDS_FOR.search(fold(query.question).lower()):
        return ()
    return tuple(f"({letters})" for letters in _LETTERS.findall(query.question))
