"""Tell whether a question asks for a status, and what for; None when one word speaks of anything else."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files
from typing import Literal

from bot.question.located import Span, times_in
from bot.question.times import Time
from bot.question.utterance import plain as spaced
from vectorstore.aliases import expand, names_pattern
from vectorstore.status.names import Group, all_names, groups, names, plain, seats
from vectorstore.status.when import When, when
from vectorstore.text import fold, is_marked, nfc
from vectorstore.types import Language

Shape = Literal[
    "count",
    "list",
    "order",
    "party",
    "date",
    "force",
    "force_when",
    "missing",
    "needed",
    "window",
    "overview",
]
Verb = Literal["sign", "ratify", "accept", "approve", "accede", "join", "bound"]
VERBS: tuple[Verb, ...] = ("sign", "ratify", "accept", "approve", "accede", "join", "bound")
_BINDING = frozenset(("ratify", "accept", "approve", "accede", "bound"))
_DENIED = (*VERBS, "force")
# Before its verb this says no; behind it, it only asks.
_DENIES = frozenset("khong chua ko k hong chang khg hok".split())
# In a list of names these are words of the other language too.
_SHORT = 4
# Before a seat of government these tell a place or a treaty; without one it stands for its country.
_PLACED = frozenset("in at to from near tai o den tu toi uoc dinh thu".split())
# Behind it these make it another treaty's name, as "công ước" and "hiệp định" do before it.
_NAMED = frozenset("convention treaty agreement protocol accord".split())
_BEFORE_US = frozenset("the did has does will".split())
# What begins the question what a thing is.
_WHAT_IS = re.compile(r"\s*what(?: is|s)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for."""

    shape: Shape
    verbs: tuple[Verb, ...] = ()
    codes: tuple[str, ...] = ()  # of the parties named
    group: Group | None = None
    until: date | None = None  # as of which day
    during: When | None = None  # within which days
    session: bool = False  # in the formal session
    in_hanoi: bool = False
    first_day: bool = False
    after_hanoi: bool = False
    last: bool = False  # of an order: the latest are asked for
    now: bool = False  # "so far", "hiện nay"
    order: Literal["before", "after"] | None = None  # of two parties, as they are named

    @property
    def scoped(self) -> bool:
        """Whether a group, some days or an occasion is asked about, not all that ever happened."""
        within = self.until or self.during or self.first_day or self.in_hanoi or self.after_hanoi
        return bool(within or self.session or self.group)


@dataclass(slots=True)
class _Heard:
    """The words of one question by what they are."""

    symbols: set[str] = field(default_factory=set)
    codes: list[str] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)


def asked(question: str, language: Language) -> Asked | None:
    """What *question* asks the table for. Strict: an unknown word, two dates or two groups make it None."""
    name = " cong uoc " if language == "vi" else " the convention "
    text = spaced(names_pattern().sub(name, expand(nfc(question), typed=True)))
    said = [(time, span) for time, span in times_in(text, language) if time.year]
    if len(said) > 1:
        return None
    marked = language == "vi" and is_marked(question)
    heard = _heard(_without(text, [span for _, span in said]), language, marked)
    if heard is None or len(heard.groups) > 1 or _defines(text, heard):
        return None
    days = _days(said[0][0], heard.symbols) if said else (None, None)
    if days is None or (said and heard.symbols & {"first_day", "session", "hanoi", "after_hanoi"}):
        return None
    shape = _shape(heard)
    if shape is None or _out_of_order(shape, heard, dated=bool(said)):
        return None
    return _wanted(shape, heard, days)


def _out_of_order(shape: Shape, heard: _Heard, *, dated: bool) -> bool:
    """Whether "before" and "after" stand before neither a day nor the second of two parties."""
    if not heard.symbols & {"before", "after"}:
        return False
    between = shape == "party" and len(set(heard.codes)) == 2
    return "after" in heard.symbols if dated else not between


def _defines(text: str, heard: _Heard) -> bool:
    """ "What is accession?" asks what an act is, not who did it."""
    acts = heard.symbols & set(VERBS)
    return len(acts) == 1 and heard.symbols <= {"which", "filler", *acts} and bool(_WHAT_IS.match(text))


def _wanted(shape: Shape, heard: _Heard, days: tuple[date | None, When | None]) -> Asked:
    return Asked(
        shape,
        tuple(v for v in VERBS if v in heard.symbols),
        tuple(dict.fromkeys(heard.codes)),
        heard.groups[0] if heard.groups else None,
        *days,
        session="session" in heard.symbols,
        in_hanoi="hanoi" in heard.symbols,
        first_day="first_day" in heard.symbols,
        after_hanoi="after_hanoi" in heard.symbols,
        last=bool(heard.symbols & {"last", "latest"}),
        now=bool(heard.symbols & {"now", "latest"}),
        order=_between(heard) if not any(days) else None,
    )


def _between(heard: _Heard) -> Literal["before", "after"] | None:
    """ "Did Qatar ratify before Viet Nam?": in which order two parties are asked about."""
    if len(set(heard.codes)) != 2:
        return None
    return "before" if "before" in heard.symbols else "after" if "after" in heard.symbols else None


