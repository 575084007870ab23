"""Tell Vietnamese, with or without its marks, from English: short texts, two languages, no model."""

from __future__ import annotations

from .text import fold, is_marked, tokens
from .types import Language

# The most frequent words of each language that the other does not have (marks removed).
_ENGLISH = frozenset(
    """the of what who whom whose when where how why which did does do was were is are has have had many much to
    for and by in on at from with about it its be been will would can could there their that this not or as than
    tell me give name list explain describe compare between during before after country countries signed
    """.split()
)
_VIETNAMESE = frozenset(
    """la cua bao nhieu nao ai gi nhung cac duoc trong khi nam ngay nguoi voi cho mot dau khong va da nuoc cong
    uoc co may vi sao tai thi con the ve tu den sau truoc hay ky le mo phe chuan quoc gia dieu lien hop hoi
    viet ha noi thu tuong chu tich dien ra o nhu hien nay neu
    """.split()
)


# A question that begins so is English whatever names it holds ("Who is Phạm Thế Tùng?").
_ASKS_IN_ENGLISH = frozenset(
    "who what when where why which how did does is are was were has have will tell compare list".split()
)


def language_of(text: str) -> Language:
    """The language of a question or a text; Vietnamese when nothing speaks for English."""
    first = text.split(maxsplit=2)[:2]
    # "Did Lương Tam Quang sign?": a name with marks behind an English verb makes nothing Vietnamese.
    if (
        first
        and first[0].lower() in _ASKS_IN_ENGLISH
        and not any(is_marked(w) and w.islower() for w in first)
    ):
        return "en"
    words = [fold(w) for w in tokens(text)]
    english = sum(w in _ENGLISH for w in words)
    vietnamese = sum(w in _VIETNAMESE for w in words)
    marked = sum(is_marked(w) for w in tokens(text))
    # A Vietnamese name inside an English question carries marks too: words of the language decide first.
    if marked * 3 > len(words) or (marked and vietnamese + marked > english):
        return "vi"
    return "en" if english > vietnamese else "vi" if vietnamese or marked else _by_letters(text)


def _by_letters(text: str) -> Language:
    """No word known: f, j, w and z, and clusters, are not Vietnamese."""
    lowered = text.lower()
    foreign = any(c in lowered for c in "fjwz") or any(
        c in lowered for c in ("st", "sh", "pr", "cl", "ck", "ll", "ss", "tion")
    )
    return "en" if foreign else "vi"
