"""Proper names in a text: known ones by what they name in both languages, others word by word."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files

from vectorstore.aliases import CANONICAL_NAME, expand, one_name
from vectorstore.text import fold, nfc, tokens

_WORD = re.compile(r"[^\W\d_]+")
# A passage's capitalised words this far apart may stand side by side in what is said of it ("Vladimir" left out).
_NEAR = 3
# Words that begin sentences and name nothing, folded. Vietnamese ones first; those that are also a country or a
# family name are left out on purpose.
_BEGINNINGS = frozenset(
    fold(w)
    for w in """tại theo ngày trong khi sau trước vào từ đến với về cho để do vì bởi nhờ nếu dù mặc tuy nhưng và hoặc còn
    đây đó này kia các những mọi mỗi một hai ba bốn năm sáu bảy tám chín mười có không chưa đã đang sẽ được bị là ông bà
    họ tôi chúng người việc sự cuộc bên phía nước quốc công ước văn kiện hiệp định điều khoản chương phần lễ hội nghị phiên
    buổi sáng chiều tối đêm trưa hôm tuần tháng quý đầu cuối giữa gần hơn khoảng trên dưới ít nhiều tổng số ngoài bên cạnh
    ngoài ra đồng thời cùng cũng như vậy qua nhằm đến nay hiện tính kể tuy nhiên do đó vì vậy cụ thể đáng đặc biệt thông
    mục đích nội dung báo cáo kết quả dự kiến toàn toàn bộ tất cả đa số hầu hết
    the a an this that these those it its he she they we his her their our there here in on at by for from to of with
    without within under over after before during since until about around between among through against as if when while
    where who what which how why and or but so yet nor not no only also all most many some several few each every both
    either another other such more less than first second third finally moreover however meanwhile additionally
    furthermore according overall currently today earlier later nearly almost some up countries states parties articles
    chapters delegates signing one two three four five six seven eight nine ten""".split()
)
# "The Hanoi signing" is the Convention's, and needs no proof that something was in Hanoi.
_CEREMONY = re.compile(r"\b(?:Hanoi|Ha Noi) (?=signing|ceremony)")
# The subject of everything here; naming it claims nothing.
_SUBJECT = frozenset(("công", "ước", "convention", "treaty", "hiệp"))


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one text."""

    known: tuple[tuple[int, ...], ...]  # for each mention the rows of the tables it may mean
    words: tuple[str, ...]  # other capitalised words, in order, as `tokens` unifies them
    adjacent: frozenset[tuple[str, str]]  # those that follow each other
    near: frozenset[tuple[str, str]]  # those at most `_NEAR` words apart


def names(text: str, ordinary: frozenset[str] | None = None) -> Names:
    """Names in *text*, one sentence.

    *ordinary*: words in lower case that a sentence may begin with without naming anybody; None: the first word
    counts as a name (of a passage, where more names do no harm).
    """
    text = _CEREMONY.sub("", one_name(expand(nfc(text)))).replace(CANONICAL_NAME, " ")
    known, spans = _known(text)
    found: list[tuple[int, int, str]] = []  # place among the words, start, word
    for place, match in enumerate(_WORD.finditer(text)):
        word = match.group()
        if not word[0].isupper() or any(a <= match.start() < b for a, b in spans):
            continue
        if ordinary is not None and _begins(text, match.start()) and _is_ordinary(text, match, ordinary):
            continue
        if _unified(word) not in _SUBJECT:
            found.append((place, match.start(), _unified(word)))
    pairs = [
        (i - h, b - a - len(x), x, y) for n, (h, a, x) in enumerate(found) for i, b, y in found[n + 1 : n + 4]
    ]
    adjacent = frozenset((x, y) for apart, gap, x, y in pairs if apart == 1 and gap == 1)
    near = frozenset((x, y) for apart, _, x, y in pairs if apart <= _NEAR)
    return Names(known, tuple(w for _, _, w in found), adjacent, near)


def unproven(said: Names, proof: Sequence[Names], *, across: bool) -> bool:
    """Whether *said* names somebody or something that *proof* does not.

    *across* languages words are compared without marks, and their order is free ("Minister Pham Minh Chinh").
    """
    rows = {n for p in proof for mention in p.known for n in mention}
    if not all(rows & set(mention) for mention in said.known):
        return True
    form = fold if across else str
    words = {form(w) for p in proof for w in (*p.words, *_known_words(p.known))}
    if any(form(w) not in words for w in said.words):
        return True
    near = {pair for p in proof for pair in p.near}
    return not across and not said.adjacent <= near


def _begins(text: str, at: int) -> bool:
    before = text[:at].rstrip()
    return not before or before[-1] in '“"‘«(:–—-•;'


def _is_ordinary(text: str, match: re.Match[str], ordinary: frozenset[str]) -> bool:
    """A capital that only the place explains: not followed by another one, and a word known in lower case."""
    following = _WORD.match(text, match.end() + 1) if text[match.end() : match.end() + 1] == " " else None
    word = match.group().lower()
    if match.group().isupper() and len(word) > 1:
        return False
    if following and following.group()[0].isupper() and following.start() not in _known_starts(text):
        return fold(word) in _BEGINNINGS
    return fold(word) in _BEGINNINGS or _unified(word) in ordinary


def _known_starts(text: str) -> frozenset[int]:
    return frozenset(a for a, _ in _known(text)[1])


def _unified(word: str) -> str:
    return (tokens(word) or [word.lower()])[0]


@functools.cache
def _table() -> tuple[re.Pattern[str], dict[str, tuple[int, ...]], tuple[tuple[str, ...], ...]]:
    """One pattern for all names; which rows a name belongs to ("President" has two); the rows."""
    rows: list[tuple[str, ...]] = []
    for file in ("bodies.tsv", "places.tsv"):
        lines = files("bot.llm").joinpath("data", file).read_text(encoding="utf-8").splitlines()
        rows += [tuple(line.replace("\t", "|").split("|")) for line in lines if line and line[0] != "#"]
    of: dict[str, tuple[int, ...]] = {}
    for n, row in enumerate(rows):
        for name in dict.fromkeys(_spelt(row)):
            of[name] = (*of.get(name, ()), n)
    body = "|".join(re.escape(name) for name in sorted(of, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)"), of, tuple(rows)


def _spelt(row: Iterable[str]) -> Iterable[str]:
    """As in the table, and long names in lower case too; a short one in lower case is another word (pháp, nga)."""
    for name in row:
        yield name
        if len(name) > 6 or " " in name:
            yield name.lower()


def known_names(text: str) -> list[tuple[int, int, tuple[int, ...]]]:
    """Start, end and the rows of the tables of each known name in *text* (NFC)."""
    rows, spans = _known(text)
    return [(start, end, of) for (start, end), of in zip(spans, rows, strict=True)]


@functools.lru_cache(maxsize=4_096)
def _known(text: str) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, int], ...]]:
    pattern, of, _ = _table()
    found = list(pattern.finditer(text))
    return tuple(of[m.group()] for m in found), tuple(m.span() for m in found)


@functools.lru_cache(maxsize=4_096)
def _known_words(known: tuple[tuple[int, ...], ...]) -> frozenset[str]:
    """The words of known names in all their forms: "Công" and "Ministry" both stand for Bộ Công an."""
    rows = _table()[2]
    return frozenset(w for mention in known for n in mention for name in rows[n] for w in tokens(name))
