"""Several questions in one text, taken apart.

Parts that lean on the one before ("Who signed for Viet Nam and when?") are made to stand alone as a follow-up
is, by `bot.question.thread`; here they are only parted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.question import lexicon
from bot.question.acts import TREATY_ACTS
from bot.question.anatomy import Anatomy, Span, anatomy
from bot.question.utterance import Utterance, utterance
from vectorstore.types import Language

# More than these are a list to be pasted, not questions to be answered at once.
MOST = 6
# These weigh their sides against each other, so that taking them apart would lose the question.
_TOGETHER = frozenset(("comparison", "timeline", "summary", "reason"))
_ENDS = frozenset("?!;\n")


def parts(text: str, language: Language) -> list[str]:
    """The questions of *text* in order, at least one; what asks nothing is left out beside what asks."""
    sentences = list(_sentences(utterance(text, language)))
    asking = [s for s in sentences if anatomy(s, language).asks] or [text]
    found = [part for sentence in asking for part in _clauses(anatomy(sentence, language))]
    each = [part for clause in found for part in _distributed(anatomy(clause, language))]
    return list(dict.fromkeys(each))[:MOST]


def background(text: str, language: Language) -> list[str]:
    """Sentences of *text* that ask nothing beside some that do: what pronouns behind them may mean."""
    sentences = list(_sentences(utterance(text, language)))
    stated = [s for s in sentences if not anatomy(s, language).asks]
    return stated if len(stated) < len(sentences) else []


def _sentences(said: Utterance) -> Iterator[str]:
    start = 0
    for n, word in enumerate(said.words[:-1]):
        gap = said.gap(n)
        following = said.words[n + 1]
        full = (
            gap.strip().startswith(".")
            and gap.endswith(" ")
            and following.capital
            and (len(word.text) > 2 or word.text.isdecimal())
        )
        if _ENDS & set(gap) or full:
            cut = word.end + len(gap.rstrip())
            yield said.text[start:cut].strip()
            start = cut
    if said.text[start:].strip():
        yield said.text[start:].strip()


def _clauses(a: Anatomy) -> list[str]:
    """Cut where a joint has something that asks on either side."""
    if a.shape in _TOGETHER:
        return [a.text]
    cuts = [cut for cut in _joints(a) if _asks_within(a, cut[1], len(a.said.words), opening=True)]
    pieces: list[str] = []
    first = 0
    for joint, behind in cuts:
        if joint <= first or not _asks_within(a, first, joint, opening=False):
            continue
        pieces.append(a.piece((first, joint)))
        first = behind
    pieces.append(a.piece((first, len(a.said.words))))
    return _completed(pieces, a.language)


def _joints(a: Anatomy) -> list[Span]:
    """(where a joint begins, where what follows begins); a comma is one with nothing between."""
    found = [(f.first, f.last) for f in lexicon.phrases("joins", a.language).apart(a.said)]
    found = [(f, b) for f, b in found if f > 0 and b < len(a.said.words)]
    commas = [(n + 1, n + 1) for n in range(len(a.said.words) - 1) if a.said.gap(n).strip() in (",", ";")]
    return sorted(found + [c for c in commas if c[0] not in {f for f, _ in found}])


def _asks_within(a: Anatomy, first: int, last: int, opening: bool) -> bool:
    """Whether words *first* to *last* ask; in English, what follows a joint must begin so."""
    places = [f.first for f in a.asking if first <= f.first and f.last <= last]
    if a.language == "vi":
        return bool(places) or (opening and last - first > 2 and _closes(a, first, last))
    if opening:
        begins = (
            {first, first + 1}
            if a.said.words[first].word in ("in", "on", "by", "for", "at", "to")
            else {first}
        )
        return bool(begins & set(places)) or (a.said.words[first].word in _AUXILIARIES and last - first > 2)
    return bool(places) or any(w.word in _AUXILIARIES for w in a.said.words[first : first + 2])


_AUXILIARIES = frozenset("is are was were did does do has have had will can could would should must".split())


def _closes(a: Anatomy, first: int, last: int) -> bool:
    """A Vietnamese yes-or-no ends in "không" or "chưa"."""
    return a.said.words[last - 1].bare in ("khong", "chua") and last == len(a.said.words)


def _completed(pieces: Sequence[str], language: Language) -> list[str]:
    """ "When" of "When and where was it signed?" is given the rest of its neighbour."""
    found = list(pieces)
    for n in range(len(found) - 2, -1, -1):
        mine, behind = anatomy(found[n], language), anatomy(found[n + 1], language)
        if rest := _rest_of_count(mine, behind):
            found[n] = mine.text.rstrip(" ?,") + rest
            continue
        if mine.content() or mine.act or not mine.asking or not behind.asking or mine.counted:
            continue
        if behind.asking[0].first == 0:
            rest = behind.said.text[behind.said.words[behind.asking[0].last - 1].end :]
            found[n] = mine.text.rstrip(" ?,") + rest
    return found


def _rest_of_count(mine: Anatomy, behind: Anatomy) -> str | None:
    """What "how many seminars" lacks before "and how many talks are planned": all behind the other thing counted."""
    if mine.counted is None or behind.counted is None or mine.act or mine.counted.last < len(mine.said.words):
        return None
    end = behind.counted.last
    if behind.counted.first == end or end >= len(behind.said.words):
        return None
    return behind.said.text[behind.said.words[end - 1].end :]


def _distributed(a: Anatomy) -> list[str]:
    """One question for each of several provisions, countries, things counted or acts that share the rest."""
    if a.shape in _TOGETHER | {"list"} and not a.counted:
        return [a.text]
    spans = _provisions(a) or _acts(a) or _things(a) or _countries(a)
    if len(spans) < 2:
        return [a.text]
    start, end = a.said.place(spans[0][0], spans[-1][1])
    return [a.text[:start] + piece + a.text[end:] for piece in _pieces(a, spans)]


def _pieces(a: Anatomy, spans: Sequence[Span]) -> Iterator[str]:
    words = [a.piece(span) for span in spans]
    lead = a.said.words[spans[0][0]].text
    for n, piece in enumerate(words):
        numbered = n and piece[0].isdecimal() and not lead[0].isdecimal()
        yield f"{_singular(lead)} {piece}" if numbered else piece
    return


def _singular(lead: str) -> str:
    return lead[:-1] if lead.lower() in ("articles", "chapters") else lead


def _joined(a: Anatomy, spans: Sequence[Span]) -> bool:
    """Whether only joints and commas stand between neighbours."""
    joints = {f.first: f.last for f in lexicon.phrases("joins", a.language).all(a.said)}
    return len(spans) > 1 and all(
        one[1] == two[0] or joints.get(one[1]) == two[0] for one, two in pairwise(spans)
    )


def _provisions(a: Anatomy) -> list[Span]:
    spans = [(p.first, p.last) for p in a.provisions if p.first < p.last]
    unique = list(dict.fromkeys(spans))
    return unique if _joined(a, unique) else []


def _countries(a: Anatomy) -> list[Span]:
    spans = [(c.first, c.last) for c in a.countries]
    return spans if _joined(a, spans) and a.shape in ("fact", "yesno") and not a.counted else []


def _acts(a: Anatomy) -> list[Span]:
    """ "signed and ratified" behind "how many"."""
    spans = [(f.first, f.last) for f in a.acts if f.value in TREATY_ACTS]
    return spans if a.asks and _joined(a, spans) and a.shape in ("fact", "list", "yesno") else []


def _things(a: Anatomy) -> list[Span]:
    """ "chapters and articles" behind "how many"."""
    if a.counted is None or a.counted.first == a.counted.last:
        return []
    joints = {f.first: f.last for f in lexicon.phrases("joins", a.language).all(a.said)}
    behind = joints.get(a.counted.last)
    if behind is None or behind >= len(a.said.words):
        return []
    small, verbs = lexicon.small_words(a.language), {f.first for f in a.acts}
    end = behind
    while (
        end < len(a.said.words)
        and end - behind < 3
        and a.said.words[end].word not in small
        and end not in verbs
    ):
        end += 1
    rest_is_verb = end < len(a.said.words) or a.said.words[a.counted.first].bare not in small
    return [(a.counted.first, a.counted.last), (behind, end)] if end > behind and rest_is_verb else []
