"""Actions on the last answer: each done, or declined with what there is."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import Answer
from bot.question.value import Action, Quoted, Thread, Turn
from bot.reply.carry import carried
from bot.reply.cite import cite, sentences_of
from vectorstore.index import Index
from vectorstore.types import Filters

SIGNED, LED = "2025-10-26-en-Daily News", "2025-10-26-vi-Báo Mới"
ONE = Turn(
    "How many countries signed?",
    short="72 countries",
    text="72 countries [1].",
    found=True,
    quotes=(Quoted(SIGNED, "Over two days, 72 countries signed the Hanoi Convention."),),
)
TWO = Turn(
    "Who signed for Viet Nam?",
    text="?",
    found=True,
    quotes=(Quoted(LED, "Thượng tướng Lương Tam Quang thay mặt Việt Nam ký Công ước."),),
)


def never(question: str, before: Thread, filters: Filters) -> Answer:
    raise AssertionError(f"{question} was asked again")


def test_shorter_is_the_lead(told: Index) -> None:
    answer = carried("shorter", Action("shorter", "en"), (ONE,), told, never)
    assert (answer.text, answer.short) == ("72 countries [1].", "72 countries")
    assert answer.found


def test_simpler_is_declined_with_the_shortest_quote(told: Index) -> None:
    answer = carried("đơn giản hơn", Action("simpler", "vi"), (TWO,), told, never)
    assert answer.text.startswith("Tôi trích nguyên văn, không diễn đạt lại.")
    assert "“Thượng tướng Lương Tam Quang" in answer.text


def test_more_is_what_follows_the_quote(told: Index) -> None:
    answer = carried("more", Action("more", "en"), (ONE,), told, never)
    assert [c.quote for c in answer.citations] == ["António Guterres opened the ceremony."]
    ending = "Brazil and Qatar signed the Convention on the first day, and South Africa followed on 26 October 2025."
    last = replace(ONE, quotes=(Quoted(SIGNED, ending),))
    assert (
        carried("more", Action("more", "en"), (last,), told, never).text
        == "The articles quoted say no more about it."
    )


def test_sources_name_outlet_and_day_and_a_brief_its_sources(told: Index) -> None:
    brief = Turn(
        "?", found=True, quotes=(Quoted("2026-03-02-en-Hanoi Convention chatbot", "Qatar has ratified it."),)
    )
    answer = carried("sources?", Action("sources", "en"), (brief,), told, never)
    assert (
        answer.text
        == "Tin 2026-03-02 — our summary, after Example Times, 1 March 2026 [1] https://example.org/a"
    )


def test_the_conversation_is_one_quote_a_turn(told: Index) -> None:
    answer = carried("sum up our chat", Action("summarise", "en", whole=True), (ONE, TWO, ONE), told, never)
    assert [c.number for c in answer.citations] == [1, 2]
    assert answer.text.startswith("How many countries signed?\n\n72 countries [1].")


def test_a_translation_is_the_question_again_in_that_languages_sources(told: Index) -> None:
    asked: list[tuple[str, Filters]] = []

    def again(question: str, before: Thread, filters: Filters) -> Answer:
        asked.append((question, filters))
        article = told.article(SIGNED)
        assert article is not None
        made = cite(article, sentences_of(article.text)[0], 1)
        return Answer(question, "", True, "en", citations=(made,))

    action = Action("translate", "vi", into="en")
    answer = carried("dịch sang tiếng Anh", action, (TWO,), told, again)
    assert asked == [(TWO.question, Filters(language="en"))]
    assert answer.text.startswith("I do not translate quotes. What sources in English say:\n\n“Over two days")
    none = carried("dịch", action, (TWO,), told, lambda q, b, f: Answer(q, "", False, "en"))
    assert none.text == "I do not translate quotes, and no source in English answers this."


def test_a_turn_known_by_its_question_is_asked_again(told: Index) -> None:
    article = told.article(SIGNED)
    assert article is not None
    made = cite(article, sentences_of(article.text)[0], 1)
    known = Answer("?", "", True, "en", short="72 countries", citations=(made,))
    answer = carried("shorter", Action("shorter", "en"), (Turn("How many?"),), told, lambda q, b, f: known)
    assert answer.short == "72 countries"


def test_without_an_answer_before_it_nothing_is_done(told: Index) -> None:
    refused = Turn("?", text="No article says so.", found=False)
    answer = carried("more", Action("more", "en"), (refused,), told, never)
    assert (answer.found, answer.reason) == (False, "small_talk")
    assert carried("?", Action("earlier_question", "vi", turn=0), (ONE, TWO), told, never).text == (
        "Câu hỏi đầu tiên của bạn: “How many countries signed?”"
    )
