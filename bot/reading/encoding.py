"""A question and the sentences of a passage as the reader's input: tokens, and which sentence each belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from vectorstore.text import fold, nfc

# Tokens, by part. A question of 48 has some 40 words, a sentence of 110 some 70; more is cut.
MAX_QUESTION = 48
MAX_TITLE = 32
MAX_SENTENCE = 110
MAX_TOKENS = 320
# What a token is beside its word: not of the passage, of the passage, a word of it that the question has too.
OUTSIDE, PASSAGE, SHARED = 0, 1, 2
_WORD = re.compile(r"\w+")
_BOS, _EOS = 0, 2  # of XLM-RoBERTa's vocabulary

Ints = npt.NDArray[np.int64]
# A token's sentence and its first and last character there; None for a token of no sentence.
Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """One question with one passage; all arrays are (tokens,)."""

    ids: Ints
    flags: Ints  # OUTSIDE, PASSAGE or SHARED
    sentences: Ints  # number of the token's sentence, -1 for none
    places: tuple[Place | None, ...]

    def membership(self, count: int) -> npt.NDArray[np.float32]:
        """(count, tokens): each sentence's tokens with equal shares that add up to 1; 0 for one that was cut off."""
        held = (self.sentences[None, :] == np.arange(count)[:, None]).astype(np.float32)
        shares: npt.NDArray[np.float32] = held / np.maximum(held.sum(axis=1, keepdims=True), 1.0)
        return shares


def encode(tokenizer: Any, question: str, sentences: Sequence[str], title: str = "") -> Encoded:
    """Encode them as `<s> question </s></s> title </s> sentences </s>`, every sentence cut on its own."""
    asked = {fold(w).lower() for w in _WORD.findall(nfc(question))}
    head = _pieces(tokenizer, question)[:MAX_QUESTION]
    ids = [_BOS, *(i for i, _, _ in head), _EOS, _EOS]
    flags = [OUTSIDE] * len(ids)
    named = nfc(title)
    for token, flag, _ in _flagged(tokenizer, named, asked)[:MAX_TITLE]:
        ids.append(token)
        flags.append(flag)
    if named:
        ids.append(_EOS)
        flags.append(OUTSIDE)
    places: list[Place | None] = [None] * len(ids)
    for number, sentence in enumerate(sentences):
        for token, flag, (start, end) in _flagged(tokenizer, nfc(sentence), asked)[:MAX_SENTENCE]:
            if len(ids) < MAX_TOKENS - 1:
                ids.append(token)
                flags.append(flag)
                places.append((number, start, end))
    ids.append(_EOS)
    flags.append(OUTSIDE)
    places.append(None)
    owner = np.array([-1 if p is None else p[0] for p in places], np.int64)
    return Encoded(np.array(ids, np.int64), np.array(flags, np.int64), owner, tuple(places))


def _pieces(tokenizer: Any, text: str) -> list[tuple[int, int, int]]:
    """Token, first and last character of each piece of *text*."""
    encoded = tokenizer.encode(nfc(text), add_special_tokens=False)
    return [(i, a, b) for i, (a, b) in zip(encoded.ids, encoded.offsets, strict=True)]


def _flagged(tokenizer: Any, text: str, asked: set[str]) -> list[tuple[int, int, tuple[int, int]]]:
    """Each piece with its flag: SHARED when the word that it stands in is a word of the question."""
    if not text:
        return []
    shared = np.zeros(len(text) + 1, np.bool_)
    for word in _WORD.finditer(text):
        if fold(word.group()).lower() in asked:
            shared[word.start() : word.end()] = True
    return [
        (token, SHARED if shared[min(b, len(text)) - 1] else PASSAGE, (a, b))
        for token, a, b in _pieces(tokenizer, text)
    ]
