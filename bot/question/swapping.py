"""Put what a follow-up names into the question before it, in the place of its like."""

from __future__ import annotations

from collections.abc import Sequence

from bot.question import lexicon
from bot.question.acts import TREATY_ACTS
from bot.question.anatomy import Anatomy, Span, counts_states, is_state
from bot.question.countries import name_of
from bot.question.times import Time
from bot.question.utterance import Utterance
from vectorstore.status.names import with_article

# In front of what is swapped in, these belong to the earlier question already ("for Japan" into "for Qatar").
_PREPOSITIONS = frozenset("trong o tai voi cua cho thay mat for in at of on by from with ngay vao".split())
# Behind these stands a place, of no more words than that when they have no capitals.
_PLACING, _PLACE_WORDS = frozenset("in at o tai".split()), 2
_VIETNAMESE_RANKS = frozenset((("dau", "tien"), ("cuoi", "cung"), ("sau", "cung"), ("som", "nhat")))
_ADVERBS = frozenset(("date", "place", "text", "duration"))


def swapped(new: Anatomy, before: Sequence[Anatomy]) -> str:
    """The newest of the questions *before* that holds the like of *new*, a fragment, with *new* in its place.

    When none holds any, *new* is added to the newest.
    """
    for way in (
        _rank,
        _provision,
        _country,
        _region,
        _region_for_country,
        _time,
        _event,
        _act,
        _name,
        _in_name,
    ):
        for last in before:
            text = way(new, last)
            if text:
                return text
    alike = sorted(before, key=lambda last: counts_states(last) != is_state(_words(new), new.language))
    return next(filter(None, (_thing(new, last) for last in alike)), None) or _added(new, before[0])


def inherited(new: Anatomy, last: Anatomy) -> str:
    """*new*, which asks without saying what about, with what *last* was about."""
    if _asks_around(new) and _asks_around(last) and not new.content():
        span = _span(last.asking)
        return _replaced(last, span, new.text.rstrip(" ?"))
    return f"{new.text.rstrip(' ?')} — {subject(last)}?"


def subject(a: Anatomy) -> str:
    """What a question is about: its words without those that ask."""
    asking = {n for f in a.asking for n in range(f.first, f.last)}
    small = lexicon.small_words(a.language)
    lent = a.text.rfind("—")  # it was lent its own subject already
    kept = [n for n, w in enumerate(a.said.words) if n not in asking and w.start > lent]
    while kept and a.said.words[kept[0]].word in small:
        kept = kept[1:]
    while kept and a.said.words[kept[-1]].word in small:
        kept = kept[:-1]
    return _runs(a.said, kept) or a.text.rstrip(" ?")


def _runs(said: Utterance, places: list[int]) -> str:
    """The text of *places*, with what stands between neighbours."""
    text = ""
    for n, place in enumerate(places):
        beside = n and places[n - 1] == place - 1
        text += (said.gap(place - 1) if beside else " " if n else "") + said.text[
            slice(*said.place(place, place + 1))
        ]
    return text


def _replaced(a: Anatomy, span: Span, new: str) -> str:
    start, end = a.said.place(*span)
    return _tidy(a.text[:start] + new + a.text[end:])


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _bare(new: Anatomy) -> str:
    """The fragment without prepositions in front and signs behind."""
    first = 0
    while first < len(new.said.words) - 1 and new.said.words[first].bare in _PREPOSITIONS:
        first += 1
    return new.piece((first, len(new.said.words)))


def _span(found: tuple[object, ...]) -> Span:
    """From the first to the last of what was found."""
    spans = [(f.first, f.last) for f in found]  # type: ignore[attr-defined]
    return min(s[0] for s in spans), max(s[1] for s in spans)


def _asks_around(a: Anatomy) -> bool:
    """Asks when, where, why: what can stand for another without a change of the rest."""
    return bool(a.asking) and a.counted is None and all(f.value in _ADVERBS for f in a.asking)


def ranks(a: Anatomy) -> tuple[int, ...]:
    """The places of words that say the how-maniest: "first", "last", "đầu tiên", "thứ ba"."""
    words = a.said.words
    if a.language == "en":
        return tuple(n for n, w in enumerate(words) if w.word in lexicon.ordinals("en") or w.word == "last")
    pairs = [(n, w.bare, words[n + 1].bare if n + 1 < len(words) else "") for n, w in enumerate(words)]
    found = [n for n, one, two in pairs if one == "thu" or (one, two) in _VIETNAMESE_RANKS]
    return tuple(m for n in found for m in (n, n + 1) if m < len(words))


def _rank(new: Anatomy, last: Anatomy) -> str | None:
    """Another place in an order ("and third?")."""
    own, old = ranks(new), ranks(last)
    if not own or not old or not set(new.content()) <= set(own):
        return None
    return _replaced(last, (old[0], old[-1] + 1), new.piece((own[0], own[-1] + 1)))


def _provision(new: Anatomy, last: Anatomy) -> str | None:
    if not new.provisions:
        return None
    piece = new.piece(_span(new.provisions))
    if last.provisions:
        return _replaced(last, _span(last.provisions), piece)
    return f"{piece} quy định gì?" if new.language == "vi" else f"What does {piece} say?"


def _country(new: Anatomy, last: Anatomy) -> str | None:
    if not new.countries or len(new.content()) > sum(c.last - c.first for c in new.countries):
        return None  # "the President of Viet Nam" is no country
    if last.countries:
        span = last.countries[-1].first, last.countries[-1].last
        return _replaced(last, span, new.piece(_span(new.countries)))
    if last.act and (last.counted or last.shape in ("list", "yesno")) and (text := _did(new, last)):
        return text
    return None


