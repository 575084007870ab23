"""BM25 against the formula worked by hand, and what is promised of it."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from vectorstore.lexical import K1, B, Lexical, with_pairs, write

DOCUMENTS = [["ký", "công", "ước"], ["gạo", "giá", "gạo", "cao"], ["ký", "kết", "giá"]]


@pytest.fixture
def opened(tmp_path: Path) -> Lexical:
    write(tmp_path / "lexical", DOCUMENTS)
    return Lexical(tmp_path / "lexical")


def test_a_score_is_the_formula(opened: Lexical) -> None:
    idf = math.log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    mean = sum(map(len, DOCUMENTS)) / 3
    wanted = idf * 2 * (K1 + 1) / (2 + K1 * (1 - B + B * 4 / mean))
    assert opened.scores(["gạo"]) == pytest.approx([0, wanted, 0])


def test_a_rarer_word_says_more(opened: Lexical) -> None:
    assert opened.idf("không ở đâu") > opened.idf("gạo") > opened.idf("ký")


def test_repeating_a_word_of_the_question_changes_nothing(opened: Lexical) -> None:
    assert list(opened.scores(["giá", "ký", "giá"])) == list(opened.scores(["ký", "giá"]))


def test_unknown_words_score_nothing(opened: Lexical) -> None:
    assert not opened.scores(["xyz"]).any()
    assert not opened.has("xyz")
    assert opened.has("kết")


def test_pairs_are_neighbours() -> None:
    assert with_pairs(["a", "b", "c"]) == ["a", "b", "c", "a b", "b c"]


def test_no_documents_at_all(tmp_path: Path) -> None:
    write(tmp_path / "empty", [])
    assert len(Lexical(tmp_path / "empty").scores(["ký"])) == 0
