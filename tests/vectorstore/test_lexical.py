"""BM25 against the formula worked by hand, and what is promised of it."""

from __future__ import annotations

import math
import random
from pathlib import Path

import numpy as np
import pytest

from vectorstore import postings
from vectorstore.lexical import K1, B, Lexical, with_pairs
from vectorstore.postings import Kept, Writer

DOCUMENTS = [["ký", "công", "ước"], ["gạo", "giá", "gạo", "cao"], ["ký", "kết", "giá"]]


def write(folder: Path, documents: list[list[str]]) -> None:
    writer = Writer(folder)
    for row, terms in enumerate(documents):
        writer.add(row, terms)
    writer.finish(len(documents))


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


def same(one: Path, other: Path) -> bool:
    """Whether two indexes hold the same, whatever the order of a term's rows."""

    def held(folder: Path) -> list[np.ndarray]:
        starts, rows = (np.load(folder / f"{name}.npy") for name in ("starts", "rows"))
        order = np.lexsort((rows, np.repeat(np.arange(len(starts) - 1), np.diff(starts))))
        by_term = [np.load(folder / f"{name}.npy")[order] for name in ("rows", "weights", "counts")]
        return [*by_term, starts, *(np.load(folder / f"{name}.npy") for name in ("terms", "lengths"))]

    return all(np.array_equal(a, b) for a, b in zip(held(one), held(other), strict=True))


def made(seed: int, documents: int) -> list[list[str]]:
    chance = random.Random(seed)
    return [
        [f"w{int(chance.paretovariate(0.5))}" for _ in range(chance.randint(1, 60))] for _ in range(documents)
    ]


def test_many_runs_make_the_index_that_one_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = made(1, 300)
    write(tmp_path / "one", documents)
    monkeypatch.setattr(postings, "_RUN", 100)
    write(tmp_path / "many", documents)
    assert same(tmp_path / "one", tmp_path / "many")
    assert sorted(p.stem for p in (tmp_path / "many").iterdir() if p.suffix != ".npy") == []


def test_an_index_that_grew_is_the_index_of_all(tmp_path: Path) -> None:
    """Some rows go, some come between the others, and every weight changes with them."""
    before, chance = made(2, 200), random.Random(3)
    write(tmp_path / "before", before)
    kept = sorted(chance.sample(range(200), 150))
    after = [before[row] for row in kept]
    new_rows = np.full(200, -1, np.int32)
    for number, terms in enumerate(made(4, 40)):
        after.insert(chance.randint(0, len(after)), [*terms, f"new{number}"])
    at = {id(terms): row for row, terms in enumerate(after)}
    for row in kept:
        new_rows[row] = at[id(before[row])]
    writer = Writer(tmp_path / "grown")
    for row in sorted(set(range(len(after))) - set(new_rows.tolist())):
        writer.add(row, after[row])
    writer.finish(len(after), Kept(tmp_path / "before", new_rows))
    write(tmp_path / "fresh", after)
    assert same(tmp_path / "grown", tmp_path / "fresh")