def _in_name(new: Anatomy, last: Anatomy) -> str | None:
    """A country for a person or body ("Did the EU sign?")."""
    if not new.countries:
        return None
    return _replaced(last, (last.names[-1].first, last.names[-1].last), _bare(new)) if last.names else None


def _did(new: Anatomy, last: Anatomy) -> str | None:
    """ "How many signed?" and then "Japan?" asks whether Japan did."""
    verb = lexicon.verbs(last.language).get(last.act or "")
    code = new.countries[0].code
    who = name_of(code, last.language) if len(new.countries) == 1 else _bare(new)
    if last.language == "en" and len(new.countries) == 1 and code in with_article():
        who = f"the {who}"
    if verb is None:
        return None
    if last.language == "vi":
        return f"{who} đã {verb} chưa?"
    return f"Did {who} {verb}?"


def _region(new: Anatomy, last: Anatomy) -> str | None:
    if not new.regions:
        return None
    region = _bare(new)
    if last.regions:
        return _replaced(last, last.regions[0], region)
    if last.counted and last.counted.first < last.counted.last:
        place = last.counted.last if last.language == "vi" else last.counted.first
        at = last.said.words[place - 1].end if last.language == "vi" else last.said.words[place].start
        return _tidy(f"{last.text[:at]} {region} {last.text[at:]}")
    return None


def _region_for_country(new: Anatomy, last: Anatomy) -> str | None:
    if not new.regions or not last.countries:
        return None
    return _replaced(last, (last.countries[-1].first, last.countries[-1].last), _bare(new))


def _time(new: Anatomy, last: Anatomy) -> str | None:
    if not new.times or len(new.content()) > sum(t.last - t.first for t in new.times):
        return None
    if last.times:
        old, time = last.times[-1], new.times[-1]
        return _replaced(
            last,
            (old.first, old.last),
            _bare(new) + _rest_of(time, old, "/" if new.language == "vi" else " "),
        )
    return f"{_without_place(last).rstrip(' ?')} {new.text.rstrip(' ?')}?"


def _without_place(last: Anatomy) -> str:
    """What States did at an event, at another time: "signed in Hanoi" and then "by January?"."""
    at = next((n for n, w in enumerate(last.said.words) if w.bare in _PLACING and n), None)
    if at is None or last.act not in TREATY_ACTS or not counts_states(last):
        return last.text
    behind = last.said.words[at + 1 :]
    named = behind and (len(behind) <= _PLACE_WORDS or all(w.capital for w in behind))
    return last.piece((0, at)) if named else last.text


def _rest_of(new: Time, old: Time, separator: str) -> str:
    """ "ngày 26" after "25/10/2025" means 26/10/2025, "in May" after "January 2026" that year's."""
    if new.month is not None and new.day is None and new.year is None and old.year:
        return f"{separator}{old.year}"
    if new.month is not None or new.day is None or old.month is None:
        return ""
    return f"/{old.month}" + (f"/{old.year}" if old.year else "")


def _event(new: Anatomy, last: Anatomy) -> str | None:
    """An occasion for another, or for the Convention ("I meant the signing ceremony")."""
    if not new.events:
        return None
    if last.events:
        return _replaced(last, last.events[-1], _bare(new))
    named = lexicon.phrases("instruments", last.language).first(last.said)
    return _replaced(last, (named.first, named.last), _without_article(_bare(new))) if named else None


def _without_article(text: str) -> str:
    return text[4:] if text.lower().startswith("the ") else text


def _act(new: Anatomy, last: Anatomy) -> str | None:
    """Another act of the same thing ("and ratified?", "thế còn phê chuẩn?")."""
    if new.act is None or len(new.content()) > 2 or not last.acts:
        return None
    old = next((f for f in last.acts if f.value == last.act), last.acts[0])
    verb = lexicon.verbs(last.language).get(new.act)
    if verb is None:
        return None
    if last.language == "en":
        was = last.said.words[old.first].word
        verb = lexicon.past(new.act) if was.endswith("ed") else verb
    return _replaced(last, (old.first, old.last), verb)


def _name(new: Anatomy, last: Anatomy) -> str | None:
    if not last.names or not (new.names or last.shape in ("speech", "definition")):
        return None
    old = last.names[0 if last.shape == "speech" else -1]  # who spoke, before where and of whom
    return _replaced(last, (old.first, old.last), _bare(new))


def _thing(new: Anatomy, last: Anatomy) -> str | None:
    """Another thing counted, or another thing defined; persons do not sign as states do."""
    if last.counted is None:
        return _defined(new, last)
    if last.act in TREATY_ACTS and counts_states(last) and not is_state(_words(new), new.language):
        return f"Có bao nhiêu {_bare(new)}?" if new.language == "vi" else f"How many {_bare(new)} were there?"
    if last.counted.first == last.counted.last:
        at = last.said.words[last.counted.first - 1].end
        return _tidy(f"{last.text[:at]} {_bare(new)} {last.text[at:]}")
    return _replaced(last, (last.counted.first, last.counted.last), _bare(new))


def _words(a: Anatomy) -> tuple[str, ...]:
    return tuple(w.bare for w in a.said.words)


def _defined(new: Anatomy, last: Anatomy) -> str | None:
    if last.shape != "definition":
        return None
    return f"{_bare(new)} là gì?" if last.language == "vi" else f"What is {_bare(new)}?"


def _added(new: Anatomy, last: Anatomy) -> str:
    return f"{last.text.rstrip(' ?.')} {new.text.strip(' ?.')}?"
