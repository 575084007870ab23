"""A question, understood: its parts, and of each part the act, the entities, the time and the shape it asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from vectorstore.query import Query
from vectorstore.types import Filters, Language

# What somebody or something is asked to have done; acts are never exchanged for one another.
Act = Literal[
    "sign", "ratify", "accept", "accede", "adopt", "attend", "enter_into_force", "open", "host", "chair",
    "represent", "say", "criticise", "propose", "plan", "deny", "deposit", "vote", "cost", "arrest",
]  # fmt: skip

# What kind of thing answers; several when the question leaves it open.
Kind = Literal["number", "date", "person", "place", "duration", "money", "organisation", "provision", "text"]

# What the answer looks like.
Shape = Literal[
    "fact", "yesno", "list", "comparison", "timeline", "reason", "manner", "definition", "summary", "speech",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Provision:
    """A numbered part of the Convention."""

    level: Literal["article", "chapter"]
    number: int
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked. Everything that later steps need to know of it is here."""

    text: str  # a question that stands alone, in the words and script it was asked
    query: Query  # what is searched: marks restored, abbreviations written out
    shape: Shape = "fact"
    kinds: frozenset[Kind] = frozenset()
    act: Act | None = None
    counted: tuple[
        str, ...
    ] = ()  # folded words of the thing counted ("nuoc", "delegates"); () when nothing is
    countries: tuple[str, ...] = ()  # territory codes (ISO 3166 alpha-2, as Babel's) that it names
    names: tuple[str, ...] = ()  # persons, bodies and titles that it names, as written
    numbers: tuple[str, ...] = ()  # other numbers it holds, canonical ("2500")
    provisions: tuple[Provision, ...] = ()
    days: tuple[date, ...] = ()  # days it names, other than an "as of"
    years: tuple[int, ...] = ()
    filters: Filters = field(default_factory=Filters)  # with the "as of" and the outlet that it names
    now: bool = False  # asks for the present state: "so far", "hiện nay", "latest"
    future: bool = False  # asks for what is still to come
    asks: bool = (
        True  # False: it tells of something ("somebody shares pictures of me") and asks nothing of it
    )
    convention: bool = False  # speaks of the Convention, its acts, articles, events or people

    @property
    def language(self) -> Language:
        """The language it was asked in."""
        return self.query.language


@dataclass(frozen=True, slots=True)
class Quoted:
    """What an earlier answer quoted."""

    article_id: str
    quote: str
    title: str = ""
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier turn: what was asked, and what was answered when that is known."""

    question: str
    asked_as: str | None = None  # the stand-alone form it was answered as
    short: str | None = None  # the lead
    text: str = ""
    found: bool = False
    quotes: tuple[Quoted, ...] = ()


Thread = tuple[Turn, ...]  # oldest first
NO_THREAD: Thread = ()


# What may be done with the last answer instead of asking something.
Do = Literal["shorter", "simpler", "more", "sources", "translate", "summarise", "earlier_question"]


@dataclass(frozen=True, slots=True)
class Action:
    """Something to be done with an earlier answer."""

    do: Do
    language: Language  # the words of what is said now
    into: Language | None = None  # of a translation
    turn: int | None = None  # 0-based, the turn asked about ("my first question"); None for the last
    whole: bool = False  # of a summary: the conversation, not the last answer


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, and what it asks."""

    typed: str
    parts: tuple[Part, ...]  # one or more
    language: Language  # the words of the answer
    asked_as: str | None = None  # told to the visitor when it differs from what was typed
    foreign: bool = False  # asked in neither language: answered in English with a note
    within: tuple[str, ...] = ()  # ids of articles that the question points at ("that article"); () for all
    cited_before: tuple[str, ...] = ()  # ids of articles that the turn leaned on cited
