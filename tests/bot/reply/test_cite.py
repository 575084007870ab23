"""Long sentences are shown in part, and cited whole."""

from __future__ import annotations

from dataclasses import replace

from bot.reply.cite import LEAST_SHOWN, MOST_SHOWN, cite, sentences_of, shown
from tests.bot.reply.corpus import article
from vectorstore.types import Provision

CLAUSES = [f"mệnh đề số {n} nói về một việc khác hẳn với những việc kia" for n in range(9)]
LONG = f"{', '.join(CLAUSES)}.".capitalize()


def test_a_long_sentence_is_cut_at_clause_borders_around_its_mark() -> None:
    text = article("2025-10-26", LONG)
    at = LONG.index("số 6")
    citation = cite(text, sentences_of(LONG)[0], 1, [(at, at + 4)])
    seen = shown(citation)
    assert citation.quote == LONG
    assert LEAST_SHOWN <= len(seen) <= MOST_SHOWN + 6
    assert "số 6" in seen
    assert seen.startswith("...mệnh đề số")
    assert seen.strip(".") in LONG


def test_a_sentence_of_ordinary_length_is_shown_whole() -> None:
    text = article("2025-10-26", "Lễ ký diễn ra tại Hà Nội. Có 72 nước ký.")
    citation = cite(text, sentences_of(text.text)[1], 1)
    assert shown(citation) == "Có 72 nước ký."


def test_who_he_is_stands_in_the_sentence_before() -> None:
    text = article("2025-10-26", "Bộ trưởng Lương Tam Quang dự lễ. Ông ký thay mặt Việt Nam.")
    assert cite(text, sentences_of(text.text)[1], 1).quote == text.text


def test_a_sentence_of_the_treaty_is_cited_with_its_paragraph() -> None:
    text = "Article 16. Books\n\n1. Each harbour keeps a book.\n\n2. The book tells the hours of light."
    law = replace(article("2024-12-24", text), provision=Provision(16, "Chapter 2"))
    sentence = next(s for s in sentences_of(text) if text[s.start :].startswith("2."))
    citation = cite(law, sentence, 1)
    assert citation.provision == Provision(16, "Chapter 2", "2")
