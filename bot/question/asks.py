"""What kind of thing is asked for, and what the answer looks like."""

from __future__ import annotations

from itertools import pairwise
from typing import cast

from bot.question import lexicon
from bot.question.acts import act_of
from bot.question.numbers import numbers
from bot.question.provisions import provisions
from bot.question.utterance import Utterance
from bot.question.value import Kind, Shape

# Of several shapes in one question the first of these holds.
_ORDER: tuple[Shape, ...] = (
    "comparison", "summary", "timeline", "yesno", "reason", "speech", "list", "definition", "manner",
)  # fmt: skip
# Who does these may be a state or a body as well as a person.
_BODIES_ACT = frozenset(
    ("host", "propose", "criticise", "adopt", "ratify", "accept", "accede", "deny", "vote", "plan")
)
# These want sentences, whatever else a word in the question asks.
_OPEN = frozenset(("reason", "manner", "definition", "summary", "speech", "timeline", "comparison"))
# A text built so asks without a word that does.
_ASKING_SHAPES = frozenset(("yesno", "comparison", "summary", "timeline"))
# Between two numbers this offers a choice; so many words at most hold both numbers and what each counts.
_OR, _NEAR = frozenset(("or", "hay", "hoac")), 6
_OPENING = frozenset(
    "did does do is are was were has have had will can could would should must may might shall am".split()
)


def shape_of(said: Utterance, polite: bool = False) -> Shape:
    """What the answer looks like; *polite*, the question was asked as "do you know ...", which is no yes-or-no."""
    found = set(lexicon.values("shapes", said))
    if "manner" in found and not _asks_how(said):
        found.discard("manner")
    if polite and _asks_something(said):
        found.discard("yesno")
    if "yesno" in found and said.language == "en" and not _opens(said) and _asks_something(said):
        found.discard("yesno")
    if "yesno" in found and _offers_two(said):
        found.discard("yesno")
    if "speech" in found and says_itself(said):
        found.discard("speech")
    if "comparison" in found and _opens(said) and "yesno" in found:
        found.discard("comparison")  # "Is the Budapest Convention the same?"
    return next((shape for shape in _ORDER if shape in found), "fact")


def _offers_two(said: Utterance) -> bool:
    """ "Is it 40 signatures or 40 ratifications?" is answered by one of the two, never by yes or no."""
    return any(
        b.last - a.first <= _NEAR and any(said.words[n].bare in _OR for n in range(a.last, b.first))
        for a, b in pairwise(numbers(said))
    )


def kinds_of(said: Utterance, shape: Shape) -> frozenset[Kind]:
    """Kinds of thing that answer; empty for yes or no."""
    found = cast("set[Kind]", {f.value for f in lexicon.found_apart("asks", said)})
    if shape == "yesno" and _closed(said):
        # "Was there a vote when it was adopted?" asks neither when nor who: the word joins two clauses.
        return frozenset()
    if shape in _OPEN and not (shape in ("comparison", "timeline") and found & {"number", "date"}):
        return frozenset({"text", "person"} if shape == "definition" and "person" in found else {"text"})
    if shape == "list" and not found and lexicon.phrases("states", said.language).first(said):
        found.add("place")  # "name some countries that signed"
    if "person" in found and act_of(said) in _BODIES_ACT:
        found.add("organisation")
    for narrow, wide in (
        ("duration", "number"),
        ("money", "number"),
        ("date", "number"),
        ("provision", "number"),
    ):
        if narrow in found:
            found.discard(cast("Kind", wide))
    return frozenset(found - {"text"} or found)


def says_itself(said: Utterance) -> bool:
    """ "Điều 17 nói gì?", "What does the Convention say?" ask for the text, not for anybody's words."""
    if provisions(said):
        return True
    spoken = [f.first for f in lexicon.found_apart("acts", said) if f.value == "say"]
    text = lexicon.phrases("instruments", said.language).first(said)
    return bool(text and spoken and text.last in (spoken[0], spoken[0] - 1))


def _asks_how(said: Utterance) -> bool:
    """Whether a "how" is more than the beginning of "how many"."""
    asked = {f.first: f.value for f in lexicon.found("asks", said)}
    manners = (f for f in lexicon.found("shapes", said) if f.value == "manner")
    return any(asked.get(f.first, "text") == "text" for f in manners)


def asks_something(said: Utterance) -> bool:
    """Whether the words hold one that asks, are built as a yes-or-no question, or order a comparison or a summary."""
    shapes = lexicon.values("shapes", said)
    return _asks_something(said) or bool(_ASKING_SHAPES & shapes) or ("list" in shapes and _which(said))


def _which(said: Utterance) -> bool:
    """ "những tiếng nào?" asks; "các nước" alone does not."""
    return said.language == "vi" and any(w.bare == "nao" for w in said.words)


def _asks_something(said: Utterance) -> bool:
    return bool(lexicon.found("asks", said))


def _opens(said: Utterance) -> bool:
    return bool(said.words) and any(w.word in _OPENING for w in said.words[:2])


def _closed(said: Utterance) -> bool:
    """Built as yes or no: in English by its beginning, in Vietnamese whenever it is found."""
    return said.language == "vi" or _opens(said) or not _asks_something(said)