def _shape(heard: _Heard) -> Shape | None:
    has, verbs = heard.symbols.__contains__, heard.symbols & set(VERBS)
    if has("open"):
        return None if heard.codes or has("not") else "window"
    if has("force") or has("forty"):
        return _of_force(heard, verbs)
    if heard.codes:
        return _of_party(heard, verbs)
    if has("more") or has("need"):
        binding = bool(verbs) and verbs <= _BINDING and not heard.groups and not has("not")
        wanted: Shape = "missing" if has("more") else "needed"
        return wanted if binding and (has("count") or (has("more") and has("need"))) else None
    return None if has("not") or has("when") else _of_all(heard, verbs)


def _of_all(heard: _Heard, verbs: set[str]) -> Shape | None:
    """A count, a list, or where it all stands."""
    has = heard.symbols.__contains__
    if heard.symbols & {"first", "last", "nth"}:
        return "order" if len(verbs) == 1 and not has("count") else None
    if has("count") and verbs:
        return "count"
    if has("status") and not heard.groups:
        return "overview"
    return "list" if has("which") and verbs and not has("latest") else None


def _of_force(heard: _Heard, verbs: set[str]) -> Shape | None:
    has = heard.symbols.__contains__
    if heard.codes or heard.groups or has("not") or not verbs <= _BINDING:
        return None
    if has("more"):
        return "missing"
    if has("count"):
        return "needed" if verbs or has("need") or has("forty") else None
    if has("need") or has("which") or not has("force"):
        return None
    return "force_when" if has("when") else None if verbs else "force"


def _of_party(heard: _Heard, verbs: set[str]) -> Shape | None:
    has = heard.symbols.__contains__
    if heard.symbols & {"count", "more", "need", "latest", "first", "last", "nth"} or heard.groups:
        return None
    if not verbs:
        return "party" if has("status") else None
    if has("which"):
        return None
    if has("when"):
        return "date" if len(verbs) == 1 else None
    return "party"


def _days(named: Time, symbols: set[str]) -> tuple[date | None, When | None] | None:
    """(as of, within) of a date that the question names; None when it is none or its sense is unclear."""
    parts = [f"{n:0{w}}" for n, w in ((named.year, 4), (named.month, 2), (named.day, 2)) if n]
    try:
        span = when("-".join(parts)) if named.month else when(f"{parts[0]}-01/{parts[0]}-12")
        if named.first_day and named.day and span.first:
            span = When(span.first.replace(day=named.first_day), span.last)
    except ValueError:
        return None
    if "before" in symbols:
        return (span.first - timedelta(days=1) if span.first else None), None
    if "until" in symbols:
        return span.last, None
    return None, span


def _without(text: str, spans: list[Span]) -> str:
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    return text


def _heard(text: str, language: Language, marked: bool) -> _Heard | None:
    """Every word told apart, the longest phrase first; None at the first that nobody knows."""
    spelled: list[str] = re.findall(r"\w+", text)
    words = [plain(w) for w in spelled]
    heard, at = _Heard(), 0
    while at < len(words):
        for size in range(min(_longest(), len(words) - at), 0, -1):
            behind = words[at + size : at + size + 1]
            kind = _kind(spelled[at : at + size], words[at : at + size], words[:at], behind, language, marked)
            if kind:
                break
        else:
            return None
        _add(heard, kind)
        if kind in _DENIED and at and words[at - 1] in _DENIES:
            heard.symbols.add("not")
        at += size
    return heard


def _add(heard: _Heard, kind: str | Group) -> None:
    if isinstance(kind, Group):
        heard.groups.append(kind)
    elif kind.isupper():
        heard.codes.append(kind)
    else:
        heard.symbols.add(kind)


def _kind(
    spelled: list[str],
    words: list[str],
    before: list[str],
    behind: list[str],
    language: Language,
    marked: bool,
) -> str | Group | None:
    """What a phrase is: a group, a territory's code, a symbol of the vocabulary; None when nobody knows."""
    phrase = " ".join(words)
    if phrase in groups():
        return groups()[phrase]
    if phrase in all_names() and _is_name(phrase, spelled, before, language, marked):
        return all_names()[phrase]
    if phrase in seats() and not _PLACED & set(before[-1:]) and not _NAMED & set(behind):
        return seats()[phrase]
    return _vocabulary(language).get(phrase)


def _is_name(phrase: str, spelled: list[str], before: list[str], language: Language, marked: bool) -> bool:
    """Whether a short name is one here: "us" and "my" are words of English, "y" and "anh" of Vietnamese."""
    if len(spelled) > 1 or len(phrase) > _SHORT:
        return True
    if language == "vi":
        return not marked or _is_spelled(spelled[0], phrase)
    if phrase == "us":
        return spelled[0].isupper() or (bool(before) and before[-1] in _BEFORE_US)
    return _is_spelled(spelled[0], phrase, ascii_only=True)


def _is_spelled(word: str, phrase: str, *, ascii_only: bool = False) -> bool:
    """Whether a name is written so, with its marks."""
    written = (nfc(n) for n in names(all_names()[phrase]) if plain(n) == phrase)
    return word.casefold() in {n.casefold() for n in written if n.isascii() or not ascii_only}


@functools.cache
def _vocabulary(language: Language) -> dict[str, str]:
    table = tomllib.loads(files("bot.status").joinpath("vocabulary.toml").read_text("utf-8"))
    found: dict[str, str] = {}
    for symbol, phrases in table[language].items():
        for phrase in phrases.split("|"):
            found.setdefault(fold(phrase), symbol)
    return found


@functools.cache
def _longest() -> int:
    phrases = [*_vocabulary("vi"), *_vocabulary("en"), *groups(), *all_names(), *seats()]
    return max(len(p.split()) for p in phrases)
