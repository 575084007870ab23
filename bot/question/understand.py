"""One question from what was typed: its parts, and of each part all that later steps need to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.question import lexicon
from bot.question.acts import TREATY_ACTS
from bot.question.anatomy import Anatomy, anatomy
from bot.question.narrowing import narrowed, without
from bot.question.numbers import numbers
from bot.question.parts import background, parts
from bot.question.spoken import is_foreign, language_in
from bot.question.thread import Followed, followed
from bot.question.times import ASKED_AHEAD_DAYS, relative
from bot.question.utterance import plain
from bot.question.value import NO_THREAD, Act, Part, Question, Thread, Turn
from vectorstore.aliases import names_pattern
from vectorstore.index import Index
from vectorstore.query import Query
from vectorstore.types import Filters, Language


def understand(
    typed: str,
    index: Index,
    *,
    thread: Thread = NO_THREAD,
    filters: Filters | None = None,
    today: date | None = None,
) -> Question:
    """What *typed* asks, read in its *thread*; never raises, and the same arguments give the same value.

    *filters* are the caller's, and what he set is kept; *today* (the newest article's day, when nobody says it)
    is what "hôm nay" means.
    """
    text = plain(typed)
    foreign = is_foreign(text)
    language: Language = "en" if foreign else language_in(text, thread)
    newest = index.manifest.newest
    near = date.fromisoformat((filters and filters.as_of) or newest or date.today().isoformat())
    alone = _standing_alone(text, language, thread)
    found = tuple(_part(f.text, language, index, filters or Filters(), near, today) for f in alone)
    asked_as = " ".join(part.text for part in found)
    leaning = [f for f in alone if f.cited_before or f.within]
    return Question(
        typed=typed,
        parts=found,
        language=language,
        asked_as=asked_as if _differs(asked_as, text) else None,
        foreign=foreign,
        within=tuple(dict.fromkeys(i for f in leaning for i in f.within)),
        cited_before=tuple(dict.fromkeys(i for f in leaning for i in f.cited_before)),
    )


def _standing_alone(text: str, language: Language, thread: Thread) -> list[Followed]:
    """Each question of *text*, as it would be asked by itself."""
    # A follow-up is made whole before it is parted: "and who signed, and when?" leans as a whole.
    whole = followed(text, language, thread)
    context: list[Turn] = [Turn(s) for s in background(whole.text, language)]
    found: list[Followed] = []
    for piece in parts(whole.text, language):
        before = (*context, *(Turn(f.text, asked_as=f.text) for f in found))
        each = followed(piece, language, before, beside=bool(found))
        found.append(replace(whole, text=each.text))
    return found


def _differs(one: str, two: str) -> bool:
    bare = [" ".join(c if c.isalnum() else " " for c in t.lower().split()) for t in (one, two)]
    return bare[0].replace(" ", "") != bare[1].replace(" ", "")


def _part(
    text: str, language: Language, index: Index, filters: Filters, near: date, today: date | None
) -> Part:
    text = _sentence(text)
    a = anatomy(text, language)
    own = narrowed(a.said, filters, near, index.publishers, closed=a.shape == "yesno")
    rest = without(a.said, own.used)
    query = index.understand(rest)
    days = [day for time in own.times for day in time.days(near, ASKED_AHEAD_DAYS)] + list(
        relative(a.said, today or near)
    )
    years = [time.year for time in own.times if time.year and not time.day]
    return Part(
        text=text,
        query=replace(query, question=text),
        shape=a.shape,
        kinds=a.kinds,
        act=_act(a, query),
        counted=a.counted.words if a.counted else (),
        countries=tuple(dict.fromkeys(c.code for c in a.countries)),
        names=tuple(dict.fromkeys(n.text for n in a.names if not _is_outlet(n.text, own.filters))),
        numbers=_numbers(a),
        provisions=tuple(dict.fromkeys(p.provision for p in a.provisions)),
        days=tuple(dict.fromkeys(days)),
        years=tuple(dict.fromkeys(years)),
        filters=own.filters,
        now=lexicon.phrases("now", language).first(a.said) is not None,
        future=lexicon.phrases("future", language).first(a.said) is not None,
        asks=a.asks,
        convention=speaks_of_convention(a),
    )


def _act(a: Anatomy, query: Query) -> Act | None:
    """Of a question typed without marks the act that its words have with their marks: "ha noi" says ("nói") nothing."""
    if a.language != "vi" or query.marked:
        return a.act
    marked = anatomy(query.text, a.language)
    return a.act if a.act in {f.value for f in marked.acts} else marked.act or a.act


def _sentence(text: str) -> str:
    """With its mark at the end and a capital at the beginning when it has capitals at all."""
    text = text.strip(" ,;")
    if text and text[-1] not in "?.!…":
        text += "?"
    return text


def _is_outlet(name: str, filters: Filters) -> bool:
    return bool(filters.publisher) and name.lower() in (filters.publisher or "").lower()


def _numbers(a: Anatomy) -> tuple[str, ...]:
    """Numbers that are neither a provision's nor a day's."""
    taken = {n for p in a.provisions for n in range(p.first, p.last)}
    taken |= {n for t in a.times for n in range(t.first, t.last)}
    free = (n for n in numbers(a.said) if n.first not in taken)
    return tuple(dict.fromkeys(n.canonical for n in free))


def speaks_of_convention(a: Anatomy) -> bool:
    """Whether the question speaks of the Convention, of its acts, articles or events, or of what it is about."""
    return bool(
        names_pattern().search(a.text)
        or a.provisions
        or a.convention
        or (a.act in TREATY_ACTS and (a.countries or a.counted or not a.names))
        or (a.events and not a.names)
    )


def turns_of(history: Sequence[str | Turn]) -> Thread:
    """A history of questions, of turns, or of both, as a thread."""
    return tuple(Turn(h) if isinstance(h, str) else h for h in history)
