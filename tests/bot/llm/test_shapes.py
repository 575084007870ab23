"""What is asked for decides what a model is shown, and what becomes of its sentences."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bot import chat
from bot.llm import phrases
from bot.llm.answer import ask
from bot.llm.evidence import gather
from bot.llm.speaker import Speaker
from tests.bot.llm.protocols import Told
from tests.bot.llm.scripted import Script, is_judging, is_repairing, verdicts
from vectorstore.index import Index
from vectorstore.types import Filters

Make = Callable[..., Speaker]


def items(*, first: str) -> Script:
    """A model that says *first*, which no sentence holds, then what the first three sentences say."""

    def reply(told: Told) -> str:
        if is_judging(told):
            return verdicts(told)
        if is_repairing(told):
            return "1: NONE"
        lines = re.findall(r"^\[(\d+)\] (.*)$", told[-1]["content"], re.MULTILINE)[:3]
        return "\n".join((f"{first} [1].", *(f"{text.rstrip('.')} [{n}]." for n, text in lines)))

    return Script(reply=reply)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Liệt kê các chương của Công ước Hà Nội", "Có 7.341 chương trong danh sách này"),
        ("List the safeguards for human rights in the Hanoi Convention.", "There are 7,341 safeguards in the list"),
    ],
)  # fmt: skip
def test_an_item_that_fails_takes_no_list_away(
    speaker_for: Make, starter_index: Index, question: str, first: str
) -> None:
    answer = ask(question, starter_index, model=speaker_for(items(first=first)))
    assert answer.mode == "llm"
    assert "341" not in answer.text
    assert len(answer.left_out) == 1
    assert phrases.unverified(answer.language) in answer.text


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("How many delegates came to the Hanoi signing ceremony?", "Some 7,341 delegates came"),
        ("Có bao nhiêu đại biểu dự lễ mở ký tại Hà Nội?", "Có 7.341 đại biểu đã đến dự lễ"),
    ],
)
def test_the_sentence_that_answers_a_question_takes_the_others_with_it(
    speaker_for: Make, starter_index: Index, question: str, first: str
) -> None:
    answer = ask(question, starter_index, model=speaker_for(items(first=first)))
    assert answer.mode == "reader"
    assert answer.found


@pytest.mark.parametrize(
    "question",
    [
        "Compare the number of states that had signed by 26 October 2025 with the number in July 2026.",
        "So sánh số bên ký tính đến ngày 26/10/2025 với tháng 7/2026.",
    ],
)
def test_what_is_compared_with_a_day_may_be_told_later(
    speaker_for: Make, starter_index: Index, question: str
) -> None:
    def shown(filters: Filters | None) -> set[str]:
        script = Script(reply=lambda told: "NONE")
        ask(question, starter_index, model=speaker_for(script), filters=filters)
        told = script.requests[0][-1]["content"]
        return set(re.findall(r"<<\w+ .*\b(20\d\d)>>", told))

    assert "2026" in shown(None)
    assert "2026" not in shown(Filters(as_of="2025-10-26"))  # what the caller asks for holds


@pytest.mark.parametrize(
    "question", ["Summarize the signing ceremony in Hanoi.", "Tóm tắt lễ mở ký ở Hà Nội"]
)
def test_the_article_to_be_summed_up_is_shown_whole(starter_index: Index, question: str) -> None:
    hits = chat.retrieve(question, starter_index)
    reader = chat.ask(question, starter_index)
    summed = gather(reader, hits, 1_500, summed=True)
    first = summed.blocks[0]
    assert len(summed.blocks) > 1
    assert " ".join(line.text for line in first.lines)[-40:] == " ".join(first.article.text.split())[-40:]
