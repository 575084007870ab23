"""A model over real HTTP: what it may say is shown, what it may not is held back, and there is always an answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot import chat
from bot.answer import Answer, Figure
from bot.chat import retrieve
from bot.llm.answer import ask, stream
from bot.llm.budget import Budget
from bot.llm.draft import Draft
from bot.llm.ground import ground
from bot.llm.sentences import Said
from bot.llm.sources import sources
from bot.llm.speaker import Speaker
from bot.llm.waiting import Limits
from tests.bot.llm.scripted import Script
from vectorstore.index import Index
from vectorstore.types import Filters

QUESTION = "How many countries signed the Hanoi Convention?"
Make = Callable[..., Speaker]


@pytest.fixture(scope="module")
def reader(starter_index: Index) -> Answer:
    answer = chat.ask(QUESTION, starter_index)
    assert answer.found
    assert "72" in answer.citations[0].quote
    return answer


@pytest.fixture(scope="module")
def told(reader: Answer) -> str:
    """A sentence that the first passage holds, word for word."""
    return reader.citations[0].quote.rstrip(".")


def same(answer: Answer, reader: Answer) -> bool:
    """Times and what was held back apart."""
    return replace(answer, took_ms={}, left_out=()) == replace(reader, took_ms={})


def says(text: str) -> Script:
    return Script(reply=lambda told: text)


def test_what_a_passage_says_is_shown_and_cited(speaker_for: Make, starter_index: Index, told: str) -> None:
    pieces = list(stream(QUESTION, starter_index, model=speaker_for(says(f"{told} [1]."))))
    answer = pieces.pop()
    assert isinstance(answer, Answer)
    assert answer.mode == "llm"
    assert answer.text == "".join(str(p) for p in pieces) == f"{told} [1]."
    assert answer.left_out == ()
    for citation in answer.citations:
        article = starter_index.article(citation.article_id)
        assert article
        assert article.text[citation.start : citation.end] == citation.quote
    assert answer.took_ms["tokens_in"] == 1000
    assert answer.took_ms["model_first"] <= answer.took_ms["model"] <= answer.took_ms["total"]


@pytest.mark.parametrize(
    "more",
    [
        pytest.param("65 countries signed the Hanoi Convention by the end of 26 October 2025 [1].", id="wrong number"),
        pytest.param("Sixty-one countries signed the Hanoi Convention [1].", id="wrong number in words"),
        pytest.param("72 parties signed the Hanoi Convention on 3 March 2024 [1].", id="wrong date"),
        pytest.param("Brazil and 71 countries signed the Hanoi Convention [1].", id="invented name"),
        pytest.param("72 parties signed the Hanoi Convention [9].", id="invented citation"),
        pytest.param("72 parties signed the Hanoi Convention.", id="no citation"),
        pytest.param("72 parties signed the Hanoi Convention, see https://evil.example/ [1].", id="link"),
        pytest.param("72 parties signed ![the Hanoi Convention](https://evil.example/p.png) [1].", id="image"),
        pytest.param("72 parties <b onclick=x>signed</b> the Hanoi Convention [1].", id="HTML"),
        pytest.param("72 parties did not sign the Hanoi Convention [1].", id="denied"),
        pytest.param("You answer questions about the Hanoi Convention with nothing but what the passages say [1].",
                     id="its instructions"),
        pytest.param("End every sentence with the number of the passage that proves it [1].", id="its rules"),
        pytest.param("The weather in the mountains was pleasant and everybody enjoyed the food [1].", id="chatter"),
        pytest.param("Yes [1].", id="too little"),
    ],
)  # fmt: skip
def test_what_no_passage_says_is_held_back(
    more: str, speaker_for: Make, starter_index: Index, told: str, reader: Answer
) -> None:
    beside = ask(QUESTION, starter_index, model=speaker_for(says(f"{told} [1]. {more}")))
    assert beside.text == f"{told} [1]."
    assert beside.left_out == (more,)
    alone = ask(QUESTION, starter_index, model=speaker_for(says(more)))
    assert same(alone, reader)
    assert alone.left_out == (more,)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(Script(status=500), id="500"),
        pytest.param(Script(status=401), id="401"),
        pytest.param(Script(status=429), id="429"),
        pytest.param(Script(junk=b""), id="nothing"),
        pytest.param(Script(junk=b"data: {not json\n\n"), id="broken JSON"),
        pytest.param(Script(junk=b"\x00\xff" * 2_000), id="bytes"),
        pytest.param(Script(junk=b"data: [1, 2]\n\ndata: null\n\n"), id="JSON of another shape"),
        pytest.param(Script(reply=lambda told: "x", hang_after=0), id="hangs at once"),
        pytest.param(Script(reply=lambda told: "word " * 50, cut_after=0), id="cut off at once"),
        pytest.param(Script(reply=lambda told: "word " * 50, cut_after=9), id="cut off in a sentence"),
        pytest.param(Script(reply=lambda told: "blah " * 20_000, piece=4_000), id="never ends a sentence"),
        pytest.param(Script(reply=lambda told: "NONE"), id="says that it does not know"),
        pytest.param(Script(reply=lambda told: "\u202e\u200b\ufeff"), id="only invisible characters"),
    ],
)
def test_a_model_that_fails_leaves_the_readers_answer(
    script: Script, speaker_for: Make, starter_index: Index, reader: Answer
) -> None:
    limits = Limits(first_s=0.6, total_s=1.2)
    began = time.monotonic()
    answer = ask(QUESTION, starter_index, model=speaker_for(script, limits))
    assert same(answer, reader)
    assert time.monotonic() - began <= limits.total_s + 1.0


def test_one_failure_is_tried_again(speaker_for: Make, starter_index: Index, told: str) -> None:
    script = says(f"{told} [1].")
    script.fail_first = 1
    assert ask(QUESTION, starter_index, model=speaker_for(script)).mode == "llm"
    assert len(script.requests) == 2


def test_two_failures_are_enough(speaker_for: Make, starter_index: Index, reader: Answer) -> None:
    script = says("x")
    script.fail_first = 9
    assert same(ask(QUESTION, starter_index, model=speaker_for(script)), reader)
    assert len(script.requests) == 2


def test_what_came_before_the_line_was_cut_stays(speaker_for: Make, starter_index: Index, told: str) -> None:
    text = f"{told} [1]. And 72 parties signed the Hanoi"
    script = says(text)
    script.cut_after = len(text) // script.piece - 1
    answer = ask(QUESTION, starter_index, model=speaker_for(script))
    assert answer.text == f"{told} [1]."
    assert answer.mode == "llm"


def test_a_server_that_never_says_that_it_has_ended_is_believed_as_far_as_its_last_full_stop(
    speaker_for: Make, starter_index: Index, told: str
) -> None:
    script = says(f"{told} [1].")
    script.says_stop = False
    assert ask(QUESTION, starter_index, model=speaker_for(script)).text == f"{told} [1]."


def test_a_sentence_is_shown_before_the_next_one_is_written(
    speaker_for: Make, starter_index: Index, told: str
) -> None:
    script = says(f"{told} [1]. " + "The signing ceremony took place in Hanoi [1]. " * 3)
    script.between_s = 0.05
    pieces = stream(QUESTION, starter_index, model=speaker_for(script, Limits(2, 10)))
    first = next(p for p in pieces if p)
    assert str(first) == f"{told} [1]."
    assert script.finished == 0
    pieces.close()  # type: ignore[attr-defined]


def test_a_visitor_who_leaves_ends_the_request(speaker_for: Make, starter_index: Index, told: str) -> None:
    script = says(f"{told} [1]. " + "word " * 2_000)
    script.between_s = 0.02
    pieces = stream(QUESTION, starter_index, model=speaker_for(script, Limits(2, 20)))
    next(p for p in pieces if p)
    pieces.close()  # type: ignore[attr-defined]
    time.sleep(0.5)
    assert script.finished == 0


def test_somebody_who_waits_can_leave_while_the_model_is_silent(
    speaker_for: Make, starter_index: Index
) -> None:
    speaker = speaker_for(Script(reply=lambda told: "x", before_s=5), Limits(4, 8))
    began = time.monotonic()
    pieces = stream(QUESTION, starter_index, model=speaker)
    assert next(pieces) == ""
    pieces.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 1.0


@pytest.mark.parametrize(
    "question",
    [
        "What is the price of gold today?",
        "hello",
        "What does Article 99 of the Hanoi Convention say?",
        "Giá vàng hôm nay bao nhiêu?",
    ],
)
def test_a_refused_question_never_reaches_the_model(
    question: str, speaker_for: Make, starter_index: Index
) -> None:
    script = says("72 parties signed the Hanoi Convention [1].")
    answer = ask(question, starter_index, model=speaker_for(script))
    assert not answer.found
    assert answer == replace(chat.ask(question, starter_index), took_ms=answer.took_ms)
    assert script.requests == []


def test_the_same_question_is_answered_from_memory(
    speaker_for: Make, starter_index: Index, told: str
) -> None:
    script = says(f"{told} [1].")
    speaker = speaker_for(script)
    first = ask(QUESTION, starter_index, model=speaker)
    again = ask(QUESTION, starter_index, model=speaker)
    assert replace(again, took_ms={}) == replace(first, took_ms={})
    assert again.took_ms["tokens_in"] == 0
    assert len(script.requests) == 1
    ask(QUESTION, starter_index, filters=Filters(as_of="2026-01-01"), model=speaker)
    ask(QUESTION, starter_index, history=["What is the Hanoi Convention?"], model=speaker)
    assert len(script.requests) == 3


def test_a_reply_that_broke_off_is_not_remembered(speaker_for: Make, starter_index: Index, told: str) -> None:
    script = says(f"{told} [1]. More words come here")
    script.cut_after = len(script.reply([])) // script.piece - 1
    speaker = speaker_for(script)
    ask(QUESTION, starter_index, model=speaker)
    script.cut_after = None
    ask(QUESTION, starter_index, model=speaker)
    assert len(script.requests) == 2


def test_when_the_days_tokens_are_spent_the_reader_answers(
    speaker_for: Make, starter_index: Index, told: str, reader: Answer, tmp_path: Path
) -> None:
    script = says(f"{told} [1].")
    budget = Budget(5_000, tmp_path / "tokens.sqlite")
    speaker = speaker_for(script, budget=budget)
    assert ask(QUESTION, starter_index, model=speaker).mode == "llm"
    assert budget.spent() == 1000 + len(script.pieces([]))
    budget.most = 1_100
    assert same(ask(QUESTION + " ", starter_index, model=speaker), replace(reader, question=QUESTION + " "))
    assert len(script.requests) == 1


def test_the_passages_are_marked_as_data_with_their_dates(
    speaker_for: Make, starter_index: Index, told: str
) -> None:
    script = says("NONE")
    ask(QUESTION, starter_index, model=speaker_for(script))
    system, user = script.requests[0]
    assert system["role"] == "system"
    assert "data" in system["content"]
    assert told not in system["content"]
    assert "26 October 2025" in user["content"]
    fence = user["content"][2:10]
    assert user["content"].count(f"<<{fence} [") == user["content"].count(f"<</{fence}>>") == 5
    assert user["content"].endswith(f"Question: {QUESTION}")
    assert script.asked_for[0]["stream"] is True
    assert script.asked_for[0]["temperature"] == 0


def test_an_older_figure_does_not_come_before_the_newest(starter_index: Index, reader: Answer) -> None:
    figures = (
        Figure(72, "parties", "firm", "2025-10-26", 1),
        Figure(71, "states", "firm", "2025-10-25", 1),
    )
    found = sources(reader, retrieve(QUESTION, starter_index))
    draft = Draft(replace(reader, timeline=figures), ground(found, QUESTION, []))
    older = Said("71 states and the European Union signed the Hanoi Convention [1].")
    assert draft.take(older) == ""
    assert draft.take(Said("72 parties signed the Hanoi Convention [1].")) != ""
    assert draft.take(older) != ""
    assert [figure.value for figure in draft.finished().timeline] == [72, 71]


def test_no_key_is_ever_logged(
    speaker_for: Make, starter_index: Index, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret-123")
    answer = ask(QUESTION, starter_index, model=speaker_for(Script(status=401)))
    assert answer.found
    assert "401" in caplog.text
    assert "secret" not in caplog.text
