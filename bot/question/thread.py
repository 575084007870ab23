"""Make what is typed in a conversation a question of its own.

A follow-up swaps what it names for its like in the earlier question ("and for Japan?"), points at what was asked or
answered ("that man", "which one is right?"), or inherits what it leaves out ("when?"). What stands alone, or opens a
new subject, is taken as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.question import lexicon
from bot.question.anatomy import Anatomy, Span, anatomy
from bot.question.antecedents import Antecedents, other_instrument
from bot.question.leaning import on_the_whole, under_topic
from bot.question.listed import of_list
from bot.question.pointing import pointed
from bot.question.swapping import inherited, ranks, swapped
from bot.question.utterance import Utterance, plain, utterance
from bot.question.value import Thread, Turn
from vectorstore.types import Language

# Turns that are looked back on; what was said before them is no longer on the screen.
_LOOKED_BACK = 6
# A question of more words than this says what it is about, though it names nothing we know.
_BRIEF: dict[str, int] = {"vi": 7, "en": 6}
# A text that asks nothing is a fragment to be swapped in when it has no more words than this.
_FRAGMENT: dict[str, int] = {"vi": 6, "en": 5}
# An English question that begins so says the rest elsewhere.
_LEADING = frozenset(("by", "with", "for", "to", "from", "at", "under"))
_BOTH: tuple[Language, ...] = ("vi", "en")
# Behind an opener ("còn ... thì sao?") it may be longer.
_OPENED_FRAGMENT = 12


@dataclass(frozen=True, slots=True)
class Followed:
    """What was typed, standing alone."""

    text: str
    leans: bool = False  # on the turn before
    within: tuple[str, ...] = ()  # ids of the articles that it points at
    cited_before: tuple[str, ...] = ()  # ids of the articles that the turn it leans on cited


def followed(text: str, language: Language, thread: Thread, beside: bool = False) -> Followed:
    """*text* as it would be asked without the *thread* before it (oldest first).

    *beside*: it was typed in one text with the newest turn, and leans on it without saying so.
    """
    earlier = _resolved(thread, language)
    if not earlier or not text:
        return Followed(text)
    core, opened = _core(utterance(text, language))
    a = anatomy(core, language) if core else None
    alone = _followed(a, text, core, opened or beside, earlier, language)
    if alone is None or _same(alone.text, text):
        return Followed(text)
    cited = tuple(dict.fromkeys(q.article_id for q in earlier[-1].quotes))
    return Followed(alone.text, True, alone.within, cited)


def _same(one: str, two: str) -> bool:
    return one.strip(" ?") == two.strip(" ?")


def _followed(
    a: Anatomy | None, text: str, core: str, opened: bool, earlier: Thread, language: Language
) -> Followed | None:
    """None when the text stands alone."""
    before = tuple(anatomy(t.asked_as or t.question, _language(t, language)) for t in reversed(earlier))
    last = before[0]
    antecedents = Antecedents.of(earlier, last)
    if a is None:
        return Followed(last.text) if opened else None
    leaning = (
        _ranked(a, last)
        or of_list(anatomy(text, language), earlier, last)
        or of_list(a, earlier, last)
        or under_topic(a, _FRAGMENT[language])
        or on_the_whole(a, earlier, last)
    )
    if leaning:
        return Followed(leaning, True)
    at_answer = pointed(a, antecedents, last)
    if at_answer is not None:
        return Followed(at_answer.text, True, at_answer.within)
    return _made_whole(a, core, opened, before)


def _made_whole(a: Anatomy, core: str, opened: bool, before: tuple[Anatomy, ...]) -> Followed | None:
    """What leaves something out without pointing at it: swapped in, or given what it lacks."""
    last = before[0]
    made = (
        (_swapped(a, before) if _is_fragment(a, opened) else None)
        or (_like_asked(a, before) if a.asks and opened else None)
        or (inherited(a, last) if _is_bare(a, opened) else None)
        or _done_to_other(a, last)
        or (core if opened else None)
    )
    return Followed(made) if made else None


def _swapped(new: Anatomy, before: tuple[Anatomy, ...]) -> str:
    """A fragment swapped in; of two parted by a comma ("And Israel, by spring 2026?"), one after the other."""
    cut = next((n + 1 for n in range(len(new.said.words) - 1) if new.said.gap(n).strip() == ","), None)
    if cut is None:
        return swapped(new, before)
    first, second = (anatomy(new.piece(s), new.language) for s in ((0, cut), (cut, len(new.said.words))))
    if not (first.countries or first.regions) or not second.times:
        return swapped(new, before)
    return swapped(second, (anatomy(swapped(first, before), new.language), *before))


def _resolved(thread: Thread, language: Language) -> Thread:
    """The turns looked back on, each with the question it was answered as."""
    found: list[Turn] = []
    for turn in thread[-_LOOKED_BACK:]:
        if not turn.question.strip():
            continue
        text = plain(turn.asked_as or turn.question)
        if turn.asked_as is None and found:
            text = followed(text, _language(turn, language), tuple(found)).text
        found.append(_with(turn, text))
    return tuple(found)


def _with(turn: Turn, text: str) -> Turn:
    return Turn(turn.question, text, turn.short, turn.text, turn.found, turn.quotes)


def _language(turn: Turn, otherwise: Language) -> Language:
    from bot.question.spoken import language_in

    return language_in(turn.asked_as or turn.question, ()) if turn.question else otherwise


def _core(said: Utterance) -> tuple[str, bool]:
    """The text without what opens, corrects and closes a follow-up, and whether any of it was there."""
    first, last, opened = 0, len(said.words), False
    while found := _opener(said, first):
        first, opened = found[1], True
    closer = next((s for s in _closers(said, first) if s[1] == last), None)
    if closer is None and (tail := _before_a_time(said, first)):
        start, end = said.place(first, tail[0])
        return f"{said.text[start:end]}, {said.text[said.words[tail[1]].start :]}".strip(" ,"), True
    if closer and closer[0] > first and (opened or _opens_itself(said, closer)):
        last, opened = closer[0], True
    if first >= last:
        return "", opened
    start, end = said.place(first, last)
    end = len(said.text) if last == len(said.words) else end
    return said.text[start:end].strip(" ,"), opened


def _before_a_time(said: Utterance, first: int) -> Span | None:
    """A closer with a comma and a time behind it: "Kenya thì sao, tính đến tháng 3/2026?"."""
    for start, end in _closers(said, first):
        if start > first and end < len(said.words) and said.gap(end - 1).strip() == "," and end - start > 1:
            behind = anatomy(said.text[said.words[end].start :], said.language)
            return (start, end) if behind.times and not behind.asks else None
    return None


def _opens_itself(said: Utterance, closer: Span) -> bool:
    """ "Mỹ thì sao?" needs no "còn"."""
    return said.words[closer[0]].bare == "thi" and closer[1] - closer[0] > 1


def _opener(said: Utterance, first: int) -> Span | None:
    # A Vietnamese name may follow an English "and", and an English one a Vietnamese "còn".
    tables = [(kind, each) for kind in ("corrections", "openers") for each in _BOTH]
    for kind, each in tables if first < len(said.words) else ():
        found = lexicon.phrases(kind, each).at(said, first)
        if found and (each == said.language or _before_a_name(said, found.last)):
            negated = lexicon.phrases("negated", each).at(said, first)
            instead = _instead(said, found.last) if negated or kind == "corrections" else None
            return (first, instead or found.last)
    return None


def _before_a_name(said: Utterance, n: int) -> bool:
    """Elsewhere "so" and "no" are words of the other language."""
    return n < len(said.words) and said.words[n].capital


def _instead(said: Utterance, at: int) -> int | None:
    """ "không phải Nhật Bản mà là Hàn Quốc": where what is meant begins."""
    for n in range(at, len(said.words) - 1):
        if said.words[n].bare in ("ma", "but") and n > at:
            return n + 2 if said.words[n + 1].bare == "la" else n + 1
    return None


def _closers(said: Utterance, first: int) -> list[Span]:
    found = lexicon.phrases("closers", said.language).all(said)
    return [(f.first, f.last) for f in found if f.first >= first]


def _is_fragment(a: Anatomy, opened: bool) -> bool:
    """Names something and asks nothing about it."""
    most = _OPENED_FRAGMENT if opened else _FRAGMENT[a.language]
    return not a.asks and len(a.said.words) <= most


def _like_asked(a: Anatomy, before: tuple[Anatomy, ...]) -> str | None:
    """ "còn phóng viên thì bao nhiêu?": asks the same of another thing, which is all that it names."""
    if a.act is not None or not (a.kinds & before[0].kinds) or a.names:
        return None
    places = a.content()
    if not places or places[-1] - places[0] >= len(places) + 2:
        return None
    thing = anatomy(a.piece((places[0], places[-1] + 1)), a.language)
    return swapped(thing, before)


def _ranked(a: Anatomy, last: Anatomy) -> str | None:
    """ "Who was first?" after what States did: to do that."""
    verb = lexicon.verbs(a.language).get(last.act or "")
    if not verb or a.act or not a.asks or not (places := a.content()) or not set(places) <= set(ranks(a)):
        return None
    text = a.piece((0, ranks(a)[-1] + 1))
    chosen = [w.word for w in a.said.words[ranks(a)[-1] + 1 :]][:1] == ["one"]
    return None if chosen else f"{text} {verb}?" if a.language == "vi" else f"{text} to {verb}?"


def _done_to_other(a: Anatomy, last: Anatomy) -> str | None:
    """ "Có hiệu lực khi nào?" after a law: what is done to treaties and laws without saying to which."""
    named = a.names or a.countries or a.convention or a.events or a.provisions or a.counted
    if a.act not in ("enter_into_force", "adopt", "vote") or named:
        return None
    other = other_instrument(last)
    if other is None:
        return None
    return f"{other} {a.text}" if a.language == "vi" else f"{a.text.rstrip(' ?')} — {other}?"


def _is_bare(a: Anatomy, opened: bool) -> bool:
    """Asks without saying what about ("Khi nào?", "rồi đợi thêm bao nhiêu ngày?")."""
    if a.said.words[0].word in _LEADING and a.asking and len(a.said.words) <= _BRIEF[a.language]:
        return True  # "By how many votes?"
    if a.provisions or a.names or a.countries or a.convention or a.events or a.act:
        return False
    places = a.content()
    if a.counted and a.counted.first < a.counted.last and not opened:
        return False
    return not places or (len(a.said.words) <= _BRIEF[a.language] and (opened or len(places) <= 1))
