"""A question and a passage as the reader's input."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading import encoding
from bot.reading.encoding import OUTSIDE, PASSAGE, SHARED, Encoded, encode
from vectorstore.index import Index

SENTENCES = ("Bảy mươi hai nước đã ký.", "Lễ ký diễn ra ở Hà Nội.")


@pytest.fixture(scope="session")
def tokenizer(starter_index: Index) -> Any:
    """The embedded model's."""
    return starter_index.embedder.tokenizer  # type: ignore[attr-defined]


def words(encoded: Encoded, flag: int) -> set[str]:
    """The words of the sentences that carry *flag*, in pieces."""
    return {
        SENTENCES[p[0]][p[1] : p[2]].strip(" .")
        for p, f in zip(encoded.places, encoded.flags, strict=True)
        if p and f == flag
    }


def test_words_of_the_question_are_marked_in_the_passage_without_regard_to_marks(tokenizer: Any) -> None:
    encoded = encode(tokenizer, "nuoc nao da ky", SENTENCES)
    assert {"nước", "đã", "ký"} <= words(encoded, SHARED)
    assert "Lễ" in words(encoded, PASSAGE)


def test_only_sentences_have_owners(tokenizer: Any) -> None:
    encoded = encode(tokenizer, "Ai ký?", SENTENCES, title="Lễ ký")
    owned = encoded.sentences >= 0
    assert set(encoded.sentences[owned].tolist()) == {0, 1}
    assert (encoded.flags[owned] != OUTSIDE).all()
    assert [p is not None for p in encoded.places] == owned.tolist()


def test_membership_shares_add_up_to_one_and_a_cut_sentence_has_none(tokenizer: Any) -> None:
    many = ["Một câu khá dài về lễ ký Công ước tại Hà Nội vào tháng Mười. " * 3] * 12
    encoded = encode(tokenizer, "Khi nào?", many)
    sums = encoded.membership(len(many)).sum(axis=1)
    assert len(encoded.ids) <= encoding.MAX_TOKENS
    assert np.allclose(sums[0], 1.0)
    assert sums[-1] == 0.0


@given(question=st.text(max_size=300), sentences=st.lists(st.text(max_size=300), max_size=8))
def test_any_text_is_encoded_within_the_limit(tokenizer: Any, question: str, sentences: list[str]) -> None:
    encoded = encode(tokenizer, question, sentences, "Tiêu đề")
    assert len(encoded.ids) == len(encoded.flags) == len(encoded.sentences) <= encoding.MAX_TOKENS
