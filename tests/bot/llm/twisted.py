"""Sentences that are wrong though every number, date and name of theirs stands in the passage they cite.

Made by rule from the passages themselves; shares no word list with `bot.llm`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from vectorstore.types import Language

CAP = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_PERSON = rf"[{CAP}][a-zà-ỹđ]+(?: [{CAP}][a-zà-ỹđ]+){{1,3}}"
_BODY = (
    "Liên minh châu Âu|Liên hợp quốc|Việt Nam|Bộ Công an|Bộ Ngoại giao|Bộ Tài chính|Đại hội đồng|UNODC|Nga|Hoa Kỳ|"
    "Nghị viện châu Âu|Quốc hội|European Union|European Parliament|United Nations|Viet Nam|Ministry of Public Security|"
    "Ministry of Foreign Affairs|General Assembly|National Assembly|Russia|United States"
)
_NAME = re.compile(rf"(?<!\w)(?:{_BODY}|{_PERSON})(?!\w)")
_NO_NAME = re.compile(
    r"Công|Hà Nội|Hanoi|Convention|Chapter|Article|Điều|Chương|Luật|Law|Ban |Web|Day|^The |^In "
)
_DATE = re.compile(
    r"(?<![\d/])\d{1,2}/\d{1,2}/\d{4}|\d{1,2} (?:January|February|May|June|July|August|September|October|November"
    r"|December) \d{4}"
)
_NUMBER = re.compile(
    r"(?<![\w/.,:–-])\d{1,3}(?:[.,]\d{3})*(?![\w/:%]|[.,]\d| tháng|th\b| (?:January|February|May|October|December))"
)
_NUMBERED = re.compile(
    r"(?:ngày|tháng|năm|số|Điều|khoản|Article|Articles|Chapter|Chương|paragraph|resolution|of|in)\s*$"
)


@dataclass(frozen=True)
class Twisted:
    """A wrong sentence, its kind, and what it was made of."""

    text: str
    kind: str
    base: str


def twisted(sentences: Sequence[str], others: Sequence[str], language: Language) -> Iterator[Twisted]:
    """Everything that the rules make of one passage's *sentences*; *others* are another article's."""
    for base in sentences:
        rest = [s for s in sentences if s != base]
        for rule in _RULES:
            for text in rule(base, rest, language):
                if text != base and not any(text.rstrip(".") in s for s in sentences):
                    yield Twisted(text.rstrip(".") + " [1].", rule.__name__.strip("_"), base)
    for text in others:
        if _NUMBER.search(text) and not any(text in s for s in sentences):
            yield Twisted(text.rstrip(".") + " [1].", "other_passage", text)


def _names(text: str) -> list[re.Match[str]]:
    return [m for m in _NAME.finditer(text) if not _NO_NAME.search(m.group())]


def _numbers(text: str) -> list[re.Match[str]]:
    return [m for m in _NUMBER.finditer(text) if not _NUMBERED.search(text[: m.start()])]


def _put(text: str, match: re.Match[str], said: str) -> str:
    return text[: match.start()] + said + text[match.end() :]


def _exchanged(text: str, one: re.Match[str], other: re.Match[str]) -> str:
    between = text[one.end() : other.start()]
    return text[: one.start()] + other.group() + between + one.group() + text[other.end() :]


def name_of_another_sentence(base: str, rest: Sequence[str], language: Language) -> Iterator[str]:
    for match in _names(base):
        for name in dict.fromkeys(m.group() for s in rest for m in _names(s)):
            if name not in base and (name.count(" ") > 1) == (match.group().count(" ") > 1):
                yield _put(base, match, name)


def names_exchanged(base: str, rest: Sequence[str], language: Language) -> Iterator[str]:
    found = _names(base)
    for one, other in itertools.pairwise(found):
        between = base[one.end() : other.start()]
        joined = re.search(r"[,;:(]| và | and | cùng | with ", between)
        if not joined and len(between.split()) > 1 and one.group() != other.group():
            yield _exchanged(base, one, other)


def number_of_another_sentence(base: str, rest: Sequence[str], language: Language) -> Iterator[str]:
    own = {m.group() for m in _NUMBER.finditer(base)}
    for match in _numbers(base):
        for number in dict.fromkeys(m.group() for s in rest for m in _numbers(s)):
            if number not in own:
                yield _put(base, match, number)


def numbers_exchanged(base: str, rest: Sequence[str], language: Language) -> Iterator[str]:
    found = _numbers(base)
    for one, other in itertools.pairwise(found):
        between = base[one.end() : other.start()]
        if (
            one.group() != other.group()
            and re.search(r"[a-zà-ỹ]{2}", between)
            and not re.fullmatch(r"\s*(?:,|và|and|trên|of|or|hoặc|trong số)\s*", between)
        ):
            yield _exchanged(base, one, other)


def date_of_another_sentence(base: str, rest: Sequence[str], language: Language) -> Iterator[str]:
    for match in _DATE.finditer(base):
        for day in dict.fromkeys(m.group() for s in rest for m in _DATE.finditer(s)):
            if day not in base and not re.search(r"\d (?:và|and) $", base[: match.start()]):
                yield _put(base, match, day)


def denied(base: str, rest: Sequence[str], language: Language) -> Iterator[str]:
    if language == "vi":
        for verb in (
            "ký",
            "thông qua",
            "có hiệu lực",
            "chủ trì",
            "yêu cầu",
            "gồm",
            "nói",
            "áp dụng",
            "cho phép",
            "là",
        ):
            for word in ("không ", "chưa "):
                match = re.search(rf"(?<!mở )(?<!lễ )(?<!phiên )(?<!\w)(?:đã )?{verb}(?!\w)(?= \w)", base)
                if match and not re.search(r"(?:không|chưa|chẳng) (?:\w+ )?$", base[: match.start()]):
                    yield _put(base, match, word + match.group().removeprefix("đã "))
        return
    for verb in ("was", "is", "has", "had", "are", "were", "will", "must"):
        match = re.search(rf"(?<!\w){verb}(?!\w)(?! (?:not|no)\b)", base)
        if match:
            yield _put(base, match, f"{verb} not")
    match = re.search(r"(?<!\w)(signed|adopted|deals with|calls for|establishes|called on)(?!\w)", base)
    if match:
        yield _put(base, match, "never " + match.group())


def no_longer_denied(base: str, rest: Sequence[str], language: Language) -> Iterator[str]:
    for match in re.finditer(
        r"(?<!\w)(?:không(?! (?:chỉ|những|gian))|chưa|vẫn chưa|not(?! (?:only|just))|never) ", base
    ):
        yield _put(base, match, "đã " if language == "vi" else "")


def planned_as_done(base: str, rest: Sequence[str], language: Language) -> Iterator[str]:
    pattern = (
        r"(?<!\w)(?:dự kiến |dự tính |sẽ |có thể |cần |phải |kêu gọi |đề nghị |yêu cầu |còn phải )"
        if language == "vi"
        else r"(?<!\w)(?:will |would |may |can |must |should |still has to |still had to |planned |expected to |promised to )"
    )
    for match in re.finditer(pattern, base):
        yield _put(base, match, "đã " if language == "vi" else "")
        yield _put(base, match, "")


def done_as_planned(base: str, rest: Sequence[str], language: Language) -> Iterator[str]:
    if language == "vi":
        for match in re.finditer(r"(?<!\w)đã (?=\w)", base):
            for word in ("sẽ ", "dự kiến ", "có thể ", "muốn "):
                yield _put(base, match, word)
        return
    for match in re.finditer(r"(?<!\w)(signed|adopted|passed|chaired|covered)(?!\w)", base):
        for word in ("will have ", "may have ", "hopes to have "):
            yield _put(base, match, word + match.group())


def bounds_changed(base: str, rest: Sequence[str], language: Language) -> Iterator[str]:
    changes = {
        "hơn ": ("gần ", "chưa đến ", ""), "gần ": ("hơn ", ""), "khoảng ": ("hơn ", ""), "more than ": ("fewer than ", "almost "),
        "More than ": ("Fewer than ", "Only "), "over ": ("under ", ""), "about ": ("over ", ""), "almost ": ("over ", ""),
        "at least ": ("at most ",),
    }  # fmt: skip
    for old, new in changes.items():
        for match in re.finditer(rf"(?<!\w){old}(?=\d)", base):
            for word in new:
                yield _put(base, match, word)
    for match in _numbers(base):
        if not re.search(
            r"(?:hơn|gần|khoảng|than|over|about|almost|least|trong số|of) $", base[: match.start()]
        ):
            yield _put(base, match, ("hơn " if language == "vi" else "more than ") + match.group())


def units_changed(base: str, rest: Sequence[str], language: Language) -> Iterator[str]:
    for match in re.finditer(r"(?<=\d)(?:%| percent| phần trăm)", base):
        yield _put(base, match, " lần" if language == "vi" else " times")
    swaps = (("triệu", "tỷ"), ("tháng", "năm"), ("million", "billion"), ("months", "years"), ("years", "months"),
             ("day", "month"), ("chương", "điều"), ("điều", "chương"), ("chapters", "articles"), ("articles", "chapters"))  # fmt: skip
    for old, new in swaps:
        match = re.search(rf"(?<=\d )(?:{old})(?!\w)(?! \d)", base)
        if match:
            yield _put(base, match, new)


def turned_round(base: str, rest: Sequence[str], language: Language) -> Iterator[str]:
    pairs = (
        ("dài nhất", "ngắn nhất"), ("ít hơn", "nhiều hơn"), ("đầu tiên", "cuối cùng"), ("tăng", "giảm"), ("trước", "sau"),
        ("sau khi", "trước khi"), ("lớn nhất", "nhỏ nhất"), ("mở", "đóng"), ("thấp hơn", "cao hơn"), ("trong nước", "nước ngoài"),
        ("longest", "shortest"), ("first", "last"), ("after", "before"), ("before", "after"), ("largest", "smallest"),
        ("opened", "closed"), ("open", "closed"), ("above", "below"), ("earlier", "later"), ("domestic", "foreign"),
    )  # fmt: skip
    for old, new in pairs:
        match = re.search(rf"(?<!\w){old}(?!\w)", base)
        if match and (old, language) != ("mở", "vi"):
            yield _put(base, match, new)


def another_act(base: str, rest: Sequence[str], language: Language) -> Iterator[str]:
    pairs = (
        ("đã ký", "đã phê chuẩn"), ("đã ký", "đã rút khỏi"), ("nước ký", "nước phê chuẩn"), ("thông qua", "bác bỏ"),
        ("phê chuẩn", "ký"), ("chủ trì", "hủy"), ("ký Công ước", "phê chuẩn Công ước"), ("cho phép", "cấm"), ("lập", "giải tán"),
        ("signed", "ratified"), ("had signed", "had left"), ("adopted", "rejected"), ("ratify", "sign"), ("ratification", "signature"),
        ("ratifications", "signatures"), ("chaired", "cancelled"), ("authorised", "forbade"), ("supported", "opposed"),
        ("entry into force", "signature"), ("passed", "rejected"), ("set up", "dissolved"), ("attend", "leave"),
    )  # fmt: skip
    for old, new in pairs:
        for match in re.finditer(rf"(?<!\w)(?<!lễ mở ){old}(?!\w)", base):
            yield _put(base, match, new)


def all_and_only(base: str, rest: Sequence[str], language: Language) -> Iterator[str]:
    pairs = (
        ("một số", "tất cả các"),
        ("một trong những", "là"),
        ("Some", "All"),
        ("some", "all"),
        ("one of the", "the"),
    )
    for old, new in pairs:
        match = re.search(rf"(?<!\w){old}(?!\w)", base)
        if match:
            yield _put(base, match, new)
    for match in _numbers(base)[:1]:
        if not re.search(
            r"(?:hơn|gần|khoảng|than|over|about|almost|least|trong số|of|chỉ|only) $", base[: match.start()]
        ):
            yield _put(base, match, ("chỉ " if language == "vi" else "only ") + match.group())


def said_of_another(base: str, rest: Sequence[str], language: Language) -> Iterator[str]:
    """The subject of one sentence with what another one says."""
    verb = (
        r" (?:đã|là|có|gồm|sẽ|chưa|nói|cho biết|yêu cầu|chủ trì|diễn ra|quy định|bảo vệ) "
        if language == "vi"
        else r" (?:was|is|has|had|are|were|will|said|signed|deals|shows|took|called|described|chaired|protects) "
    )
    own = re.search(verb, base)
    for other in rest:
        its = re.search(verb, other)
        if own and its and base[: own.start()].casefold() != other[: its.start()].casefold():
            subject, told = base[: own.start()], other[its.start() :]
            if (
                not re.match(r"(?:Đây|Đó|It|This|They|Ông|He)\b", base)
                and subject.casefold() not in other.casefold()
            ):
                yield subject + told


Rule = Callable[[str, Sequence[str], Language], Iterator[str]]
_RULES: tuple[Rule, ...] = (
    name_of_another_sentence, names_exchanged, number_of_another_sentence, numbers_exchanged, date_of_another_sentence,
    denied, no_longer_denied, planned_as_done, done_as_planned, bounds_changed, units_changed, turned_round, another_act,
    all_and_only, said_of_another,
)  # fmt: skip
