"""What a reader is worth on passages it has never seen: ranking, finding, refusing, spans, verdicts, claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from .batches import Kept, by_length
from .examples import Example
from .network import Network

Floats = npt.NDArray[np.float64]
# Longest span in tokens that is looked for.
LONGEST_SPAN = 30


@dataclass(frozen=True, slots=True)
class Seen:
    """The network's verdict on one example."""

    example: Example
    answerable: float  # logit: any sentence against none
    sentence: int  # the likeliest
    span: tuple[int, int]  # tokens, inclusive, inside that sentence
    yes: float
    support: float


def verdicts(network: Network, kept: Kept, examples: Sequence[Example]) -> list[Seen]:
    """One for each example, in any order."""
    network.eval()
    found: list[Seen] = []
    with torch.inference_mode():
        for group in by_length(examples):
            batch = kept.batch(group)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = network.upper(batch.lower, batch.kept, batch.flags, batch.membership)
            logits = out["sentence"].masked_fill(~batch.held, -1e9)
            answerable = torch.logsumexp(logits, 1) - out["none"]
            best = logits.argmax(1).tolist()
            for n, example in enumerate(group):
                inside = np.flatnonzero(example.encoded.sentences == best[n])
                span = best_span(out["start"][n].numpy(), out["end"][n].numpy(), inside)
                yes, support = float(out["yes"][n]), float(out["support"][n])
                found.append(Seen(example, float(answerable[n]), best[n], span, yes, support))
    network.train()
    return found


def best_span(
    start: npt.NDArray[np.float32], end: npt.NDArray[np.float32], inside: npt.NDArray[np.int64]
) -> tuple[int, int]:
    """The likeliest (first, last) token among consecutive *inside*."""
    if not len(inside):
        return -1, -1
    sums = start[inside][:, None] + end[inside][None, :]
    steps = np.arange(len(inside))
    allowed = (steps[None, :] >= steps[:, None]) & (steps[None, :] - steps[:, None] < LONGEST_SPAN)
    first, last = divmod(int(np.where(allowed, sums, -np.inf).argmax()), len(inside))
    return int(inside[first]), int(inside[last])


def auroc(good: Floats, bad: Floats) -> float:
    """The chance that a good one scores above a bad one; nan without either."""
    if not len(good) or not len(bad):
        return float("nan")
    ranks = np.concatenate([good, bad]).argsort().argsort() + 1
    return float((ranks[: len(good)].sum() - len(good) * (len(good) + 1) / 2) / (len(good) * len(bad)))


def figures(seen: Sequence[Seen]) -> dict[str, float]:
    """All figures of one run over questions and claims."""
    asked = [s for s in seen if s.example.supported is None]
    claims = [s for s in seen if s.example.supported is not None]
    out = {"questions": float(len(asked)), "claims": float(len(claims))}
    out |= {f"auroc {name}": _auroc([s for s in asked if of(s.example)]) for name, of in _PAIRS.items()}
    good = [s for s in asked if s.example.answers]
    out["sentence"] = float(np.mean([s.sentence in s.example.answers for s in good]))
    with_span = [s for s in good if s.example.start >= 0]
    out["span right"] = float(np.mean([_right(s) for s in with_span]))
    out["span exact"] = float(np.mean([s.span == (s.example.start, s.example.end) for s in with_span]))
    bad = np.array([s.answerable for s in asked if not s.example.answers])
    for share in (0.95, 0.9):
        limit = np.quantile([s.answerable for s in good], 1 - share)
        out[f"refused at {share}"] = float((bad < limit).mean())
    out["auroc claims"] = auroc(
        np.array([s.support for s in claims if s.example.supported]),
        np.array([s.support for s in claims if not s.example.supported]),
    )
    out["claims right"] = float(np.mean([(s.support > 0) == s.example.supported for s in claims]))
    return out


def decisions(seen: Sequence[Seen]) -> dict[str, float]:
    """Of yes-or-no questions read with what decides them: how well yes stands above no."""
    yes = np.array([s.yes for s in seen if s.example.yes])
    no = np.array([s.yes for s in seen if s.example.yes is False])
    right = (float((yes > 0).sum()) + float((no <= 0).sum())) / max(1, len(seen))
    return {"verdicts": float(len(seen)), "auroc yes": auroc(yes, no), "yes or no": right}


def _auroc(seen: Sequence[Seen]) -> float:
    return auroc(
        np.array([s.answerable for s in seen if s.example.answers]),
        np.array([s.answerable for s in seen if not s.example.answers]),
    )


def _right(seen: Seen) -> bool:
    """A span that overlaps the right one by half of the longer (F1 of tokens at least .5)."""
    (a, b), (c, d) = seen.span, (seen.example.start, seen.example.end)
    shared = max(0, min(b, d) - max(a, c) + 1)
    return 2 * shared >= 0.5 * ((b - a + 1) + (d - c + 1))


def _pair(asked: str, passage: str) -> Callable[[Example], bool]:
    return lambda e: e.group[:2] == (asked, passage)


_PAIRS: dict[str, Callable[[Example], bool]] = {
    "all": lambda _: True,
    "vi": _pair("vi", "vi"),
    "vi-nodiac": _pair("vi-nodiac", "vi"),
    "en": _pair("en", "en"),
    "en over vi": _pair("en", "vi"),
    "vi over en": _pair("vi", "en"),
    "nodiac over en": _pair("vi-nodiac", "en"),
}
