"""Questions about numbered articles and chapters."""

from __future__ import annotations

import pytest

from bot.chat import ask, consider
from vectorstore.index import Index


@pytest.mark.parametrize(
    ("question", "title"),
    [
        pytest.param("What does Article 23 say?", "Article 23", id="an article"),
        pytest.param("Điều 47 quy định gì?", "Điều 47", id="in Vietnamese"),
        pytest.param("What is chapter 6 about?", "Chapter VI", id="a chapter, roman in the title"),
        pytest.param("chuong V noi gi", "Chương V", id="unmarked and roman"),
    ],
)
def test_what_it_says_is_told_by_the_first_sentence_of_its_own_text(
    starter_index: Index, question: str, title: str
) -> None:
    first = ask(question, starter_index).citations[0]
    assert first.title.startswith(title)
    assert first.start == 0


def test_two_articles_are_both_told(starter_index: Index) -> None:
    answer = ask("So sánh Điều 7 và Điều 8", starter_index)
    titles = {c.title.partition(" Công ước")[0] for c in answer.citations}
    assert {"Điều 7", "Điều 8"} <= titles


def test_an_article_that_does_not_exist_is_refused_by_its_number(starter_index: Index) -> None:
    considered = consider("Điều 99 nói gì?", starter_index)
    assert not considered.answer.found
    assert considered.parts[0].verdict.reason == "provision"
    assert "99" in considered.answer.text
