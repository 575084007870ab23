"""Follow-ups on a list: one of its items, how many it has, who else, and the list behind a count."""

from __future__ import annotations

import re

from bot.question import lexicon
from bot.question.anatomy import Anatomy, Span, counts_states
from bot.question.countries import countries
from bot.question.spoken import language_in
from bot.question.utterance import utterance
from bot.question.value import Thread, Turn
from vectorstore.types import Language

# "At least 5: A, B and C": what stands before the items of a lead.
_HEAD = re.compile(r"^(?:(?:at least|ít nhất)\s+)?\d+:\s*", re.IGNORECASE)
_JOINT = re.compile(r",\s+(?:and\s+|và\s+)?|\s+(?:and|và)\s+|;\s+")
# What States do of their own; who did it may be listed.
BY_STATES = frozenset(("sign", "ratify", "accept", "accede", "attend", "vote", "criticise"))
# An item is a name, no sentence: as many words at most.
_LONGEST_ITEM = 6


def items(thread: Thread) -> tuple[str, ...]:
    """What the newest answer that lists anything lists, in its order."""
    return next((found for turn in reversed(thread) if (found := _items(turn))), ())


def _items(turn: Turn) -> tuple[str, ...]:
    lead = (turn.short or "").split(" [")[0]
    parts = [p.strip(" .") for p in _JOINT.split(_HEAD.sub("", lead))]
    if len(parts) > 1 and all(p[:1].isupper() and len(p.split()) <= _LONGEST_ITEM for p in parts):
        return tuple(parts)
    return _listed_countries(turn.text)


def _listed_countries(text: str) -> tuple[str, ...]:
    """The countries that follow a colon, as the table of parties lists them."""
    for line in text.split("\n\n"):
        _, colon, behind = line.partition(": ")
        behind = behind.split(" — ")[0].split(". ")[0]
        said = utterance(behind, language_in(text, ()))
        found = [said.text[slice(*said.place(c.first, c.last))] for c in countries(said)]
        if colon and len(found) > 1:
            return tuple(dict.fromkeys(found))
    return ()


def of_list(a: Anatomy, thread: Thread, last: Anatomy) -> str | None:
    """*a*, which leans on a list or on a count, as a question of its own; None when it does not."""
    known = items(thread[-1:]) or _still_spoken_of(thread)
    return _how_many(a, known, last) or _which(a, last) or _others(a, last) or _item(a, known, last)


def _still_spoken_of(thread: Thread) -> tuple[str, ...]:
    """An older list, when the newest turn asked about one of its items."""
    older = items(thread[:-1])
    asked = (thread[-1].asked_as or thread[-1].question).lower()
    return older if any(i.lower() in asked for i in older) else ()


def _only(a: Anatomy, kind: str) -> bool:
    """Whether nothing of content stands beside the phrases of *kind*."""
    spans = [(f.first, f.last) for f in lexicon.phrases(kind, a.language).all(a.said)]
    spans += [(f.first, f.last) for f in lexicon.phrases("polite", a.language).all(a.said)]
    taken = {n for first, last in spans for n in range(first, last)}
    return bool(lexicon.phrases(kind, a.language).all(a.said)) and set(a.content()) <= taken


def _how_many(a: Anatomy, known: tuple[str, ...], last: Anatomy) -> str | None:
    """ "How many is that?" behind a list: the same asked as a count."""
    if not known or not _only(a, "that_many"):
        return None
    return _asked_as(last, "how many", "bao nhiêu")


def _which(a: Anatomy, last: Anatomy) -> str | None:
    """ "Name them" behind a count: which they are."""
    if last.counted is None or not _only(a, "name_them"):
        return None
    start, end = last.asking[0].first, last.counted.last
    noun = last.piece((last.counted.first, end)) if end > last.counted.first else ""
    if last.language == "vi":
        return _put(last, (start, end), f"những {noun or 'nước'} nào")
    return _put(last, (start, end), f"which {noun or 'countries'}")


def _others(a: Anatomy, last: Anatomy) -> str | None:
    """ "And the others?", "còn ai nữa?": everybody who did what was asked of one."""
    verb = lexicon.verbs(a.language).get(last.act or "")
    if not verb or last.act not in BY_STATES or not _only(a, "the_others"):
        return None
    if "person" in last.kinds or not (
        last.countries or last.shape == "list" or counts_states(last) or "place" in last.kinds
    ):
        return None
    return (
        f"Những nước nào đã {verb}?" if a.language == "vi" else f"Which countries {lexicon.past(last.act)}?"
    )


