"""Let the model make a follow-up a question of its own; the rules' rewriting stands whenever it may not be believed.

What the model writes is only searched with: it must be one line, name and count nothing that the conversation does
not, keep what the follow-up names and counts, and say it in the conversation's words.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence

from bot.llm.cache import Key
from bot.llm.facts import Facts, facts, unsupported
from bot.llm.markup import MARKER, forbidden, plain
from bot.llm.orders import is_order
from bot.llm.senses import senses
from bot.llm.speaker import Speaker, Spent
from bot.llm.words import content, stems
from bot.model import Message
from vectorstore.language import language_of
from vectorstore.text import nfc, tokens
from vectorstore.types import Language

# A follow-up leans on the last question or the one before it; more only costs tokens.
_EARLIER = 3
# Characters of each earlier question that are told, and of a rewritten one: longer is no question.
_LONGEST = 300
# Share of its words that the conversation has; the rest are "which" and "the", or of another subject.
_ENOUGH = 0.8

_SYSTEM: dict[Language, str] = {
    "vi": """Viết lại câu hỏi cuối thành một câu hỏi hiểu được mà không cần các câu hỏi trước.
Chỉ dùng từ ngữ, con số, ngày và tên có trong các câu hỏi. Chỉ viết một dòng, chỉ câu hỏi, bằng tiếng Việt.""",
    "en": """Rewrite the last question so that it can be understood without the earlier ones.
Use only words, numbers, dates and names of the questions. Write one line, only the question, in English.""",
}
_EARLIER_ONES: dict[Language, str] = {"vi": "Các câu hỏi trước", "en": "Earlier questions"}
_LAST: dict[Language, str] = {"vi": "Câu hỏi cuối", "en": "Last question"}


def rewritten(
    question: str, history: Sequence[str], by_rule: str, speaker: Speaker, spent: Spent
) -> Generator[str, None, str]:
    """The question to search with: the model's, or *by_rule*; yields "" while waiting."""
    language = language_of(question)
    earlier = [" ".join(nfc(h).split())[:_LONGEST] for h in history if h.strip()][-_EARLIER:]
    lines = "\n".join(f"- {h}" for h in earlier)
    told = [
        Message("system", _SYSTEM[language]),
        Message(
            "user", f"{_EARLIER_ONES[language]}:\n{lines}\n{_LAST[language]}: {' '.join(question.split())}"
        ),
    ]
    key = Key(question, (*earlier, "rewrite"), None, "", speaker.name)
    reply = yield from speaker.reply(told, key, spent)
    line = plain(reply.strip().strip("\"“”'"))
    return line if reply and believable(line, reply, question, earlier) else by_rule


def believable(line: str, reply: str, question: str, earlier: Sequence[str]) -> bool:
    """Whether *line*, all that a model replied, asks nothing that the conversation does not."""
    if "\n" in reply.strip() or not 0 < len(line) <= _LONGEST or MARKER.search(line):
        return False
    if forbidden(line) or is_order(line) or language_of(line) != language_of(question):
        return False
    told = [question, *earlier]
    lower = frozenset(w for t in told for w in tokens(" ".join(x for x in t.split() if x[:1].islower())))
    ordinary = lower | frozenset(w for t in told for w in tokens(t.split(maxsplit=1)[0] if t.split() else ""))
    claims = facts(line, ordinary=ordinary)
    if unsupported(claims, [facts(t) for t in told], across=False):
        return False
    if {s.name for s in senses(line)} - {s.name for t in told for s in senses(t)}:
        return False
    return _keeps(facts(question, ordinary=lower), claims) and _own_words(line, told)


def _keeps(asked: Facts, claims: Facts) -> bool:
    """Whether every number, date and known name of the follow-up is still there."""
    rows = {n for mention in claims.names.known for n in mention}
    return (
        {n.fact for n in asked.numbers} <= {n.fact for n in claims.numbers}
        and all(day.within(claims.days) for day in asked.days)
        and all(rows & set(mention) for mention in asked.names.known)
    )


def _own_words(line: str, told: Sequence[str]) -> bool:
    said, known = stems(content(line)), stems(w for t in told for w in content(t))
    return len(said & known) >= _ENOUGH * len(said)
