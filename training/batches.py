"""Batches of examples: alike in length, with the frozen layers' output worked out once and kept."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from .examples import Example
from .network import Network

# Tokens of a batch, padding counted: 16 passages of 100 tokens, 6 of 256.
BATCH_TOKENS = 1600


@dataclass(slots=True, eq=False)
class Batch:
    """Tensors of some examples; lower is (batch, tokens, hidden)."""

    examples: Sequence[Example]
    lower: Tensor
    kept: Tensor
    flags: Tensor
    membership: Tensor
    held: Tensor  # (batch, sentences): whether the example has that sentence


class Kept:
    """The frozen layers' output for examples, by identity, in 16 bits: 110 kB for 150 tokens."""

    def __init__(self, network: Network) -> None:
        self._network, self._outputs = network, dict[int, Tensor]()

    def batch(self, examples: Sequence[Example]) -> Batch:
        """The batch of *examples*."""
        new = [e for e in examples if id(e) not in self._outputs]
        if new:
            ids, kept, *_ = _padded(new)
            with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
                lower = self._network.lower(ids, kept)
            for n, example in enumerate(new):
                self._outputs[id(example)] = lower[n, : len(example.encoded.ids)].to(torch.bfloat16).clone()
        _, kept, flags, membership, held = _padded(examples)
        lower = torch.zeros(*kept.shape, self._network.positions.shape[1])
        for n, example in enumerate(examples):
            lower[n, : len(example.encoded.ids)] = self._outputs[id(example)].float()
        return Batch(examples, lower, kept, flags, membership, held)


def _padded(examples: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    size = max(len(e.encoded.ids) for e in examples)
    most = max(e.count for e in examples)
    ids = np.ones((len(examples), size), np.int64)
    flags, kept = np.zeros_like(ids), np.zeros(ids.shape, np.float32)
    membership = np.zeros((len(examples), most, size), np.float32)
    for n, example in enumerate(examples):
        length = len(example.encoded.ids)
        ids[n, :length], flags[n, :length], kept[n, :length] = example.encoded.ids, example.encoded.flags, 1.0
        membership[n, :, :length] = example.encoded.membership(most)
    held = membership.sum(axis=2) > 0
    return tuple(map(torch.from_numpy, (ids, kept, flags, membership, held)))  # type: ignore[return-value]


def by_length(examples: Sequence[Example], tokens: int = BATCH_TOKENS) -> Iterator[list[Example]]:
    """All of them in batches, shortest first."""
    batch: list[Example] = []
    for example in sorted(examples, key=lambda e: len(e.encoded.ids)):
        if batch and (len(batch) + 1) * len(example.encoded.ids) > tokens:
            yield batch
            batch = []
        batch.append(example)
    if batch:
        yield batch


def shuffled(examples: Sequence[Example], rng: random.Random, chunk: int = 96) -> Iterator[list[Example]]:
    """One pass in random order; of each *chunk* drawn, those alike in length go together."""
    order = list(examples)
    rng.shuffle(order)
    for start in range(0, len(order), chunk):
        batches = list(by_length(order[start : start + chunk]))
        rng.shuffle(batches)
        yield from batches
