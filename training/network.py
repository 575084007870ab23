"""The reader as a torch module: e5-small's encoder with a mark for shared words and five small heads.

The lower layers stay as they are, so that what they give for the training examples is worked out once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from vectorstore.e5file import E5File, installed_file
from vectorstore.e5graph import EPSILON

# Layers below are frozen; the mark for shared words is added before this one.
FROZEN = 6
HEADS = ("span", "sentence", "none", "yes", "support")


class Layer(nn.Module):
    """One encoder layer; attention is written out, since torch's fused one is slower on a CPU in bfloat16."""

    def __init__(self, file: E5File, number: int) -> None:
        super().__init__()
        self.heads, hidden, inner = file.heads, file.hidden, file.inner
        for name, rows, columns in (
            *((n, hidden, hidden) for n in ("q", "k", "v", "ao")),
            ("fi", inner, hidden),
            ("fo", hidden, inner),
        ):
            linear = nn.Linear(columns, rows)
            linear.weight.data = torch.from_numpy(file.matrix(f"l{number}.{name}.w", rows, columns).copy())
            linear.bias.data = torch.from_numpy(file.vector(f"l{number}.{name}.b").copy())
            setattr(self, name, linear)
        for name in ("aln", "oln"):
            norm = nn.LayerNorm(hidden, eps=EPSILON)
            norm.weight.data = torch.from_numpy(file.vector(f"l{number}.{name}.w").copy())
            norm.bias.data = torch.from_numpy(file.vector(f"l{number}.{name}.b").copy())
            setattr(self, name, norm)

    def forward(self, x: Tensor, mask: Tensor, drop: float = 0.0) -> Tensor:
        """(batch, tokens, hidden) to the same; *mask* is added to the attention's logits."""
        batch, tokens, hidden = x.shape

        def parted(y: Tensor) -> Tensor:
            return y.view(batch, tokens, self.heads, hidden // self.heads).transpose(1, 2)

        scale = (hidden // self.heads) ** -0.5
        logits = torch.matmul(parted(self.q(x)) * scale, parted(self.k(x)).transpose(2, 3)) + mask
        attended = torch.matmul(logits.softmax(-1), parted(self.v(x))).transpose(1, 2)
        x = self.aln(
            x + functional.dropout(self.ao(attended.reshape(batch, tokens, hidden)), drop, self.training)
        )
        return self.oln(x + functional.dropout(self.fo(functional.gelu(self.fi(x))), drop, self.training))


class Network(nn.Module):
    """Embeddings, twelve layers, the mark and the heads."""

    def __init__(self, drop: float = 0.0) -> None:
        super().__init__()
        file = E5File(installed_file())
        hidden = file.hidden
        self.drop = drop
        self.register_buffer(
            "words", torch.from_numpy(file.matrix("emb.word", file.words, hidden)), persistent=False
        )
        positions = file.vector("emb.pos").reshape(file.positions, hidden)
        positions = positions + file.vector("emb.type").reshape(file.types, hidden)[0]
        self.register_buffer("positions", torch.from_numpy(positions.copy()), persistent=False)
        self.norm = nn.LayerNorm(hidden, eps=EPSILON)
        self.norm.weight.data = torch.from_numpy(file.vector("emb.ln.w").copy())
        self.norm.bias.data = torch.from_numpy(file.vector("emb.ln.b").copy())
        self.layers = nn.ModuleList(Layer(file, n) for n in range(file.layers))
        self.mark = nn.Embedding(3, hidden)
        nn.init.zeros_(self.mark.weight)
        self.span = nn.Linear(hidden, 2)
        self.sentence, self.none = nn.Linear(hidden, 1), nn.Linear(hidden, 1)
        self.yes, self.support = nn.Linear(hidden, 1), nn.Linear(hidden, 1)
        for name in HEADS:
            nn.init.normal_(getattr(self, name).weight, std=0.02)
            nn.init.zeros_(getattr(self, name).bias)
        for part in (self.norm, *self.layers[:FROZEN]):
            part.requires_grad_(False)

    def trained(self) -> dict[str, nn.Parameter]:
        """Parameters that learn, by name."""
        return {name: p for name, p in self.named_parameters() if p.requires_grad}

    def lower(self, ids: Tensor, kept: Tensor) -> Tensor:
        """What the frozen layers give: (batch, tokens, hidden)."""
        mask = _mask(kept)
        with torch.no_grad():
            x = self.norm(self.words[ids] + self.positions[: ids.shape[1]])
            for layer in self.layers[:FROZEN]:
                x = layer(x, mask)
        return x

    def upper(self, x: Tensor, kept: Tensor, flags: Tensor, membership: Tensor) -> dict[str, Tensor]:
        """The heads' logits from what `lower` gave; *membership* is (batch, sentences, tokens)."""
        mask = _mask(kept)
        x = x + self.mark(flags)
        for layer in self.layers[FROZEN:]:
            x = layer(x, mask, self.drop)
        with torch.autocast("cpu", enabled=False):
            return self._heads(x.float(), membership)

    def _heads(self, x: Tensor, membership: Tensor) -> dict[str, Tensor]:
        span = self.span(x)
        first = x[:, 0]
        return {
            "start": span[..., 0],
            "end": span[..., 1],
            "sentence": self.sentence(torch.bmm(membership, x))[..., 0],
            "none": self.none(first)[:, 0],
            "yes": self.yes(first)[:, 0],
            "support": self.support(first)[:, 0],
        }

    def save(self, path: Path) -> None:
        """What was learned, in 16 bits."""
        aside = path.with_suffix(".tmp.npz")
        np.savez(aside, **{n: p.detach().half().numpy() for n, p in self.trained().items()})
        aside.replace(path)

    def load(self, path: Path) -> None:
        """Take what `save` wrote; names of the lab's first base are read too."""
        known: dict[str, Any] = dict(self.named_parameters())
        for name, value in np.load(path).items():
            own = _OLD_NAMES.get(name.split(".")[0], name.split(".")[0])
            target = known.get(
                name.replace("e.L.", "layers.")
                if name.startswith("e.L.")
                else ".".join([own, *name.split(".")[1:]])
            )
            if target is not None:
                target.data = torch.from_numpy(value.astype(np.float32))


_OLD_NAMES = {"flag": "mark", "sent": "sentence", "null": "none"}


def _mask(kept: Tensor) -> Tensor:
    return (1.0 - kept[:, None, None, :]) * -1e4
