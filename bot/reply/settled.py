"""Yes or no by plain comparison: the number, the day, the place or the person that a question gives, against a sentence's own.

A sentence settles a question only when it tells of the same act and holds all that the question says beside that value,
so that it gives a value of the same quantity of the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.byline import told_on
from bot.question import lexicon
from bot.question.anatomy import Anatomy, anatomy
from bot.question.antecedents import other_instrument
from bot.question.located import Span, acts_in, clause, countries_in, provisions_in
from bot.question.times import Time
from bot.question.value import Part
from bot.reading.sides import denies
from bot.reading.value import Judged
from bot.reply import wording
from bot.reply.figures import asks_for_plan, is_part, is_planned
from bot.reply.lead import of_quantity, people
from bot.reply.nouns import same_thing
from bot.reply.whole_phrases import Quantity, dates, quantities
from vectorstore.aliases import names_pattern
from vectorstore.text import UPPER, fold, tokens
from vectorstore.types import Language

# So likely a sentence must be an answer for its value to count. Low, because the comparison itself proves that it speaks of
# the same thing: where the likeliest sentence holds two values ("71 is a mistake"), the one that settles was read at .2.
SETTLES_FROM = 0.1
# English endings that make another form of one word ("signed", "signs", "signing").
_ENDINGS = ("ing", "ed", "es", "s", "e")
# As many letters of a word remain at least.
_STEM = 4


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """What a sentence says to a question's value."""

    yes: bool
    judged: Judged
    fact: str | None = None  # what is so instead, in the question's language


def settled(part: Part, found: Sequence[Judged]) -> Settled | None:
    """What the sentences say, the likeliest first; None when none settles it, or two settle it otherwise."""
    asked = anatomy(part.text, part.language)
    for settle in _WAYS:
        told = [s for j in found if j.probability >= SETTLES_FROM and (s := settle(part, asked, j))]
        if told:
            return told[0] if len({s.yes for s in told}) == 1 else None
    return None


def _by_number(part: Part, asked: Anatomy, judged: Judged) -> Settled | None:
    """ "Does it have 71 articles?": the sentence's number of the same thing."""
    given = [q for q in quantities(part.text, part.language) if not q.percent and q.noun]
    if len(given) != 1 or len(part.numbers) > 1 or given[0].modifier == "about":
        return None  # "is it 68 or 71 articles?" asks which
    one = given[0]
    own = [q for q in quantities(judged.text, judged.article.language) if _may_count(one, q)]
    # "Some gave it 71 articles, but the text has 68": two values of one thing are not told apart here.
    if len({q.value for q in own}) != 1 or not _same_matter(part, asked, judged, one.span):
        return None
    told = next((q for q in own if q.noun), own[0])
    if not _counts_same(part, judged, one, told):
        return None
    if (yes := _compared(one, told)) is None:
        return None
    lead = None if yes and one.modifier == "firm" else of_quantity(part, judged, told)
    return Settled(yes, judged, lead.text[:1].lower() + lead.text[1:] if lead else None)


def _may_count(one: Quantity, told: Quantity) -> bool:
    return not told.percent and told.kind == "number" and (not told.noun or same_thing(one.noun, told.noun))


def _counts_same(part: Part, judged: Judged, one: Quantity, told: Quantity) -> bool:
    if not same_thing(one.noun, told.noun) or is_part(judged.text, told.span):
        return False
    said = clause(judged.text, told.span)
    language = judged.article.language
    acts = acts_in(said, language) or acts_in(judged.text, language)
    return is_planned(said) == asks_for_plan(part) and (part.act is None or part.act in acts)


def _compared(one: Quantity, told: Quantity) -> bool | None:
    """Whether what is told is what was asked about; None where the two bounds leave it open."""
    if told.modifier == "firm":
        return {
            "over": told.value > one.value,
            "under": told.value < one.value,
            "firm": told.value == one.value,
        }.get(one.modifier)
    if told.modifier == one.modifier and told.value == one.value:
        return True
    if told.modifier == "over" and one.modifier == "over" and told.value >= one.value:
        return True
    return None


def _by_day(part: Part, asked: Anatomy, judged: Judged) -> Settled | None:
    """ "Was it adopted before 2025?": the one day that the sentence tells of the act."""
    if (
        part.act is None
        or len(asked.times) != 1
        or part.act not in acts_in(judged.text, judged.article.language)
    ):
        return None
    published = told_on(judged.article)
    near = date.fromisoformat(published) if published else None
    told = dates(judged.text, judged.article.language)
    given = asked.times[0]
    if (
        len(told) != 1
        or near is None
        or not _same_matter(part, asked, judged, asked.said.place(given.first, given.last))
    ):
        return None
    where, time = told[0]
    if (yes := _in_time(asked, given, time, near)) is None:
        return None
    year = time.year or (time.end(near) or near).year
    return Settled(yes, judged, wording.moment(judged.text[slice(*where)], time, year, part.language))


def _in_time(asked: Anatomy, given: Time, told: Time, near: date) -> bool | None:
    start, end = given.start(near), given.end(near)
    first, last = told.start(near), told.end(near)
    if start is None or end is None or first is None or last is None:
        return None
    match _relation(asked, given):
        case "before":
            return True if last < start else False if first >= start else None
        case "later":
            return True if first > end else False if last <= end else None
        case "asof":
            return True if last <= end else False if first > end else None
        case "within":
            return True if start <= first and last <= end else False if last < start or first > end else None
        case _:
            return None


