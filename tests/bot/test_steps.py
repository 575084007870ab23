"""`hanoi ask --explain`: what decided, as values and as text."""

from __future__ import annotations

import json

from bot.chat import consider
from bot.steps import explained
from vectorstore.index import Index


def test_an_answer_from_articles_tells_its_passages_sentences_and_gates(starter_index: Index) -> None:
    told = explained(consider("What is the Budapest Convention compared with?", starter_index))
    (part,) = told.record["parts"]
    assert part["from"] == "articles"
    assert part["passages"]
    assert all(0 <= s["probability"] <= 1 for s in part["sentences"])
    assert part["gates"][-1]["name"] == "probability"
    assert json.loads(json.dumps(told.record)) == told.record


def test_the_text_names_what_decided(starter_index: Index) -> None:
    text = explained(consider("Điều 16 quy định gì?", starter_index)).text()
    assert "provisions" in text
    assert "verdict:" in text


def test_a_count_comes_from_the_table(starter_index: Index) -> None:
    told = explained(consider("How many countries have signed the Hanoi Convention?", starter_index))
    assert told.record["parts"][0]["from"] == "status table"


def test_small_talk_has_no_parts(starter_index: Index) -> None:
    told = explained(consider("Xin chào!", starter_index))
    assert told.record["parts"] == []
    assert "small_talk" in json.dumps(told.record)
