"""What a follow-up points at: somebody, something or a figure of an earlier question or answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.question import lexicon
from bot.question.anatomy import Anatomy
from bot.question.antecedents import WORDS, Antecedents
from bot.question.patterns import Found
from bot.question.swapping import subject

# What a State does to the Convention; it is opened and adopted by others.
_DONE_BY_STATES = frozenset(
    ("sign", "ratify", "accept", "accede", "attend", "host", "propose", "criticise", "deny")
)
# What is chosen by its number.
_CHOSEN = {
    "en": frozenset("one source article quote".split()),
    "vi": frozenset("cai nguon bai doan y nguoi".split()),
}
# Behind "the first one" these begin what it is the first of: a rank.
_RANKED = frozenset("in of to from among that who".split())
# What a pointer of possession becomes: "its" -> "the Convention's".
_POSSESSIVE = frozenset(("its", "his", "her", "their"))


@dataclass(frozen=True, slots=True)
class Pointed:
    """A text in which what was pointed at is named, and the articles it was pointed at in."""

    text: str
    within: tuple[str, ...] = ()


def pointed(a: Anatomy, known: Antecedents, last: Anatomy) -> Pointed | None:
    """*a* with what it points at put in; None when it points at nothing."""
    chosen = _chosen(a, known, last)
    if chosen:
        return chosen
    text, hit = a.text, False
    unknown = False
    within: tuple[str, ...] = ()
    for pointer in reversed(_pointers(a)):
        name = _meant(a, pointer, known)
        if pointer.value == "article":
            within = tuple(q.article_id for q in known.quotes[:1])
        if name is None:
            unknown = True
            continue
        if pointer.value == "figure":
            within = tuple(dict.fromkeys(q.article_id for q in known.quotes))
        start, end = a.said.place(pointer.first, pointer.last)
        text, hit = text[:start] + _fitting(a, pointer, name) + text[end:], True
    if unknown and not hit:
        return Pointed(f"{a.text.rstrip(' ?')} — {subject(last)}?")
    if not hit:
        return None
    if not a.content() and within and not unknown:
        return Pointed(f"{text.rstrip(' ?')} — {subject(last)}?", within)
    return Pointed(text, within)


def _meant(a: Anatomy, pointer: Found[str], known: Antecedents) -> str | None:
    """The words for a pointer; "it" that signs or ratifies is the country spoken of, not the Convention."""
    if pointer.value == "article":
        return f"“{known.quotes[0].title}”" if known.quotes and known.quotes[0].title else None
    does = a.act in _DONE_BY_STATES and any(f.first == pointer.last for f in a.acts)
    if pointer.value == "thing" and does and known.country:
        return known.country
    word = a.said.words[pointer.first].word
    if pointer.value == "thing" and word in _POSSESSIVE and known.bearer:
        return known.bearer
    name: str | None = getattr(known, pointer.value, None)
    return name or (known.bearer if pointer.value == "people" else None)


def _pointers(a: Anatomy) -> list[Found[str]]:
    """Those that no name in the question itself explains ("Did Japan send its minister?")."""
    found = lexicon.found_apart("pointers", a.said)
    named = [c.first for c in a.countries] + [n.first for n in a.names]
    kept = [f for f in found if f.value in (*WORDS, "article")]
    return [f for f in kept if not (_may_be_own(a, f) and any(n < f.first for n in named))]


def _may_be_own(a: Anatomy, pointer: Found[str]) -> bool:
    return pointer.last - pointer.first == 1 and pointer.value in ("person", "people", "thing")


def _fitting(a: Anatomy, pointer: Found[str], name: str) -> str:
    """The name as the pointer stood: possessive, with its preposition, with the verb that the pointer took along."""
    words = [w.word for w in a.said.words[pointer.first : pointer.last]]
    if words[-1] in _POSSESSIVE and a.language == "en":
        return name + ("'" if name.endswith("s") else "'s")
    if pointer.value == "place":
        return name if words[0] == "that" else (f"tại {name}" if a.language == "vi" else f"at {name}")
    if pointer.value == "thing" and len(words) == 2 and a.language == "en":
        if words[0] in ("that", "this") and words[1] not in ("convention", "treaty", "document", "one"):
            return f"{name} {a.said.words[pointer.last - 1].text}"
        if words[1] in ("that", "this"):
            return f"{a.said.words[pointer.first].text} {name}"
    return name


def _chosen(a: Anatomy, known: Antecedents, last: Anatomy) -> Pointed | None:
    """ "Which one is right?", "the second one", "the other one": the question before, within what is pointed at."""
    ids = tuple(dict.fromkeys(q.article_id for q in known.quotes))
    if lexicon.table("pointers", a.language).whole(a.said) == "choice" or _opens_choice(a):
        return Pointed(last.text, ids)
    place = None if _ordinal(last) else _ordinal(a)
    if lexicon.phrases("another", a.language).first(a.said):
        place = 2
    if place is not None and (counted := _of_counted(a, last)):
        return Pointed(counted)
    if place is None or place > len(known.quotes):
        return None
    quoted = known.quotes[place - 1]
    title = quoted.title or subject(last)
    text = f"{title} nói gì?" if a.language == "vi" else f"What does “{title}” say?"
    return Pointed(text if a.asks or a.shape != "fact" else last.text, (quoted.article_id,))


def _of_counted(a: Anatomy, last: Anatomy) -> str | None:
    """ "Where was the second one?" after "How many sessions ...?": the second session."""
    at = next((n for n, w in enumerate(a.said.words) if w.word == "one" and n), None)
    if (
        at is None
        or last.counted is None
        or last.counted.first >= last.counted.last
        or not a.kinds - {"text"}
    ):
        return None
    start, end = a.said.place(at, at + 1)
    return f"{a.text[:start]}{last.piece((last.counted.first, last.counted.last))}{a.text[end:]}"


def _opens_choice(a: Anatomy) -> bool:
    found = lexicon.table("pointers", a.language).at(a.said, 0) if a.said.words else None
    return bool(found and found.value == "choice" and len(a.said.words) <= found.last + 1)


def _ordinal(a: Anatomy) -> int | None:
    """2 for "the second one", "cái thứ hai", "nguồn thứ 2"; a rank ("who was first?") points at nothing."""
    words, table = a.said.words, lexicon.ordinals(a.language)
    for n, word in enumerate(words):
        before = words[n - 1].bare if n else ""
        behind = words[n + 1].word if n + 1 < len(words) else ""
        if a.language == "en" and word.word in table:
            alone = not behind and before in ("", "the")
            if alone or (
                behind in _CHOSEN["en"] and (n + 2 == len(words) or words[n + 2].word not in _RANKED)
            ):
                return table[word.word]
        if a.language == "vi" and word.bare == "thu" and before in _CHOSEN["vi"]:
            return table.get(behind) or (int(behind) if behind.isdecimal() and len(behind) < 3 else None)
    return None
