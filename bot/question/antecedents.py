"""What earlier turns named and answered, as words to be put into a later question."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.question import lexicon
from bot.question.acts import TREATY_ACTS
from bot.question.anatomy import Anatomy, Span, anatomy
from bot.question.patterns import Found
from bot.question.spoken import language_in
from bot.question.utterance import utterance
from bot.question.value import Quoted, Thread, Turn
from vectorstore.aliases import names_pattern
from vectorstore.types import Language

_CONVENTION: dict[Language, str] = {"vi": "Công ước", "en": "the Convention"}
# The kinds of pointer that stand for words; the others choose among articles.
WORDS = (
    "person",
    "people",
    "country",
    "place",
    "time",
    "provision",
    "event",
    "thing",
    "figure",
    "next",
    "previous",
)


@dataclass(frozen=True, slots=True)
class Antecedents:
    """What earlier turns named, as words to be put into a question."""

    person: str | None = None
    people: str | None = None
    country: str | None = None
    place: str | None = None
    time: str | None = None
    provision: str | None = None
    event: str | None = None
    thing: str | None = None
    figure: str | None = None
    next: str | None = None
    previous: str | None = None
    bearer: str | None = None  # the country or body that the newest question was about
    quotes: tuple[Quoted, ...] = ()

    @classmethod
    def named(cls, words: str) -> Antecedents:
        """*words*, whatever is pointed at."""
        return cls(
            person=words, people=words, country=words, place=words, event=words, thing=words, provision=words
        )

    @classmethod
    def of(cls, earlier: Thread, last: Anatomy) -> Antecedents:
        """The newest of each kind."""
        found = cls(quotes=next((t.quotes for t in reversed(earlier) if t.quotes), ()))
        for turn in reversed(earlier):
            text = turn.asked_as or turn.question
            a = last if turn is earlier[-1] else anatomy(text, language_in(text, ()))
            older = _of_turn(turn, a)
            given = {k: getattr(older, k) for k in WORDS if getattr(found, k) is None}
            found = replace(found, **given)
        default = _CONVENTION[last.language]
        bearer = _country(last, None) if not last.provisions else None
        return replace(found, thing=found.thing or default, bearer=bearer)


def _of_turn(turn: Turn, a: Anatomy) -> Antecedents:
    """What one turn named, in its question and its answer."""
    short = _short(turn)
    said = anatomy(short, a.language) if short else None
    # "Who is X?" speaks of X, whatever the answer says he is.
    answered_person = bool(said and "person" in a.kinds and said.names and a.shape != "definition")
    name = a.names[-1].text if a.names else None
    span = (a.provisions[0].first, a.provisions[0].last) if a.provisions else None
    return Antecedents(
        person=short if answered_person else _person_quoted(turn, a) or name,
        people=_people(a, short if answered_person else None),
        country=_country(a, said),
        place=short if said and "place" in a.kinds and not said.counted else None,
        time=_time(a, short if "date" in a.kinds else None),
        provision=_provision(said) or (a.piece(span) if span else None),
        event=a.piece(a.events[-1]) if a.events else None,
        thing=_thing(a),
        figure=short if said and "number" in a.kinds else None,
        next=_neighbour(a, 1),
        previous=_neighbour(a, -1),
    )


def _provision(said: Anatomy | None) -> str | None:
    """The one that an answer names ("Chương II")."""
    if said is None or len(said.provisions) != 1:
        return None
    return said.piece((said.provisions[0].first, said.provisions[0].last))


def _short(turn: Turn) -> str:
    """The lead without its mark of source."""
    text = (turn.short or "").strip()
    return text.split(" [")[0].strip(" .")


def _person_quoted(turn: Turn, a: Anatomy) -> str | None:
    """Who was asked for and is named by the first quote, when no lead names him."""
    if "person" not in a.kinds or a.shape == "definition" or not turn.quotes:
        return None
    asked = {n.text.lower() for n in a.names}
    said = anatomy(turn.quotes[0].quote, language_in(turn.quotes[0].quote, ()))
    named = [n.text for n in said.names if n.text.lower() not in asked and " " in n.text]
    return named[0] if len(named) == 1 else None


def _people(a: Anatomy, person: str | None) -> str | None:
    if a.counted and a.counted.first < a.counted.last:
        noun = a.piece((a.counted.first, a.counted.last))
        return f"các {noun}" if a.language == "vi" else f"the {noun}"
    if a.counted or (a.shape == "list" and a.act in TREATY_ACTS):
        return "các nước" if a.language == "vi" else "the countries"
    return person


def _country(a: Anatomy, said: Anatomy | None) -> str | None:
    if said and len(said.countries) == 1 and "place" in a.kinds:
        return said.piece((said.countries[0].first, said.countries[0].last))
    return a.piece((a.countries[-1].first, a.countries[-1].last)) if a.countries else None


def _time(a: Anatomy, short: str | None) -> str | None:
    if short and utterance(short, a.language).words:
        return short
    return a.piece((a.times[-1].first, a.times[-1].last)) if a.times else None


def _thing(a: Anatomy) -> str | None:
    """What "it" is: the provision, else the Convention when an act on it was asked, else an event or a name."""
    if a.provisions:
        return a.piece((a.provisions[0].first, a.provisions[0].last))
    other = other_instrument(a)
    if other:
        return other
    if a.act in TREATY_ACTS or (a.convention and not a.events):
        return _CONVENTION[a.language]
    if a.events:
        return a.piece(a.events[-1])
    return a.names[-1].text if a.names and "person" not in a.kinds else None


def other_instrument(a: Anatomy) -> str | None:
    """ "the Budapest Convention", "Luật An ninh mạng": a name beside what a treaty or law is called."""
    named = lexicon.phrases("instruments", a.language).first(a.said)
    if named is None:
        return None
    first, last = _called(a, named)
    text = a.piece((first, last))
    if (first, last) == (named.first, named.last) or names_pattern().search(text):
        return None
    return f"the {text}" if a.language == "en" else text


# Words of a law's name behind "luật": "Luật Bảo vệ quyền lợi người tiêu dùng".
_LONGEST_NAME = 7


def _called(a: Anatomy, named: Found[str]) -> Span:
    """The words of a treaty or law with its name: before it in English, behind it in Vietnamese."""
    taken = {n for f in a.acts for n in range(f.first, f.last)}
    free = set(a.content()) - taken
    first, last = named.first, named.last
    if a.language == "en":
        while first - 1 in free and named.first - first < _LONGEST_NAME:
            first -= 1
    else:
        while last in free and last - named.last < _LONGEST_NAME:
            last += 1
    return first, last


def _neighbour(a: Anatomy, step: int) -> str | None:
    if not a.provisions:
        return None
    named = a.provisions[-1].provision
    words = {"article": ("Điều", "Article"), "chapter": ("Chương", "Chapter")}[named.level]
    number = named.number + step
    return f"{words[0] if a.language == 'vi' else words[1]} {number}" if number > 0 else None
