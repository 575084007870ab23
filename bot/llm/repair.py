"""One more try for sentences that failed: the model is told what is wrong with each and writes it again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Generator, Mapping, Sequence

from bot.language_model import Message
from bot.llm.cache import Key
from bot.llm.checks import Failed
from bot.llm.speaker import Speaker, Spent
from vectorstore.types import Language

_AGAIN: dict[Language, str] = {
    "vi": "Các câu sau trong bản nháp không kiểm chứng được. Viết lại từng câu sao cho các câu được dẫn chứng minh nó, "
    "mỗi câu một dòng, bắt đầu bằng số của nó (1: ... [3].). Không viết lại được thì viết 1: NONE.",
    "en": "These sentences of a draft could not be verified. Write each again so that the sentences it cites prove it, "
    "one line each, beginning with its number (1: ... [3].). Where that is impossible write 1: NONE.",
}
_PROBLEM: dict[Language, str] = {"vi": "Vấn đề", "en": "Problem"}
_LINE = re.compile(r"^\W{0,3}(\d{1,2})\s*[:.)-]+\s*(\S.*)$", re.MULTILINE)
# More than these are not worth another call's time.
_MOST = 6


def rewritten(
    failed: Mapping[int, Failed],
    told: Sequence[Message],
    language: Language,
    speaker: Speaker,
    spent: Spent,
) -> Generator[str, None, dict[int, str]]:
    """New sentences, with their markers, for the *failed* ones by their number; yields "" while waiting.

    *told* is what the model was asked at first.
    """
    chosen = dict(list(failed.items())[:_MOST])
    drafts = [f"{n}. {f.text}\n   {_PROBLEM[language]}: {f.why}" for n, f in enumerate(chosen.values(), 1)]
    user = f"{told[-1].text}\n\n{_AGAIN[language]}\n" + "\n".join(drafts)
    messages = [*told[:-1], Message("user", user)]
    digest = hashlib.sha256(user.encode()).hexdigest()
    reply = yield from speaker.reply(messages, Key(digest, ("repair",), None, "", speaker.name), spent)
    lines = {int(m[1]): m[2].strip() for m in _LINE.finditer(reply)}
    again = {place: lines.get(n, "") for n, place in enumerate(chosen, 1)}
    return {place: line for place, line in again.items() if line and not line.startswith("NONE")}
