"""A list: the items of all sentences that answer, each once, counted; "at least" unless a sentence gives the count."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from bot.question.located import Span, acts_in, clause, countries_in
from bot.question.value import Kind, Part
from bot.reading.value import Judged
from bot.reply import wording
from bot.reply.choose import adds, with_second
from bot.reply.lead import Lead, people, provisions
from bot.reply.quoting import Body, Quotes
from bot.reply.value import Line
from bot.reply.whole_phrases import names, quantities
from vectorstore.aliases import names_pattern
from vectorstore.index import Index
from vectorstore.status.names import name_of

# So likely a sentence must be an answer for its items to be told.
ITEM_SURE = 0.5
# Quotes of a list; more would be an article.
MOST_QUOTES = 4


def listing(part: Part, found: Sequence[Judged], index: Index) -> Body:
    """The items first, then the sentences that name them; without items of the kind asked for, the sentences alone."""
    quotes = Quotes(part)
    kind = next((k for k in _ITEMS if k in part.kinds), None)
    items: dict[str, list[int]] = {}
    quoted: list[Judged] = []
    for judged in found:
        if judged.probability < ITEM_SURE and quoted:
            break
        own = [i for i in _of(part, judged, kind) if _new(i, items, part)]
        if len(quoted) < MOST_QUOTES and (
            own or not quoted or (kind is None and adds(judged, quoted, index))
        ):
            number = quotes.add(judged, [i.span for i in own])
            quoted.append(judged)
            for item in own:
                items[item.text] = [number]
    if len(items) < 2:
        for other in with_second(quoted, [j for j in found if j not in quoted], index)[len(quoted) :]:
            quotes.add(other)
        return quotes.body()
    complete = any(_counts(judged, len(items)) for judged in quoted)
    text = wording.items(list(items), complete, part.language)
    cites = tuple(sorted({n for numbers in items.values() for n in numbers}))
    return quotes.body([Line("lead", text, cites)], lead=text)


def _new(item: Lead, items: dict[str, list[int]], part: Part) -> bool:
    """Whether an item was named neither by the question nor by an earlier sentence."""
    return item.text not in items and item.text.lower() not in part.text.lower()


def _of(part: Part, judged: Judged, kind: Kind | None) -> list[Lead]:
    """What a sentence lists of the kind asked for, in clauses that tell of the act asked about."""
    if kind is None or judged.probability < ITEM_SURE:
        return []
    found = [i for i in _ITEMS[kind](part, judged) if _told_of(part, judged, i.span)]
    # A sentence often names another one of the kind in passing; where the reader sees one item, it is that one.
    return list({i.text: i for i in found}.values())


def _told_of(part: Part, judged: Judged, span: Span) -> bool:
    """A list runs over commas: the act may stand in the item's clause or anywhere before the next act."""
    if part.act is None:
        return True
    language = judged.article.language
    return part.act in (acts_in(clause(judged.text, span), language) or acts_in(judged.text, language))


def _countries(part: Part, judged: Judged) -> list[Lead]:
    found = countries_in(judged.text, judged.article.language)
    return [Lead(name_of(c, part.language), span) for c, span in found if c not in part.countries]


# What stands between two items of one list: a comma, a joint, both, an abbreviation before it, small words behind it.
_BETWEEN = re.compile(
    r"\s*(?:\([^)]{1,15}\)\s*)?(?:,|,?\s*(?:và|and|cùng|cùng với|&)(?=\s))\s*(?:[a-zà-ỹđ]+\s+){0,4}"
)
# Asked for by these, every body is meant; a ministry or a newspaper is told from others by nothing that a list shows.
_ANY_BODY = re.compile(
    r"\b(?:organi[sz]ations?|agenc(?:y|ies)|bod(?:y|ies)|groups?|ngos?|institutions?|tổ chức|to chuc|cơ quan|co quan|nhóm|đơn vị)\b",
    re.IGNORECASE,
)


def _bodies(part: Part, judged: Judged) -> list[Lead]:
    """The names listed around the one that the reader sees: bodies are named in too many ways to be told by their words."""
    text, seen = judged.text, judged.span
    if seen is None or judged.article.language != part.language or not _ANY_BODY.search(part.text):
        return []
    treaty = [m.span() for m in names_pattern().finditer(text)]
    runs = [r for r in names(text) if not any(a < r[1] and r[0] < b for a, b in treaty)]
    runs = [r for r in runs if text[: r[0]][-1:] != "("]
    at = [n for n, (start, end) in enumerate(runs) if start < seen[1] and seen[0] < end]
    if not at:
        return []
    first, last = at[0], at[-1]
    while first > 0 and _BETWEEN.fullmatch(text[runs[first - 1][1] : runs[first][0]]):
        first -= 1
    while last + 1 < len(runs) and _BETWEEN.fullmatch(text[runs[last][1] : runs[last + 1][0]]):
        last += 1
    listed = runs[first : last + 1]
    beside = (text[one[1] : two[0]] for one, two in pairwise(listed))
    return [Lead(text[a:b], (a, b)) for a, b in listed] if all(map(_BETWEEN.fullmatch, beside)) else []


def _counts(judged: Judged, items: int) -> bool:
    """Whether the sentence itself says how many there are."""
    return any(
        q.value == items and q.modifier == "firm" for q in quantities(judged.text, judged.article.language)
    )


_ITEMS: dict[Kind, Callable[[Part, Judged], list[Lead]]] = {
    "place": _countries,
    "person": people,
    "provision": provisions,
    "organisation": _bodies,
}
