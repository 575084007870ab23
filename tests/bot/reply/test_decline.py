"""A refusal names what is missing and what comes near."""

from __future__ import annotations

from dataclasses import replace

from bot.reading.value import Reading, Verdict
from bot.reply.compose import compose
from tests.bot.reply.corpus import Read, part, reading
from vectorstore.index import Index

REFUSE = Verdict("refuse", 0.1, "not_in_articles")


def test_what_is_missing_and_what_is_near(told: Index) -> None:
    asked = part(
        told, "Who chairs the conference?", kinds=frozenset({"person"}), act="chair", convention=True
    )
    draft = compose(asked, reading(told, asked, Read("72 countries", 0.1)), REFUSE, told)
    assert not draft.found
    assert draft.lines[0].text == "No article names its chair."
    assert draft.lines[1].text.startswith("The closest there is: “Tin 202")
    assert len(draft.nearest) == 3


def test_a_question_about_the_convention_is_never_off_the_subject(told: Index) -> None:
    off = replace(REFUSE, reason="off_subject")
    asked = part(told, "What does the Convention say about ransomware?", convention=True)
    draft = compose(asked, Reading((), ()), off, told)
    assert draft.reason == "not_in_articles"
    assert "nothing about this" not in draft.lines[0].text
    other = compose(replace(asked, convention=False), Reading((), ()), off, told)
    assert "nothing about this in the articles" in other.lines[0].text


def test_a_false_premise_is_met_with_what_is_said(told: Index) -> None:
    asked = part(told, "Vì sao 100 nước ký?", convention=True)
    draft = compose(
        asked, reading(told, asked, Read("72 nước", 0.6)), replace(REFUSE, reason="false_premise"), told
    )
    assert [line.kind for line in draft.lines] == ["said", "said", "quote"]
    assert not draft.found
    assert "72 nước" in draft.citations[0].quote
