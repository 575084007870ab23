"""Do something with the last answer: make it shorter, say more, name its sources, put it into the other language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answer import Answer
from bot.question.value import Action, Part, Thread
from bot.wording import origin
from vectorstore.types import Language

_WORDS: dict[str, dict[Language, str]] = {
    "no_answer": {
        "vi": "Chưa có câu trả lời nào trước đó để làm việc này.",
        "en": "There is no answer before this one to do that with.",
    },
    "first": {"vi": "Câu hỏi đó là: “{}”", "en": "That question was: “{}”"},
    "sources": {"vi": "Câu trả lời dựa trên:", "en": "The answer rests on:"},
    "quotes_stay": {
        "vi": "Câu trích giữ nguyên ngôn ngữ của nguồn; tôi không tự dịch.",
        "en": "Quotes stay in the language of their source; I do not translate them myself.",
    },
    "as_it_stands": {
        "vi": "Tôi chỉ trích nguyên văn nên không diễn đạt lại được; câu ngắn nhất là:",
        "en": "I only quote, so I cannot put it into other words; the shortest is:",
    },
}


def said(name: str, language: Language, *values: str) -> str:
    """The fixed words called *name*."""
    return _WORDS[name][language].format(*values)


def reshaped(action: Action, parts: Sequence[Part]) -> list[Part]:
    """The last question's parts as they are to be answered now: as a summary, or in the other language."""
    if action.do in ("more", "summarise"):
        return [replace(p, shape="summary") for p in parts]
    if action.do == "translate" and action.into:
        return [replace(p, query=replace(p.query, language=action.into)) for p in parts]
    return list(parts)


def done(action: Action, last: Answer | None, thread: Thread) -> Answer | None:
    """What can be said without reading again; None when the last question is to be answered anew."""
    if action.do == "earlier_question" and action.turn is not None:
        return _plain(action, said("first", action.language, thread[action.turn].question))
    if last is None or not last.found:
        return _plain(action, said("no_answer", action.language))
    if action.do == "sources":
        return replace(last, text=_sources(last, action.language), language=action.language)
    if action.do in ("shorter", "simpler"):
        return _shortest(action, last)
    return None


def with_note(action: Action, answer: Answer) -> Answer:
    """*answer* with what a reader should know of the action."""
    if action.do != "translate" or not answer.citations:
        return answer
    return replace(answer, text=f"{answer.text}\n\n{said('quotes_stay', answer.language)}")


def _plain(action: Action, text: str) -> Answer:
    return Answer("", text, False, action.language, reason="small_talk")


def _sources(last: Answer, language: Language) -> str:
    lines = [f"- {origin(c, language)}: {c.title} [{c.number}]" for c in last.citations]
    return "\n".join([said("sources", language), *lines])


def _shortest(action: Action, last: Answer) -> Answer:
    """The lead, else the first quote alone; "simpler" says honestly that it is no other wording."""
    first = last.citations[0]
    paragraphs = [p for p in last.text.split("\n\n") if f"[{first.number}]" in p]
    text = paragraphs[0] if paragraphs else last.text
    if action.do == "simpler":
        text = f"{said('as_it_stands', action.language)}\n\n{text}"
    return replace(last, text=text, citations=(first,), timeline=())
