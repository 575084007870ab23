"""Whole phrases in a sentence: a quantity with its unit, a date, a name. A phrase that would be cut is none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answer import Modifier
from bot.question.counted import UNITS_OF_TIME
from bot.question.located import PERCENT, Span, numbers_in, times_in
from bot.question.times import Time
from bot.question.value import Kind
from bot.reply.nouns import longest, words_of
from vectorstore.text import UPPER, fold
from vectorstore.types import Language

# A numbered thing is no quantity: "Điều 64", "Article 16", "lần thứ 3", "Resolution 79/243", "the 40th".
_NUMBERED = re.compile(
    r"(?:điều|chương|khoản|mục|số|thứ|hạng|nghị quyết|article|chapter|paragraph|section|resolution|no\.)s?\s+$",
    re.IGNORECASE,
)
MODIFIERS: tuple[tuple[Modifier, str], ...] = (
    ("over", r"(?:hơn|(?<!\d )trên|ít nhất|tối thiểu|over|more than|at least)\s+$"),
    ("under", r"(?:gần|dưới|chưa đến|chưa đầy|nearly|almost|under|fewer than|less than)\s+$"),
    ("about", r"(?:khoảng|chừng|about|around|some|approximately)\s+$"),
)
_MONEY = re.compile(
    r"\s*(?:đồng|VND|VNĐ|đô la(?: Mỹ)?|USD|EUR|US dollars?|dollars?|euros?|pounds?|yên|nhân dân tệ|franc)\b",
    re.IGNORECASE,
)
_SIGN = re.compile(r"(?:US)?[$€£¥₫]\s?$")
# Words that no noun phrase runs across: behind a phrase, each says that the phrase is over.
_BOUNDARY = frozenset(
    """đã được từ và đến trong của là có tại với ký do để cùng cho theo ra vào ở khi nếu mà thì bị sẽ đang còn cũng phải cần gồm
    nhằm về trên dưới sau trước này đó kia tham dự phê chuẩn hoặc hay như bao thuộc nên vì rồi chưa không tới qua nhưng đều
    in of from to and were was is are has had have that which who on at by for with as after before when will would can could
    may must should or but than since during about under into between through signed ratified attended took said not""".split()
)  # fmt: skip
_WORD = re.compile(r"\s*([^\W_][\w’'-]*)")
# As many words may stand between a number and the end of its noun: "46 leading tech companies", "8 phiên họp chính thức".
_LONGEST_UNIT = 4
_NAME_WORD = rf"(?:[{UPPER}][\wÀ-ỹ’'.-]*[\wÀ-ỹ]|[{UPPER}](?!\w))"
_NAME = re.compile(rf"{_NAME_WORD}(?:\s+(?:(?:of|the|de|van|bin|al|and)\s+)?{_NAME_WORD})*")
_DATE_LEAD = re.compile(r"\b(?:(?:ngày|năm|tháng|đầu|giữa|cuối|early|mid|late)[\s-]+){1,20}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts, where it stands."""

    span: Span  # with modifier and unit
    number: Span  # the number alone
    value: float
    modifier: Modifier
    kind: Kind  # number, duration or money
    noun: tuple[str, ...] = ()  # folded words of the thing counted; () when none follows
    percent: bool = False


def quantities(text: str, language: Language) -> list[Quantity]:
    """The quantities of a sentence whose noun phrase is whole, in order; dates and numbered things are none."""
    dated = [span for span, _ in dates(text, language)]
    found = []
    for value, span in numbers_in(text, language):
        if any(a < span[1] and span[0] < b for a, b in dated) or _is_label(text, span):
            continue
        quantity = _quantity(text, span, value)
        if quantity:
            found.append(quantity)
    return found


def _is_label(text: str, span: Span) -> bool:
    """A numbered thing, or a part of a symbol such as A/RES/79/243."""
    glued = text[: span[0]][-1:] in ("/", "-", "_") or text[span[1] : span[1] + 1] in ("/", "_")
    ordinal = re.match(r"(?:st|nd|rd|th)\b", text[span[1] :]) is not None
    return glued or ordinal or _NUMBERED.search(text[: span[0]]) is not None


