"""Where a stream of pieces is cut into sentences."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.llm.sentences import LONGEST, sentences

TEXT = (
    "Tính đến 26/10, có 2.500 đại biểu [1]. Ông nói: “Đúng vậy.” [2][3] TP. Hà Nội chủ trì [1, 2]. Mr. Smith came at 9.30 "
    "[1]! Has it 72 states? [4]\n- An item [2]\n\n1. Another one. [3] The end [5"
)


def cut(pieces: list[str]) -> list[str]:
    return [said.text for said in sentences(pieces) if said]


def test_markers_stay_with_their_sentence_and_abbreviations_end_none() -> None:
    assert cut([TEXT]) == [
        "Tính đến 26/10, có 2.500 đại biểu [1].",
        "Ông nói: “Đúng vậy.” [2][3]",
        "TP. Hà Nội chủ trì [1, 2].",
        "Mr. Smith came at 9.30 [1]!",
        "Has it 72 states? [4]",
        "- An item [2]",
        "1. Another one. [3]",
        "The end [5",
    ]


@given(st.lists(st.integers(0, len(TEXT)), max_size=30))
def test_where_the_pieces_are_cut_changes_nothing(cuts: list[int]) -> None:
    borders = [0, *sorted(cuts), len(TEXT)]
    pieces = [TEXT[a:b] for a, b in itertools.pairwise(borders)]
    assert cut(pieces) == cut([TEXT])


@pytest.mark.parametrize(
    "held", ["It was 2", "It was signed.", "It was signed. ", "It was signed [1", "Signed. ["]
)
def test_what_could_go_on_is_held(held: str) -> None:
    stream = iter(sentences(iter([held, "", "", "."])))
    assert next(stream) is None


def test_a_stream_without_an_end_is_cut_somewhere() -> None:
    assert all(len(text) <= LONGEST + 1 for text in cut(["word " * 2_000]))


@given(st.lists(st.text(max_size=40), max_size=20))
def test_nothing_is_lost(pieces: list[str]) -> None:
    said = "".join(cut(pieces))
    assert "".join(said.split()) == "".join("".join(pieces).split())
