"""Train: `python -m training.train --base FILE --minutes 60 --out FILE`. It prints figures on kept-out passages."""

from __future__ import annotations

import argparse
import copy
import os
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from vectorstore.e5folder import ensure_folder
from vectorstore.tokenizer import load_tokenizer

from . import examples as making
from .batches import Batch, Kept, shuffled
from .measure import decisions, figures, verdicts
from .network import HEADS, Network
from .passages import FOLDER, passages

# Sets of the general data whose questions and contexts are Vietnamese or English.
GENERAL_SETS = ("vs2", "xs2", "es2", "xse", "st2", "xv", "xe", "mv", "me", "mx")
# Passes in turn read other windows and other passages.
POOLS = 2
# Steps of which one parameter average is made, Polyak (1992): its half-life in steps.
AVERAGE_DECAY = 0.998
WARM_UP = 60
# Micro-batches of one step: about 60 examples.
ACCUMULATED = 4


def main() -> None:
    """Read the arguments, train, save the averaged weights."""
    options = _options()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    tokenizer = load_tokenizer(ensure_folder(options.models))
    read = list(passages(options.reading))
    maker = making.Maker(tokenizer, read, options.seed)
    learnt = [p for p in read if options.all or not p.kept_out]
    train = [making.training(maker, learnt, options.known) for _ in range(min(POOLS, options.passes))]
    kept_out = making.Maker(tokenizer, read, 1)
    held = [p for p in read if p.kept_out]
    check = [kept_out.whole(p, q) for p in held for q in p.questions]
    check += [kept_out.claim(p, c, 1) for p in held for c in p.claims]
    decided = [kept_out.decided(p, q) for p in held for q in p.questions if q.yes is not None]
    ballast = (
        making.general(tokenizer, options.general, GENERAL_SETS, len(train[0]) // 5)
        if options.general
        else []
    )
    network = Network(drop=0.1)
    if options.base:
        network.load(options.base)
    kept = Kept(network)
    print(
        f"{len(read)} passages, {len(train[0])} examples a pass, {len(ballast)} general, {len(check)} to check",
        flush=True,
    )
    run = _Run(network, kept, options)
    run.train([pool + ballast for pool in train], check, decided)
    run.report("after", check, decided)


class _Run:
    """One training run: optimiser, rate, average, checkpoints."""

    def __init__(self, network: Network, kept: Kept, options: argparse.Namespace) -> None:
        self.network, self.kept, self.options = network, kept, options
        self.average = copy.deepcopy({n: p.detach() for n, p in network.trained().items()})
        heads = [p for n, p in network.trained().items() if n.split(".")[0] in (*HEADS, "mark")]
        layers = [p for n, p in network.trained().items() if n.startswith("layers")]
        groups = [
            {"params": [p for p in layers if p.dim() > 1], "weight_decay": 0.01, "times": 1.0},
            {"params": [p for p in layers if p.dim() == 1], "weight_decay": 0.0, "times": 1.0},
            {"params": heads, "weight_decay": 0.0, "times": 5.0},
        ]
        self.optimiser = torch.optim.AdamW(groups, lr=options.rate, betas=(0.9, 0.98))
        self.step = 0

    def train(
        self, pools: list[list[making.Example]], check: list[making.Example], decided: list[making.Example]
    ) -> None:
        """Until the time is over or all passes are made; figures after each pass."""
        rng, started, losses, read = random.Random(self.options.seed), time.monotonic(), list[float](), 0
        whole = len(pools[0]) * self.options.passes
        for number in range(self.options.passes):
            for n, group in enumerate(shuffled(pools[number % len(pools)], rng)):
                took = (time.monotonic() - started) / 60
                if took > self.options.minutes:
                    return
                losses.append(self._learn(self.kept.batch(group), n))
                read += len(group)
                self._rate(min(1.0, max(took / self.options.minutes, read / whole)))
                if n % 100 == 0:
                    print(
                        f"  {took:.1f} min, {read} of {whole}, loss {np.mean(losses[-200:]):.3f}", flush=True
                    )
            self.report(
                f"pass {number + 1}, {took:.1f} min, loss {np.mean(losses[-400:]):.3f}", check, decided
            )

    def report(self, when: str, check: list[making.Example], decided: list[making.Example]) -> None:
        """Save the averaged parameters and print what they are worth."""
        own = {n: p.detach().clone() for n, p in self.network.trained().items()}
        self._take(self.average)
        self.network.save(self.options.out)
        values = figures(verdicts(self.network, self.kept, check))
        values |= decisions(verdicts(self.network, self.kept, decided))
        print(when, _said(values), flush=True)
        self._take(own)

    def _take(self, values: dict[str, Tensor]) -> None:
        for name, parameter in self.network.trained().items():
            parameter.data.copy_(values[name])

    def _learn(self, batch: Batch, n: int) -> float:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = self.network.upper(batch.lower, batch.kept, batch.flags, batch.membership)
        total = loss(out, batch)
        (total * len(batch.examples) / 60).backward()
        if n % ACCUMULATED == ACCUMULATED - 1:
            torch.nn.utils.clip_grad_norm_(list(self.network.trained().values()), 1.0)
            self.optimiser.step()
            self.optimiser.zero_grad(set_to_none=True)
            self.step += 1
            decay = min(AVERAGE_DECAY, self.step / (self.step + 10))
            for name, parameter in self.network.trained().items():
                self.average[name].lerp_(parameter.detach(), 1 - decay)
        return float(total.detach())

    def _rate(self, done: float) -> None:
        share = min(1.0, (self.step + 1) / WARM_UP) * max(0.02, 1 - done)
        for group in self.optimiser.param_groups:
            group["lr"] = self.options.rate * group["times"] * share


def loss(out: dict[str, Tensor], batch: Batch) -> Tensor:
    """Mean over the examples: which sentence or none, where the span, yes or no; of claims only the support."""
    logits = torch.cat([out["none"][:, None], out["sentence"].masked_fill(~batch.held, -1e9)], 1)
    shares = functional.log_softmax(logits, 1)
    terms: list[Tensor] = []
    for n, example in enumerate(batch.examples):
        if example.supported is not None:
            terms.append(_binary(out["support"][n], example.supported))
            continue
        right = [a + 1 for a in example.answers] or [0]
        terms.append(-torch.logsumexp(shares[n, right], 0))
        if example.start >= 0:
            inside = torch.from_numpy(example.encoded.sentences >= 0)
            size = len(inside)
            for name, target in (("start", example.start), ("end", example.end)):
                row = out[name][n, :size].masked_fill(~inside, -1e9)
                terms.append(0.25 * functional.cross_entropy(row[None], torch.tensor([target])))
        if example.yes is not None:
            terms.append(_binary(out["yes"][n], example.yes))
    return torch.stack(terms).sum() / len(batch.examples)


def _binary(logit: Tensor, right: bool) -> Tensor:
    return functional.binary_cross_entropy_with_logits(logit, torch.tensor(float(right)))


def _said(values: dict[str, float]) -> str:
    return " ".join(
        f"{name}={value:.3f}" if value < 2 else f"{name}={value:.0f}" for name, value in values.items()
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, help="weights to start from (.npz); none: e5-small itself")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--reading", type=Path, default=FOLDER)
    parser.add_argument(
        "--general", type=Path, help="general reading data (.jsonl.gz), an eighth of the examples"
    )
    parser.add_argument("--models", type=Path, default=Path("build/models"))
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--passes", type=int, default=6)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--known",
        nargs="*",
        default=(),
        help="beginnings of ids that the base was trained on: asked again in part",
    )
    parser.add_argument("--all", action="store_true", help="train on the kept-out passages too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
