"""Follow-ups that lean on the question before as a whole: "when was that?", "and when it comes from abroad?", "the result?"."""

from __future__ import annotations

from bot.question import lexicon
from bot.question.anatomy import Anatomy, anatomy
from bot.question.antecedents import Antecedents
from bot.question.listed import BY_STATES, done_by, items
from bot.question.pointing import pointed
from bot.question.swapping import inherited, ranks, subject
from bot.question.value import Thread

# What may be asked of an event by "that" alone.
_OF_EVENT = frozenset(("date", "place", "provision", "duration"))
# Behind "when" these make a question of it; anything else makes it a condition.
_VERBS = frozenset("did does do is are was were has have had will can could would should must s".split())
_CONDITIONS = frozenset(("when", "if", "where", "unless"))
# Words that stand against one another.
_OPPOSED = (("for", "against"), ("with", "without"), ("before", "after"))
_MARKS = ("-", "–", "—", ":")


def on_the_whole(a: Anatomy, thread: Thread, last: Anatomy) -> str | None:
    """*a* made whole by the question before; None when it leans on no whole."""
    return (
        _reported(a, last)
        or _that(a, thread, last)
        or _condition(a, last)
        or _noun_of(a, last)
        or _ones(a, last)
        or _opposed(a, last)
    )


def under_topic(a: Anatomy, longest: int) -> str | None:
    """ "Russia - have they ratified?": the question behind a dash, a colon or a comma, with what stands before it meant.

    *longest*: more words are no topic.
    """
    for n in range(min(longest, len(a.said.words) - 2)):
        mark = a.said.gap(n).strip()
        if mark not in (*_MARKS, ","):
            continue
        topic = anatomy(a.piece((0, n + 1)), a.language)
        asked = anatomy(a.piece((n + 1, len(a.said.words))), a.language)
        if topic.asks or not asked.asks or asked.countries or asked.names:
            return None
        meant = pointed(asked, Antecedents.named(topic.text), topic)
        if meant and topic.text in meant.text:
            return meant.text
        if mark == "," and asked.content():
            return None
        return f"{topic.text}: {asked.text}" if mark != "," else f"{asked.text.rstrip(' ?')} — {topic.text}?"
    return None


def _that(a: Anatomy, thread: Thread, last: Anatomy) -> str | None:
    """ "When was that?" of what was done; of the first to do it, when he did it."""
    pointers = [f for f in lexicon.found_apart("pointers", a.said) if f.value == "thing"]
    if not pointers or a.content() or not a.kinds & _OF_EVENT or a.act or last.act is None:
        return None
    asking = a.piece((a.asking[0].first, a.asking[-1].last))
    told = items(thread[-1:])
    if ranks(last) and told and last.act in BY_STATES and "date" in a.kinds:
        return done_by(told[0], last, asking)
    if ranks(last):
        return f"{asking} — {subject(last)}?"
    return inherited(anatomy(asking, a.language), last)


def _reported(a: Anatomy, last: Anatomy) -> str | None:
    """ "Which paper reported it?": who told what was asked before."""
    found = lexicon.phrases("reporting", a.language).first(a.said)
    if found is None or not a.asks or a.names or a.countries or "provision" in a.kinds:
        return None
    asking = {n for f in a.asking for n in range(f.first, f.last)}
    if set(a.content()) - set(range(found.first, found.last)) - asking:
        return None
    return f"{a.text.rstrip(' ?')} — {subject(last)}?"


def _condition(a: Anatomy, last: Anatomy) -> str | None:
    """ "And when the request comes from abroad?": the same in that case."""
    words = [w.word for w in a.said.words[:3]]
    if a.language != "en" or len(words) < 3 or words[0] not in _CONDITIONS or _VERBS & set(words[1:2]):
        return None
    if lexicon.found_apart("pointers", a.said):
        return None  # "if they miss that date?": what it points at says more
    return f"{last.text.rstrip(' ?')} {a.text.rstrip(' ?')}?"


def _noun_of(a: Anatomy, last: Anatomy) -> str | None:
    """ "Kết quả ra sao?", "And the outcome?": a noun that is always something's, of what was asked."""
    found = lexicon.phrases("relational", a.language).first(a.said)
    if found is None or set(a.content()) - set(range(found.first, found.last)) or a.names or a.countries:
        return None
    return f"{a.text.rstrip(' ?')} — {subject(last)}?"


def _ones(a: Anatomy, last: Anatomy) -> str | None:
    """ "Which ones ...?", "the extradition one": what was spoken of, by its noun."""
    if a.language != "en":
        return None
    words = a.said.words
    at = next((n for n, w in enumerate(words) if n and w.word in ("one", "ones")), None)
    noun = _noun(last, plural=at is not None and words[at].word == "ones") if at else None
    if at is None or noun is None or words[at - 1].word in _CHOOSING - {"which"}:
        return None
    which = words[at - 1].word == "which"
    if which and noun not in _NOUNS:
        return None  # "which one is older?" weighs two things against each other
    if which != bool(at + 1 < len(words)) or (which and not set(a.content()) - {at}):
        return None
    start, end = a.said.place(at, at + 1)
    text = f"{a.text[:start]}{noun}{a.text[end:]}"
    if which:
        return text
    named = lexicon.phrases("instruments", last.language).first(last.said)
    return _with_other(a, text, last, named.last) if named else None


# Before "one" these choose by place or point at a person.
_CHOOSING = frozenset(
    "which this that the first second third last other another no any every each next".split()
)


_NOUNS = frozenset(("article", "articles", "country", "countries"))


def _noun(last: Anatomy, *, plural: bool) -> str | None:
    if last.provisions or "provision" in last.kinds:
        return "articles" if plural else "article"
    if last.act in BY_STATES and (last.countries or last.counted or last.regions or "place" in last.kinds):
        return "countries" if plural else "country"
    named = lexicon.phrases("instruments", last.language).first(last.said)
    return last.piece((named.first, named.last)) if named else None


def _with_other(a: Anatomy, text: str, last: Anatomy, end: int) -> str:
    """ "the extradition law" for "the Cybersecurity Law" in the question before."""
    words = last.said.words
    first = end - 1
    while first and (words[first - 1].capital or words[first - 1].word == "the"):
        first -= 1
    new = anatomy(text, a.language)
    skip = 1 if new.said.words[0].word in ("for", "of", "in", "on", "about") else 0
    start, stop = last.said.place(first, end)
    return f"{last.text[:start]}{new.piece((skip, len(new.said.words)))}{last.text[stop:]}"


def _opposed(a: Anatomy, last: Anatomy) -> str | None:
    """ "And against?" behind "voted for ...": the other side."""
    words = [w.word for w in a.said.words]
    for pair in _OPPOSED if len(words) == 1 else ():
        other = next((w for w in pair if w != words[0]), None)
        at = next((n for n, w in enumerate(last.said.words) if w.word == other), None)
        if words[0] in pair and at is not None:
            start, end = last.said.place(at, at + 1)
            return f"{last.text[:start]}{words[0]}{last.text[end:]}"
    return None
