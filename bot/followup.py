"""Make a follow-up a question of its own: "Còn châu Phi thì sao?" after "Bao nhiêu nước châu Á ký?".

Deterministic: the earlier question lends what the follow-up leaves out. A question that stands alone, or a
new subject, borrows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vectorstore.aliases import names_pattern
from vectorstore.language import language_of
from vectorstore.text import UPPER, nfc, tokens

from .kinds import kinds_of
from .provisions import NAMED

# "And X?", "Còn X thì sao?": X takes the place of its like in the earlier question.
_WHAT_ABOUT = re.compile(
    r"^\s*(?:thế\s+)?(?:vậy\s+)?(?:còn|thế còn|vậy còn|the con|vay con|con|what about|how about|and(?: what about)?)\s+(?P<new>.+?)"
    r"\s*(?:thì sao|thì thế nào|thì|the nao|thi sao|ra sao|sao)?\s*\??\s*$",
    re.IGNORECASE,
)
# Words that point back: there, that, he, she, it, they; "ở đó", "ông ấy", "họ", "khi đó", "nước này".
_POINTS_BACK = re.compile(
    r"(?:ở|tại|lúc|khi|trong|về|o|tai|luc|ve)\s+(?:đó|đấy|do|day|này|nay)\b"
    r"|\b(?:ông|bà|người|nước|sự kiện|lễ|hội nghị|buổi|cuộc|văn kiện"
    r"|ong|ba)\s+"
    r"(?:ấy|này|đó|ay|nay|do)\b|\b(?:họ|nó|there|he|she|it|they|them|his|her|its|their|that|those)\b",
    re.IGNORECASE,
)
# A question shorter than this that names nothing leans on the one before it ("Khi nào?", "Ở đâu vậy?").
_BARE_SYLLABLES = 5
# As many characters as may be asked (`ui.question`): follow-ups of follow-ups grow no further.
_LONGEST = 2_000
_ASKING = frozenset(
    "bao nhiêu nào gì ai đâu sao mấy khi thế là có không được và đã chưa thì những các về ở tại vì how many much "
    "what who when where why which is are was were did does do the of in to about a an "
    "nhieu nao gi dau sao may the co khong duoc va da chua thi nhung cac ve vi".split()
)
_REGION = re.compile(
    rf"(?i:châu|khu vực|vùng|chau|khu vuc)\s+[\wÀ-ỹ]+(?:[-–\s]+(?:Thái Bình Dương|[{UPPER}][\wÀ-ỹ]*))*"
)
_PROVISION = re.compile(rf"\b{NAMED}\s+(?:\d+|[ivx]+)\b", re.IGNORECASE)
_CONVENTION = names_pattern()
_NAME = re.compile(rf"[{UPPER}][\wÀ-ỹ]*(?:[-–\s]+[{UPPER}][\wÀ-ỹ]*)*")


def standalone(question: str, history: Sequence[str]) -> str:
    """*question* as it would be asked without its *history* (earlier questions, oldest first)."""
    question = nfc(question).strip()
    earlier = next(
        (standalone(h, history[:n]) for n, h in reversed(list(enumerate(history))) if h.strip()), ""
    )
    if not earlier:
        return question
    about = _WHAT_ABOUT.match(question)
    if about:
        return _replaced(nfc(earlier), about.group("new").strip())[:_LONGEST]
    if points_back(question) or _is_bare(question):
        return f"{question.rstrip(' ?')} — {_subject(nfc(earlier))}?"[:_LONGEST]
    return question


def leans_back(question: str, history: Sequence[str]) -> bool:
    """Whether *question* is about what was answered last."""
    return standalone(question, history) != nfc(question).strip()


def points_back(question: str) -> bool:
    """Whether *question* says "there", "he", "that": its answer stands where the last one stood."""
    return _POINTS_BACK.search(question) is not None


def _is_bare(question: str) -> bool:
    words = [w for w in tokens(question) if w not in _ASKING]
    return not words or (
        len(tokens(question)) <= _BARE_SYLLABLES and not _NAME.search(question[1:]) and len(words) <= 1
    )


def _replaced(earlier: str, new: str) -> str:
    """*earlier* with *new* for what it resembles: a region for a region, else the words that ask the same."""
    shared = set(tokens(new)) & set(tokens(earlier)) - _ASKING
    asks, asked = kinds_of(new, language_of(new)), kinds_of(earlier, language_of(earlier))
    if asks and not (shared and asks & asked):  # it asks something else of the same thing
        return f"{new} — {_subject(earlier)}?"
    for pattern in (_PROVISION, _REGION, _NAME):
        target = _last_replaceable(pattern, earlier, new)
        if target:
            return earlier[: target[0]] + _without_lead(new) + earlier[target[1] :]
    return f"{earlier.rstrip(' ?')} {new}?"


def _last_replaceable(pattern: re.Pattern[str], earlier: str, new: str) -> tuple[int, int] | None:
    """The place in *earlier* that *new* can take: both must be of the pattern's kind."""
    if not pattern.search(new):
        return None
    own = [m.span() for m in _CONVENTION.finditer(earlier)]
    spans = [_without_auxiliary(earlier, m.span()) for m in pattern.finditer(earlier)]
    spans = [(a, b) for a, b in spans if a > 0 or pattern is _REGION or " " in earlier[a:b]]
    free = [s for s in spans if not any(a <= s[0] < b for a, b in own)]
    return free[0] if free and (pattern is _REGION or pattern.fullmatch(_without_lead(new))) else None


def _without_auxiliary(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """ "Did Japan" -> "Japan"."""
    lead = re.match(r"(?:Did|Does|Do|Is|Are|Was|Were|Has|Have|Will|Can)\s+", text[slice(*span)])
    return (span[0] + lead.end(), span[1]) if lead else span


def _without_lead(text: str) -> str:
    return re.sub(r"^(?:trong|ở|tại|với|của|in|for|at)\s+", "", text, flags=re.IGNORECASE)


def _subject(question: str) -> str:
    """What a question is about: its words without those that ask."""
    return " ".join(w for w in question.rstrip(" ?").split() if w.lower().strip("?,.") not in _ASKING)
