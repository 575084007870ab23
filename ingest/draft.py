"""What a file holds before it is an article: the same values for every format."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

from vectorstore.sentences import split
from vectorstore.text import nfc
from vectorstore.types import OURSELVES, Article, Basis, Caption, Kind, Language, PublishedHow

from .dates import told_days
from .decode import LOST, LOST_LETTERS
from .errors import Rejected
from .language import language_of
from .legacy import REMEDY, old_font
from .published import publication_day
from .publishers import Publishers
from .walls import is_wall

# A title made from a lead ends at a word border before this many characters.
_MADE_TITLE_MAX = 110
# Fewer letters than this hold no sentence.
_TEXT_MIN_LETTERS = 20
# So much of a text tells its encoding. Characters.
_FONT_LOOKED_AT = 5000


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything a reader of one format found; what it did not find is empty."""

    paragraphs: tuple[str, ...]
    title: str = ""
    outlet: str = ""  # a name or a host
    author: str | None = None
    url: str | None = None
    stated: str | None = None  # the page's date line
    published: str | None = None  # ISO date, from the record that came with the text
    updated: str | None = None
    published_how: PublishedHow = "metadata"  # of `published`
    language: Language | None = None
    kind: Kind = "news"
    based_on: tuple[Basis, ...] = ()  # of a brief
    captions: tuple[Caption, ...] = ()
    day_first: bool | None = None  # 10/7/2025 is in July; None: in Vietnamese text it is
    converted: str = ""  # the encoding of before Unicode that its letters were in


def to_article(draft: Draft, source: str, origin: str, today: date, outlets: Publishers) -> Article:
    """Fill in what can be known; the id, group and time of adding are still empty.

    Raises `Rejected` when there is no text, a letter of its title is lost, a record's date is not to be believed, or
    a brief does not say what it is based on.
    """
    voiced(draft)
    text = nfc("\n\n".join(draft.paragraphs))
    if sum(c.isalpha() for c in text[:2000]) < _TEXT_MIN_LETTERS:
        raise Rejected("there is no text of an article in it")
    if LOST in f"{draft.title}{draft.author}{draft.outlet}{text}":
        raise Rejected(LOST_LETTERS)
    if font := old_font(text[:_FONT_LOOKED_AT]):
        raise Rejected(f"its letters are those of an old font ({font}); {REMEDY}")
    if is_wall(text):
        raise Rejected("it is the site's message to its visitor, not an article; save the article's own page")
    language = draft.language or language_of(text)
    published, how = _published(draft, today, language)
    return Article(
        id="",
        title=nfc(" ".join(draft.title.split())) or made_title(draft.paragraphs[0]),
        source=source,
        language=language,
        text=text,
        publisher=_publisher(draft, outlets),
        author=nfc(draft.author) if draft.author else None,
        url=draft.url,
        published=published,
        published_how=how,
        updated=_updated(draft, today),
        kind=draft.kind,
        voice="brief" if draft.kind == "brief" else "source",
        based_on=tuple(replace(b, publisher=outlets.of_name(b.publisher)) for b in draft.based_on),
        captions=draft.captions,
        origin=origin,
    )


def voiced(draft: Draft) -> None:
    """Raises `Rejected` when it is not clear whose words *draft* holds."""
    if draft.kind != "brief":
        if draft.based_on:
            raise Rejected("`based_on` belongs to a brief; write `kind: brief`, or leave it out")
        return
    if not draft.based_on:
        raise Rejected(
            "a brief must say what it is based on: give `based_on`, or `kind: news` when it is a quote"
        )
    if draft.url or draft.author:
        raise Rejected("a brief is in our own words: write its source's `url` and `author` under `based_on`")
    if draft.outlet in {b.publisher for b in draft.based_on}:
        raise Rejected(f"`publisher: {draft.outlet}` did not write this brief; leave `publisher` out")


def _publisher(draft: Draft, outlets: Publishers) -> str:
    if draft.kind == "brief":
        return draft.outlet or OURSELVES
    return outlets.of_name(nfc(draft.outlet)) if draft.outlet else outlets.of_url(draft.url)


def _published(draft: Draft, today: date, language: Language) -> tuple[str | None, PublishedHow]:
    if draft.published and draft.published <= today.isoformat():
        return draft.published, draft.published_how
    if language not in get_args(Language):  # dates in the text of other languages are not read
        return None, "unknown"
    day_first = language == "vi" if draft.day_first is None else draft.day_first
    return publication_day(draft.stated, list(draft.paragraphs), today, day_first=day_first)


def _updated(draft: Draft, today: date) -> str | None:
    """The day of the last change, from the record or the page's date line."""
    told = told_days(draft.stated)[1] if draft.stated and not draft.updated else None
    day = draft.updated or (told.isoformat() if told else None)
    return day if day and day <= today.isoformat() else None


def made_title(lead: str) -> str:
    """The lead's first sentence, shortened at a word border."""
    first = split(lead)[0]
    sentence = lead[first.start : first.end].rstrip(".")
    if len(sentence) <= _MADE_TITLE_MAX:
        return sentence
    return sentence[:_MADE_TITLE_MAX].rsplit(" ", 1)[0].rstrip(",;:-– ") + "…"