def _quantity(text: str, number: Span, value: float) -> Quantity | None:
    start, end = number
    modifier: Modifier = "firm"
    for name, pattern in MODIFIERS:
        if lead := re.search(pattern, text[:start], re.IGNORECASE):
            modifier, start = name, lead.start()
            break
    if sign := _SIGN.search(text[:start]):
        return Quantity((sign.start(), end), number, value, modifier, "money")
    if unit := _MONEY.match(text, end):
        return Quantity((start, unit.end()), number, value, modifier, "money")
    if unit := PERCENT.match(text, end):
        return Quantity((start, unit.end()), number, value, modifier, "number", percent=True)
    stop = _end_of_noun(text, end)
    if stop is None:
        return None
    noun = words_of(text[end:stop])
    kind: Kind = "duration" if len(noun) == 1 and noun[0] in UNITS_OF_TIME else "number"
    return Quantity((start, stop), number, value, modifier, kind, noun)


def _end_of_noun(text: str, end: int) -> int | None:
    """Where the noun behind a number ends; *end* when none follows, None when nobody can tell."""
    words = _following(text, end)
    if not words or _over(text, end):
        return end
    length, _ = longest([fold(w).lower() for w, _ in words])
    if length and _may_end(text, words[length - 1][1]):
        return words[length - 1][1]
    for word, stop in words[:_LONGEST_UNIT]:
        if _over(text, stop) or (_is_plural(word) and not _plural_follows(text, stop)):
            return stop
    return None


def _following(text: str, end: int) -> list[tuple[str, int]]:
    """The words behind a place up to the next mark, each with where it ends."""
    found: list[tuple[str, int]] = []
    while (match := _WORD.match(text, end)) and len(found) <= _LONGEST_UNIT + 2:
        if match.group(1)[0].isdigit():
            break
        found.append((match.group(1), match.end()))
        end = match.end()
    return found


def _over(text: str, end: int) -> bool:
    """Whether a phrase that ends here is over: a mark, a number or a word follows that no noun phrase runs across."""
    follows = _WORD.match(text, end)
    if follows is None or re.match(r"\s*[\d(]", text[end:]):
        return True
    return follows.group(1).lower() in _BOUNDARY


def _may_end(text: str, end: int) -> bool:
    """Whether a listed noun may end here: nothing narrows it ("72 quốc gia châu Phi", "46 countries leading" do)."""
    follows = _WORD.match(text, end)
    return _over(text, end) or (follows is not None and not _narrows(follows.group(1)))


# What behind a Vietnamese noun makes it another thing: regions, ranks, origins.
_NARROWING = frozenset(
    "châu khu đang phát hàng đầu lớn nhỏ nghèo giàu thành công nói đối tác mới khác còn bộ".split()
)


def _narrows(word: str) -> bool:
    return word.lower() in _NARROWING or word[0].isupper()


def _is_plural(word: str) -> bool:
    return (
        word.isascii()
        and word.islower()
        and ((word.endswith("s") and len(word) > 3) or word in ("people", "women", "men"))
    )


def _plural_follows(text: str, end: int) -> bool:
    follows = _WORD.match(text, end)
    return follows is not None and _is_plural(follows.group(1))


def bounded(text: str, span: Span) -> bool:
    """Whether a name that stands at *span* is whole: it touches no other capital and is not cut off behind."""
    behind = _WORD.match(text, span[1])
    if text[span[1] : span[1] + 1].isalnum() or text[: span[0]][-1:].isalnum():
        return False
    if behind is None or _over(text, span[1]):
        return True
    last = text[slice(*span)].rsplit(maxsplit=1)[-1]
    # "Bộ Công an | Lương Tam Quang": a capital behind a small word begins another name.
    return (behind.group(1)[0].isupper() and last.islower()) or (
        behind.group(1)[0].islower() and last[0].isupper()
    )


def names(text: str, first: bool = False) -> list[Span]:
    """Runs of capitalised words, each as long as it goes; a lone *first* word of the sentence only when asked for."""
    return [m.span() for m in _NAME.finditer(text) if first or m.start() > 0 or " " in m.group()]


def widened(text: str, span: Span) -> Span | None:
    """A place's name as far as it goes ("Trung tâm Hội nghị | Quốc gia"); None when its end cannot be told."""
    end = span[1]
    for _, stop in [("", end), *_following(text, end)]:
        if _over(text, stop):
            return span[0], stop
    return None


def dates(text: str, language: Language) -> list[tuple[Span, Time]]:
    """Dates with the words that belong to them ("cuối năm 2026"), in order."""
    found = []
    for time, (start, end) in times_in(text, language):
        lead = _DATE_LEAD.search(text[:start])
        found.append(((lead.start() if lead else start, end), time))
    return found