def _relation(asked: Anatomy, given: Time) -> str | None:
    """How the time is asked about, by the words before it; None when they are of another kind ("since 2024")."""
    for kind in ("before", "later", "asof"):
        if any(
            f.last in _starts(asked, given) for f in lexicon.phrases(kind, asked.language).all(asked.said)
        ):
            return kind
    first = min(_starts(asked, given))
    word = asked.said.words[first - 1] if first else None
    return "within" if word is None or word.word not in _OTHER_TIMES else None


def _starts(asked: Anatomy, given: Time) -> set[int]:
    """Where the time begins, without and with the small words that belong to it ("in the year", "vào ngày")."""
    first = given.first
    while first and asked.said.words[first - 1].word in _WITHIN:
        first -= 1
    return set(range(first, given.first + 1))


# Words before a time that say no more than that it is then.
_WITHIN = frozenset(
    "in on the of year month day at during within vào ngày năm tháng trong hôm vao nam thang".split()
)
# Words before a time that make it a border: what is asked then is another thing.
_OTHER_TIMES = frozenset("since from until till between to through từ đến tới khoảng giữa tu den toi".split())


def _by_person(part: Part, asked: Anatomy, judged: Judged) -> Settled | None:
    """ "Did X sign for Viet Nam?": who did it, when the sentence names one person alone."""
    if part.act is None or part.act not in acts_in(judged.text, judged.article.language):
        return None
    named = [n for n in asked.names if " " in n.text and not countries_in(n.text, asked.language)]
    everybody = people(part, judged)
    if len(named) != 1 or not everybody or not set(part.countries) <= _countries(judged):
        return None
    place = asked.said.place(named[0].first, named[0].last)
    if not _same_matter(part, asked, judged, place):
        return None
    wanted = _words(named[0].text)
    if any(wanted <= _words(p.text) or _words(p.text) <= wanted for p in everybody):
        return Settled(True, judged)
    return Settled(False, judged, everybody[0].text) if len(everybody) == 1 and part.countries else None


def _by_place(part: Part, asked: Anatomy, judged: Judged) -> Settled | None:
    """ "Was it opened in Geneva?": where it was, when the sentence names one city or country as its place."""
    if part.act not in _ONCE or part.act not in acts_in(judged.text, judged.article.language):
        return None
    given = list(_places(part.text, part.language))
    told = list(_places(judged.text, judged.article.language))
    if len(given) != 1 or len(told) != 1:
        return None
    (name, span), (other, _) = given[0], told[0]
    kinds = {bool(countries_in(n, part.language)) for n in (name, other)}
    if len(kinds) > 1 or not _same_matter(part, asked, judged, span):
        return None  # a city lies in its country
    return (
        Settled(True, judged) if fold(name).lower() == fold(other).lower() else Settled(False, judged, other)
    )


# "in Geneva", "tại thành phố Vienna": a place by its name.
_PLACED = re.compile(
    rf"\b(?:in|at|tại|ở)\s+(?:the city of\s+|thành phố\s+|thủ đô\s+)?((?:[{UPPER}][\w'’-]*)(?:\s+[{UPPER}][\w'’-]*)*)"
)


def _places(text: str, language: Language) -> Iterator[tuple[str, Span]]:
    """Cities and countries behind a preposition of place; no month, no treaty, no part of one."""
    taken = [m.span() for m in names_pattern().finditer(text)] + [span for span, _ in dates(text, language)]
    for match in _PLACED.finditer(text):
        start, end = match.span(1)
        free = not any(a < end and start < b for a, b in taken)
        if free and not provisions_in(match.group(1), language):
            yield match.group(1), (start, end)


def _same_matter(part: Part, asked: Anatomy, judged: Judged, value: Span) -> bool:
    """Whether the sentence, which denies nothing, holds all that the question says beside its *value*.

    The act is compared by itself, the Convention is named in many ways, and words of the other language are not the same.
    """
    text, language = judged.text, judged.article.language
    if denies(text, language) or (_of_convention(asked) and not names_pattern().search(text)):
        return False
    if not set(part.countries) <= _countries(judged):
        return False
    told = {_stem(w) for w in _words(text)}
    return all(_stem(w) in told for w in _left(asked, value))


def _left(asked: Anatomy, value: Span) -> set[str]:
    """Words of the question that say something beside the value, the act, the Convention and the countries."""
    spans = [value, *(m.span() for m in names_pattern().finditer(asked.text))]
    spans += [asked.said.place(f.first, f.last) for f in asked.acts]
    spans += [asked.said.place(c.first, c.last) for c in asked.countries]
    for first, last in asked.convention if _of_convention(asked) else ():
        spans.append(asked.said.place(first, last))
    spans += [
        asked.said.place(f.first, f.last) for f in lexicon.phrases("whether", asked.language).all(asked.said)
    ]
    words = [asked.said.words[n] for n in asked.content()]
    return {fold(w.word).lower() for w in words if not any(a <= w.start < b for a, b in spans)}


def _of_convention(asked: Anatomy) -> bool:
    """Whether the Convention itself is spoken of."""
    return bool(names_pattern().search(asked.text)) or (
        bool(asked.convention) and other_instrument(asked) is None
    )


def _words(text: str) -> set[str]:
    return {fold(w).lower() for w in tokens(text)}


def _stem(word: str) -> str:
    end = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _STEM), "")
    return word.removesuffix(end)


def _countries(judged: Judged) -> set[str]:
    return {code for code, _ in countries_in(judged.text, judged.article.language)}


# Acts that are done at one place once; many places see signatures.
_ONCE = frozenset(("adopt", "open", "host", "chair"))
_WAYS: tuple[Callable[[Part, Anatomy, Judged], Settled | None], ...] = (
    _by_number,
    _by_day,
    _by_person,
    _by_place,
)