def _asked_as(last: Anatomy, english: str, vietnamese: str) -> str | None:
    """The list that *last* asks for, asked as a count."""
    found = [f for f in lexicon.found("shapes", last.said) if f.value == "list"]
    if not found:
        return None
    words = last.said.words
    first, end = found[0].first, max(f.last for f in found if f.first == found[0].first)
    noun = end
    if last.language == "vi":
        taken = [n for n in range(first, len(words)) if words[n].bare == "nao"]
        kept = [n for n in range(first, taken[0] if taken else end) if words[n].bare not in _LISTING]
        behind = taken[0] + 1 if taken else end
        rest = last.said.text[words[behind - 1].end :]
        nouns = " ".join(words[n].text for n in kept)
        return f"{last.said.text[: words[first].start]}{vietnamese} {nouns}".strip() + f" {rest.strip()}"
    listing = {n for n in range(first, end) if words[n].word in _LISTING}
    noun = max(listing, default=first) + 1
    return _put(last, (first, noun), english)


# Words that order a list.
_LISTING = frozenset(
    "ke ten liet neu danh sach cac nhung may ra cho gium giup toan bo day du"
    " which what list name the all some enumerate who are were full complete entire of".split()
)


def _put(last: Anatomy, span: Span, new: str) -> str:
    start, end = last.said.place(*span)
    text = f"{last.text[:start]}{new}{last.text[end:]}"
    return text[:1].upper() + text[1:]


def _item(a: Anatomy, known: tuple[str, ...], last: Anatomy) -> str | None:
    """ "When did the second one sign?", "nước thứ hai ký ngày nào?": the item by its name."""
    place = _place(a)
    if place is None or not known or not -len(known) <= place < len(known):
        return None
    (first, end), name = _span(a), known[place]
    start, stop = a.said.place(first, end)
    rest = f"{a.text[:start]}{name}{a.text[stop:]}"
    if a.act is None and last.act in BY_STATES and not _says_more(a, (first, end)):
        asking = a.piece((a.asking[0].first, a.asking[0].last)) if a.asking else ""
        return done_by(name, last, asking)
    return rest


def done_by(name: str, last: Anatomy, asking: str) -> str | None:
    """What *last* asks of, done by *name*: "when" that was unless something else is *asking*; None without a verb."""
    verb = lexicon.verbs(last.language).get(last.act or "")
    if not verb:
        return None
    if last.language == "vi":
        return f"{name} {verb} {asking or 'khi nào'}?"
    return f"{(asking or 'when').capitalize()} did {name} {verb}?"


def _says_more(a: Anatomy, span: Span) -> bool:
    return bool([n for n in a.content() if not span[0] <= n < span[1]])


def _place(a: Anatomy) -> int | None:
    """0-based: the place in a list that is pointed at, from its end when negative."""
    found = _pointing(a)
    return found[0] if found else None


def _span(a: Anatomy) -> Span:
    found = _pointing(a)
    assert found is not None
    return found[1]


def _pointing(a: Anatomy) -> tuple[int, Span] | None:
    """Which item is pointed at, and the words that do."""
    bare = [w.bare for w in a.said.words]
    for n in range(len(bare)):
        place = _number(a.language, bare, n)
        span = _chosen(a, (n, place[1])) if place else None
        if place and span:
            return place[0], span
    return None


def _chosen(a: Anatomy, number: Span) -> Span | None:
    """The words of a choice around an ordinal: "the second one", "the last of them", "nước thứ hai"; None when it is none."""
    (first, end), words = number, [w.word for w in a.said.words]
    heads = _HEADS[a.language]
    if a.language == "vi":
        return (first - 1, end) if first and a.said.words[first - 1].bare in heads else None
    headed = words[end : end + 1] != [] and words[end] in heads
    end += headed
    of_them = words[end : end + 2] in (["of", "them"], ["of", "those"], ["of", "these"])
    if not headed and not of_them:
        return None
    return first - (words[first - 1 : first] == ["the"]), end + 2 * of_them


def _number(language: Language, words: list[str], n: int) -> tuple[int, int] | None:
    """(0-based place, one past its words) of an ordinal at word *n*."""
    table = lexicon.ordinals(language)
    if language == "en":
        if words[n] == "last":
            return -1, n + 1
        return (table[words[n]] - 1, n + 1) if words[n] in table else None
    if words[n] == "thu" and n + 1 < len(words):
        folded = {utterance(w, "vi").words[0].bare: v for w, v in table.items()}
        behind = words[n + 1]
        value = folded.get(behind) or (int(behind) if behind.isdecimal() and len(behind) < 3 else None)
        return (value - 1, n + 2) if value else None
    return (-1, n + 2) if words[n : n + 2] in (["cuoi", "cung"], ["sau", "cung"]) else None


# What an item may be called when it is chosen by its place.
_HEADS: dict[Language, frozenset[str]] = {
    "vi": frozenset("nuoc ben quoc nguoi to co bo vi ong ba cai".split()),
    "en": frozenset("one country state nation organisation organization person name body".split()),
}
