"""The bold lead: what was asked for, said first, and only when it is surely right, whole and in the right language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.byline import told_on
from bot.question import lexicon
from bot.question.located import Span, clause, countries_in, ordinals_in, provisions_in
from bot.question.numbers import asks_rank
from bot.question.value import Kind, Part
from bot.reading.value import Judged
from bot.reply import wording
from bot.reply.nouns import in_language, same_thing
from bot.reply.whole_phrases import Quantity, bounded, dates, names, quantities, widened
from vectorstore.aliases import names_pattern
from vectorstore.status.names import name_of
from vectorstore.text import UPPER, fold, tokens
from vectorstore.types import Article, Language

# Of the sentence: below, it is quoted without a lead. Where a lead was wrong (20 of 50 in the stranger's run), the
# sentence was in doubt more often than the span; .6 is where an answer is right more often than it is not, with room.
SENTENCE_SURE = 0.6
# Of the span inside it: the likeliest of some hundred, so more likely than all others together.
SPAN_SURE = 0.5
# Of a span that no other phrase of the kind asked for competes with: what is left is only where it begins and ends,
# and that is decided by the phrase.
SPAN_ALONE = 0.25
# As much of the sentence may be the lead; more is no short answer (the page sets 80 characters in large type).
MOST_LEAD = 80


@dataclass(frozen=True, slots=True)
class Lead:
    """What is said first, and where it stands in the sentence."""

    text: str
    span: Span


def lead(part: Part, judged: Judged) -> Lead | None:
    """The lead of a sentence for *part*; None when it is not sure, not whole, or of another kind than asked."""
    if judged.probability < SENTENCE_SURE or judged.span is None or judged.span_probability < SPAN_ALONE:
        return None
    for kind in _KINDS:
        if kind in part.kinds and (judged.span_probability >= SPAN_SURE or _alone(kind, part, judged)):
            found = _FINDERS[kind](part, judged, _trimmed(judged.text, judged.span))
            if found and len(found.text) <= MOST_LEAD and not _asked_already(part, found.text):
                return found
    return None


def _trimmed(text: str, span: Span) -> Span:
    """Without the blanks and marks around it: a reader's words may begin with the blank before them."""
    said = text[slice(*span)]
    start = span[0] + len(said) - len(said.lstrip(' \n“"(,'))
    return start, start + len(said.strip(' \n“”"(),.;:'))


def _alone(kind: Kind, part: Part, judged: Judged) -> bool:
    """Whether the sentence has one phrase of that kind, and the question does not hold it."""
    text, language = judged.text, judged.article.language
    if kind == "date":
        return len(dates(text, language)) == 1
    if kind == "person":
        return len(people(part, judged)) == 1
    if kind in ("number", "duration", "money"):
        told = [q for q in quantities(text, language) if q.kind == kind]
        counted = [q for q in told if same_thing(part.counted, q.noun)]
        return len(counted) == 1 if part.counted else len(told) == 1
    return False


def _asked_already(part: Part, text: str) -> bool:
    """Whether the question holds all of it: an answer says something new."""
    return {fold(w) for w in tokens(text)} <= {fold(w) for w in tokens(part.text)}


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _number(part: Part, judged: Judged, span: Span) -> Lead | None:
    if asks_rank(part.text, part.language):
        return _rank(part, judged, span)
    told = quantities(judged.text, judged.article.language)
    found = next((q for q in told if _touch(q.number, span)), None)
    if found is None or found.kind not in part.kinds:
        return None
    if part.counted:
        alike = [q for q in told if same_thing(part.counted, q.noun) and q.kind == found.kind]
        found = of_own_clause(part, judged, alike) or found
    return of_quantity(part, judged, found)


def _rank(part: Part, judged: Judged, span: Span) -> Lead | None:
    """ "Thứ 16", "16th": a place in an order is asked for, and no number of things is one."""
    for value, where in ordinals_in(judged.text, judged.article.language):
        if _touch(where, span):
            return Lead(wording.rank(value, part.language), where)
    return None


