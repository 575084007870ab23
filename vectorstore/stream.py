"""Texts become vectors and signs of tokens, in their order, a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import numpy as np

from .e5file import Floats
from .embedder import Embedder, TokenEmbedder
from .tokens import Signs, signs

# The vector of a text, and the signs of its tokens: none when the model gives none.
Embedded = tuple[Floats, Signs]
Embed = Callable[[Iterator[str]], Iterator[Embedded]]
NO_TOKENS: Signs = np.empty((0, 0), np.uint8)
# Texts embedded at once; progress stands still meanwhile, some ten seconds.
_TEXTS = 256


def embed_here(embedder: Embedder) -> Embed:
    """Embed in this process, on two cores."""

    def embed(texts: Iterator[str]) -> Iterator[Embedded]:
        while batch := list(islice(texts, _TEXTS)):
            yield from embedded(embedder, batch)

    return embed


def embedded(embedder: Embedder, texts: Sequence[str]) -> list[Embedded]:
    """One batch, embedded."""
    if isinstance(embedder, TokenEmbedder):
        vectors, tokens = embedder.passages_with_tokens(texts)
        return list(zip(vectors, map(signs, tokens), strict=True))
    return [(vector, NO_TOKENS) for vector in embedder.passages(texts)]
