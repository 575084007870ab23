"""Every number in a text, in digits or in Vietnamese or English words, as a value that can be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.grounding.amounts import amounts
from bot.grounding.shares import shares
from bot.grounding.which import COUNTED, Number, kinded, ordinals
from bot.question import lexicon

_VI_TAIL = lexicon.tails("vi")
_ONES = lexicon.ones("vi") | lexicon.ones("en") | {"bẩy": 7}  # the tens of English too
_SCALES = lexicon.scales("vi") | lexicon.scales("en") | {"tỉ": 10**9}
_WORDS = frozenset((*_ONES, *_VI_TAIL, *_SCALES, "mươi"))
_JOINTS = frozenset(("linh", "lẻ", "and"))

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|%")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_ROMAN = re.compile(
    r"(?<!\w)(?:(?P<chapter>chương|chapters?)|quý|khóa|khoá|kỳ|lần thứ|quarter|session)\s+(?P<roman>[IVX]+)(?!\w)",
    re.IGNORECASE,
)
# "năm" is five, and year: year beside a number, and in these surroundings.
_YEAR_BEFORE = frozenset(
    "từ vào đến tới trong trước sau đầu giữa cuối hằng hàng mỗi nhiều các những cả suốt qua kể theo mấy vài thêm của "
    "gần quá nửa lâu bao".split()
)
_YEAR_AFTER = frozenset("nay qua ngoái trước sau tới đó này kia nào học lần một liên rồi".split())
# "Only one", "chỉ một" is a figure; "one" and "một" alone are articles.
_ONLY = re.compile(r"(?<!\w)(?:chỉ có|chỉ|đúng|duy nhất|only|just|exactly)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str  # lower case


def numbers(text: str) -> list[Number]:
    """All numbers of *text* in order; "one" and "một" are left out, for they are articles too."""
    roman = [
        Number(
            m.start() if m["chapter"] else m.start("roman"),
            m.end(),
            _roman(m["roman"]),
            "chapter" if m["chapter"] else "ordinal",
        )
        for m in _ROMAN.finditer(text)
        if m["roman"].isupper() or (m["chapter"] and m["roman"].islower())
    ]
    vague = [Number(start, end, 0, "vague", name) for start, end, name in amounts(text)]
    parts = shares(text)
    taken = [(n.start, n.end) for n in roman + vague + parts]
    tokens = [
        _Word(m.start(), m.end(), m.group().lower())
        for m in _TOKEN.finditer(text)
        if not any(a < m.end() and m.start() < b for a, b in taken)
    ]
    found = [kinded(text, start, end, value) for start, end, value in _values(text, tokens)]
    return sorted(found + roman + vague + parts, key=lambda n: n.start)


def digits_value(text: str) -> float:
    """2500 for "2.500", 8.5 for "8,5"."""
    if _THOUSANDS.fullmatch(text):
        return float(re.sub(r"[.,]", "", text))
    *whole, last = re.split(r"[.,]", text)
    return float("".join(whole) + "." + last) if whole else float(last)


def _values(text: str, tokens: Sequence[_Word]) -> list[tuple[int, int, float]]:
    found: list[tuple[int, int, float]] = []
    n = 0
    while n < len(tokens):
        run = _run(text, tokens, n)
        if not run:
            if tokens[n].text in ordinals():
                found.append((tokens[n].start, tokens[n].end, float(ordinals()[tokens[n].text])))
            n += 1
            continue
        values, last = _parse(run), run[-1]
        n += len(run)
        after = n + (n < len(tokens) and tokens[n].text == "and")
        if after < len(tokens) and (more := _units_of(text, last, tokens[after], values[-1][2])):
            values[-1] = (values[-1][0], tokens[after].end, values[-1][2] + more)  # "twenty-first"
            n = after + 1
        found += [v for v in values if v[2] != 1 or _is_one(text, v[0])]
    return found


def _units_of(text: str, tens: _Word, word: _Word, value: float) -> int:
    """What an English ordinal adds to the tens or hundreds before it; 0 for nothing."""
    joined = (
        text[tens.end : word.start].strip(" -–") in ("", "and")
        and tens.text.isascii()
        and not tens.text[0].isdigit()
    )
    units = lexicon.ordinals("en").get(word.text, 0)
    return units if joined and 0 < units < 10 and value >= 20 and value % 10 == 0 else 0


def _is_one(text: str, start: int) -> bool:
    return text[start].isdigit() or bool(_ONLY.search(text, max(0, start - 12), start))


def _run(text: str, tokens: Sequence[_Word], at: int) -> list[_Word]:
    """Number words and digits that stand together from token *at* on."""
    run: list[_Word] = []
    for n in range(at, len(tokens)):
        token = tokens[n]
        gap = text[run[-1].end : token.start] if run else ""
        if run and (gap.strip(" -–") or (token.text[0].isdigit() and gap.strip(" "))):
            break
        if not _belongs(tokens, n, run):
            break
        if run and token.text[0].isdigit():
            break
        run.append(token)
    while run and run[-1].text in _JOINTS:
        run.pop()
    return run


def _belongs(tokens: Sequence[_Word], n: int, run: Sequence[_Word]) -> bool:
    word = tokens[n].text
    following = tokens[n + 1].text if n + 1 < len(tokens) else ""
    if word == "năm":
        return _is_five(tokens, n, run)
    if word == "không":  # "một nghìn không trăm linh năm"
        return bool(run) and following == "trăm"
    if word in _JOINTS:
        return (
            bool(run) and (run[-1].text in _SCALES) and n + 1 < len(tokens) and tokens[n + 1].text in _WORDS
        )
    if word in _VI_TAIL or word == "mươi":  # "thứ tư" is the fourth; "tư" alone is many a thing
        fourth = word == "tư" and n > 0 and tokens[n - 1].text == "thứ"
        return fourth or (bool(run) and run[-1].text not in _VI_TAIL)
    if word in ("trăm", "tỷ", "tỉ"):
        return bool(run) and (n == 0 or tokens[n - 1].text != "phần")
    return word in _WORDS or word[0].isdigit()


def _is_five(tokens: Sequence[_Word], n: int, run: Sequence[_Word]) -> bool:
    before = tokens[n - 1].text if n else ""
    after = tokens[n + 1].text if n + 1 < len(tokens) else ""
    larger = after in ("mươi", "trăm", "nghìn", "ngàn", "triệu")
    if run:  # "hai mươi năm" and "ngàn năm" are years: 25 is "hai mươi lăm", 1,005 "một nghìn linh năm"
        return before in ("linh", "lẻ") or (larger and before in ("trăm", "nghìn", "ngàn", "triệu"))
    if larger:
        return True
    if after in COUNTED and not before[:1].isdigit() and before not in _WORDS:
        return True
    return not (
        after[:1].isdigit()
        or before[:1].isdigit()
        or before in _WORDS
        or before in _YEAR_BEFORE
        or after in _YEAR_AFTER
        or not after
    )


def _parse(run: Sequence[_Word]) -> list[tuple[int, int, float]]:
    """The values of a run: mostly one; "hai ba" is two."""
    found: list[tuple[int, int, float]] = []
    total = group = 0.0
    start, end = run[0].start, run[0].end
    before = ""
    open_ = False  # whether a following unit still belongs to the number
    for word in run:
        value = _unit(word.text)
        if value is not None and open_ and not _adds(group, value):
            found.append((start, end, total + group))
            total = group = 0.0
            start = word.start
        if word.text == "mươi":
            group = (group // 10) * 10 + (group % 10) * 10
        elif word.text in _SCALES:
            scale = _SCALES[word.text]
            if scale == 100:
                group = 0.0 if before == "không" else max(group, 1) * 100
            else:
                total, group = total + max(group, 1) * scale, 0.0
        elif value is not None:
            group += value
        open_, end, before = True, word.end, word.text
    found.append((start, end, total + group))
    return found


def _unit(word: str) -> float | None:
    if word[0].isdigit():
        return digits_value(word)
    for table in (_ONES, _VI_TAIL):
        if word in table:
            return float(table[word])
    return None


def _adds(group: float, value: float) -> bool:
    """Whether *value* goes on with a number that stands at *group*: 70 + 2, 200 + 5, but not 2 and 3."""
    if group == 0:
        return True
    size = 10 if value < 10 else 100 if value < 100 else 10**9
    return group % size == 0 and value == int(value)


def _roman(text: str) -> float:
    values = [{"i": 1, "v": 5, "x": 10}[c] for c in text.lower()]
    return float(sum(-v if any(v < w for w in values[n + 1 :]) else v for n, v in enumerate(values)))
