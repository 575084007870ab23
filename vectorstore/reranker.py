"""Put the best few passages in the order that a cross-encoder gives them; off unless one is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .errors import ModelProblem
from .types import Hit

# Passages read together with the question: a cross-encoder is slow, and the right one is among the first few.
RERANKED = 8


class Reranker:
    """A sentence-transformers CrossEncoder, by name or folder; safetensors only, no code of the model's is run."""

    def __init__(self, name: str) -> None:
        """Load it; raises `ModelProblem`."""
        from sentence_transformers import CrossEncoder

        try:
            self._model = CrossEncoder(
                name,
                device="cpu",
                trust_remote_code=False,
                num_labels=1,
                model_kwargs={"use_safetensors": True},
            )
        except (OSError, ValueError) as error:
            raise ModelProblem(
                f"No CrossEncoder could be loaded from {name!r}: {str(error).splitlines()[0]} "
                "Name an existing folder or model in HANOI_RERANKER, or unset it."
            ) from error

    def reranked(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """The first `RERANKED` of *hits* in the model's order, ties as they were, and the others behind them.

        Scores stay with the places: what reads them was fitted on those that the search gives.
        """
        few = list(hits[:RERANKED])
        if len(few) < 2:
            return list(hits)
        texts = [h.article.text[h.passage.start : h.passage.end] for h in few]
        scores = self._model.predict([(question, text) for text in texts], show_progress_bar=False)
        order = sorted(range(len(few)), key=lambda n: (-float(scores[n]), n))
        moved = [replace(few[n], score=place.score) for n, place in zip(order, few, strict=True)]
        return moved + list(hits[RERANKED:])


def load_reranker(name: str | None) -> Reranker | None:
    """The reranker called *name*, or None when none is. Raises `ModelProblem`."""
    return Reranker(name) if name else None