def of_own_clause(part: Part, judged: Judged, told: Sequence[Quantity]) -> Quantity | None:
    """Of several numbers of one thing, the one whose own clause alone holds most of the question's words."""
    if len({q.value for q in told}) < 2 or judged.article.language != part.language:
        return None
    asked = {fold(w) for w in tokens(part.text)} - {fold(w) for w in part.counted}
    asked -= {fold(w) for w in lexicon.small_words(part.language)}
    held = [len(asked & {fold(w) for w in tokens(clause(judged.text, q.span))}) for q in told]
    most = max(held)
    return told[held.index(most)] if held.count(most) == 1 else None


def of_quantity(part: Part, judged: Judged, quantity: Quantity) -> Lead | None:
    """A quantity as the lead: of what is counted, in the question's language."""
    if part.counted and quantity.noun and not same_thing(part.counted, quantity.noun):
        return None
    text = judged.text[slice(*quantity.span)]
    if judged.article.language != part.language:
        translated = told_quantity(text, quantity, part.language)
        if translated is None:
            return None
        text = translated
    return Lead(text, quantity.span)


def told_quantity(text: str, quantity: Quantity, language: Language) -> str | None:
    """A quantity said in *language*; None when its noun is not listed there."""
    modifier = wording.modifier(quantity.modifier, language)
    number = wording.number(quantity.value, language)
    if quantity.percent:
        return f"{modifier}{number}%"
    if quantity.kind == "money":
        return text if re.search(r"[$€£¥₫]|\b(?:USD|EUR|VND)\b", text) else None
    if not quantity.noun:
        return f"{modifier}{number}"
    noun = in_language(quantity.noun, language, quantity.value)
    return f"{modifier}{number} {noun}" if noun else None


def _date(part: Part, judged: Judged, span: Span) -> Lead | None:
    found = next(((s, m) for s, m in dates(judged.text, judged.article.language) if _touch(s, span)), None)
    if found is None:
        return None
    where, time = found
    published = told_on(judged.article)
    year = time.year
    if year is None and published:
        days = time.days(date.fromisoformat(published))
        year = days[-1].year if days else None
    said = judged.text[slice(*where)]
    text = wording.moment(said, time, year, part.language)
    return Lead(text, where)


def _person(part: Part, judged: Judged, span: Span) -> Lead | None:
    """Whom the reader sees; with whom he did it together, when the sentence joins two names by "and"."""
    everybody = people(part, judged)
    at = next((n for n, p in enumerate(everybody) if _touch(p.span, span)), None)
    if at is None:
        return None
    first = last = at
    while first > 0 and _coordinated(judged.text, everybody[first - 1], everybody[first]):
        first -= 1
    while last + 1 < len(everybody) and _coordinated(judged.text, everybody[last], everybody[last + 1]):
        last += 1
    together = [p.text for p in everybody[first : last + 1]]
    return Lead(wording.joined(together, part.language), (everybody[first].span[0], everybody[last].span[1]))


# "X và Tổng Thư ký Y", "X and Secretary-General Y": offices may stand between, nothing else.
_AND = re.compile(r"\s*(?:và|and|cùng|&)\s+(?:[\wÀ-ỹ-]+\s+){0,7}", re.IGNORECASE)


def _coordinated(text: str, one: Lead, other: Lead) -> bool:
    return _AND.fullmatch(text[one.span[1] : other.span[0]]) is not None


def people(part: Part, judged: Judged) -> list[Lead]:
    """Everybody whom a sentence names, in full, without the office before the name."""
    found = []
    treaty = [m.span() for m in names_pattern().finditer(judged.text)]
    for run in names(judged.text, first=True):
        if any(_touch(run, span) for span in treaty):
            continue  # "Công ước Hà Nội" names nobody
        where = _without_office(judged.text, run)
        name = judged.text[slice(*where)]
        whole = name if " " in name else full_name(judged.article, name)
        if whole and _may_be_a_person(judged, where):
            found.append(Lead(whole, where))
    return found


def full_name(article: Article, name: str) -> str | None:
    """The longer name in the article that ends with *name*, which stands there alone."""
    found = (article.text[slice(*s)] for s in names(article.text))
    return next(
        (n for n in found if n.split()[-1] == name and " " in n and _plain(n, article.language)), None
    )


# Offices that English capitalises before a name; they stay in the quote.
_OFFICE = re.compile(
    r"^(?:(?:Deputy|Vice|Prime|Foreign|State|Permanent|Under|Assistant)[\s-]+)*(?:Presidents?|Ministers?|Secretary-General"
    r"|Secretary|General|Ambassador|Director|Chair(?:man|woman|person)?|Judge|Professor|Senator|Mr\.?|Ms\.?|Mrs\.?|Dr\.?"
    r"|Ông|Bà|Đồng|GS\.?|TS\.?|PGS\.?)\s+"
)
# First or last words of names that are no person's: bodies, places, texts, events, offices of several words.
_BODY = re.compile(
    r"^(?:Bộ|Ban|Ủy|Uỷ|Hội|Đại|Liên|Công|Lễ|Trung tâm|Chính|Quốc|Văn|Cơ|Tổ|Báo|Đài|Điều|Chương|Luật|Châu|Thủ|Thành|Tỉnh"
    r"|Tổng|Phó|Thứ|Chủ|Thượng|Giám|Cục|Trưởng|Bí"
    r"|Vương|The|United|Ministry|Convention|Hanoi|Article|Chapter|National|Steering|Committee|Government|Conference)(?!\w)"
    r"|(?:Committee|Convention|Council|Assembly|Ministry|Nations|Union|Commission|Parliament|Cent(?:er|re)|Agency|Office|Court"
    r"|Party|University|Institute|Organi[sz]ation|Association|Group|Forum|Treaty|Protocol|Department|Watch|Foundation)$"
)


def _plain(name: str, language: Language) -> bool:
    return not _BODY.search(name) and not countries_in(name, language)


def _without_office(text: str, where: Span) -> Span:
    while office := _OFFICE.match(text[slice(*where)]):
        where = where[0] + office.end(), where[1]
    return where


def _may_be_a_person(judged: Judged, where: Span) -> bool:
    text = judged.text
    name = text[slice(*where)]
    return _plain(name, judged.article.language) and len(name.split()) <= 5 and bounded(text, where)


def _place(part: Part, judged: Judged, span: Span) -> Lead | None:
    for code, (start, end) in countries_in(judged.text, judged.article.language):
        if _touch((start, end), span) and end - start >= (span[1] - span[0]) // 2:
            return Lead(name_of(code, part.language), (start, end))
    whole = widened(judged.text, span)
    return _name(part, judged, whole) if whole else None


def _name(part: Part, judged: Judged, span: Span) -> Lead | None:
    """A body or a place by its whole name, in the language it stands in."""
    runs = [s for s in names(judged.text, first=True) if _touch(s, span)]
    if not runs or (judged.article.language != part.language and not _international(judged.text, span)):
        return None
    start, end = min(span[0], runs[0][0]), max(span[1], runs[-1][1])
    text = judged.text[start:end].rstrip()
    whole = (start, start + len(text))
    return Lead(text, whole) if text[:1].isupper() and bounded(judged.text, whole) else None


def _international(text: str, span: Span) -> bool:
    """A name without marks and in capitals throughout is the same in both languages ("INTERPOL", "UNODC")."""
    return re.fullmatch(rf"[{UPPER}0-9 -]+", text[slice(*span)]) is not None


def _provision(part: Part, judged: Judged, span: Span) -> Lead | None:
    return next((p for p in provisions(part, judged) if _touch(p.span, span)), None)


def provisions(part: Part, judged: Judged) -> list[Lead]:
    """The numbered articles and chapters that a sentence names."""
    return [
        Lead(wording.provision(p, part.language), span)
        for p, span in provisions_in(judged.text, judged.article.language)
    ]


# In which order a question that leaves the kind open is served; "text" has no lead.
_KINDS: tuple[Kind, ...] = (
    "date", "duration", "money", "number", "person", "provision", "place", "organisation",
)  # fmt: skip
_FINDERS = {
    "date": _date,
    "duration": _number,
    "money": _number,
    "number": _number,
    "person": _person,
    "provision": _provision,
    "place": _place,
    "organisation": _name,
}
