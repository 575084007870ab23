"""Another reader by name: `HANOI_READER` takes an extractive question-answering model or a CrossEncoder.

Both come through transformers or sentence-transformers, from a folder or the hub: safetensors only, and no code
of the model's is run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.reading.model import UNREAD, OwnReader, PassageRead, Reader, SentenceRead
from vectorstore.errors import ModelProblem

# Tokens of question and passage together; more is cut from the passage.
MAX_TOKENS = 384
_ANSWERS = "ForQuestionAnswering"


def load_reader(name: str | None, tokenizer: Any) -> Reader:
    """The reader called *name*, the package's own for None; raises `ModelProblem` with the next step."""
    if not name:
        return OwnReader(tokenizer)
    try:
        from transformers import AutoConfig

        config = AutoConfig.from_pretrained(name, trust_remote_code=False)
        architecture = (config.architectures or [""])[0]
        return QuestionAnswering(name) if architecture.endswith(_ANSWERS) else Cross(name)
    except (OSError, ValueError, KeyError, ImportError) as error:
        raise ModelProblem(
            f"No reader could be loaded from {name!r}: {str(error).splitlines()[0]} Name a folder or model for "
            "extractive question answering, or a CrossEncoder, in HANOI_READER, or unset it."
        ) from error


class QuestionAnswering:
    """An extractive model: a sentence is as likely as the likeliest span in it."""

    def __init__(self, name: str) -> None:
        from transformers import AutoModelForQuestionAnswering, AutoTokenizer

        self.name = name
        self._tokenizer: Any = AutoTokenizer.from_pretrained(name)
        self._model: Any = AutoModelForQuestionAnswering.from_pretrained(name, use_safetensors=True).eval()

    def read(self, question: str, sentences: Sequence[str], title: str = "") -> PassageRead:
        """Read the sentences as one context; *title* is not read."""
        import torch

        context = " ".join(sentences)
        tokens = self._tokenizer(
            question, context, truncation="only_second", max_length=MAX_TOKENS, return_tensors="pt",
            return_offsets_mapping=True,
        )  # fmt: skip
        offsets, owner = tokens.pop("offset_mapping")[0].tolist(), tokens.sequence_ids(0)
        with torch.inference_mode():
            out = self._model(**tokens)
        start, end = out.start_logits[0].tolist(), out.end_logits[0].tolist()
        read, at = [], 0
        for sentence in sentences:
            inside = [
                n for n, (a, b) in enumerate(offsets) if owner[n] == 1 and a >= at and b <= at + len(sentence)
            ]
            read.append(_likeliest(inside, start, end, offsets, at))
            at += len(sentence) + 1
        return PassageRead(tuple(read), start[0] + end[0], 0.0)

    def supports(self, claim: str, sentences: Sequence[str], title: str = "") -> float | None:
        """It cannot tell."""
        return None


def _likeliest(
    inside: Sequence[int],
    start: Sequence[float],
    end: Sequence[float],
    offsets: Sequence[tuple[int, int]],
    at: int,
) -> SentenceRead:
    spans = [(start[a] + end[b], a, b) for n, a in enumerate(inside) for b in inside[n : n + 30]]
    if not spans:
        return SentenceRead(UNREAD, None, UNREAD)
    logit, first, last = max(spans)
    return SentenceRead(logit, (offsets[first][0] - at, offsets[last][1] - at), 0.0)


class Cross:
    """A CrossEncoder: each sentence scored with the question, with its neighbours behind it."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import CrossEncoder

        self.name = name
        self._model: Any = CrossEncoder(
            name,
            device="cpu",
            trust_remote_code=False,
            max_length=MAX_TOKENS,
            model_kwargs={"use_safetensors": True},
        )

    def read(self, question: str, sentences: Sequence[str], title: str = "") -> PassageRead:
        """Log odds of each sentence; such a model knows no spans."""
        around = [
            " ".join([s, title, *sentences[max(0, n - 1) : n], *sentences[n + 1 : n + 2]])
            for n, s in enumerate(sentences)
        ]
        scores = self._model.predict(
            [(question, a) for a in around], show_progress_bar=False, activation_fn=_identity()
        )
        return PassageRead(tuple(SentenceRead(float(s), None, UNREAD) for s in scores), 0.0, 0.0)

    def supports(self, claim: str, sentences: Sequence[str], title: str = "") -> float | None:
        """Log odds of the claim with all of the evidence."""
        (score,) = self._model.predict(
            [(claim, " ".join([title, *sentences]))], show_progress_bar=False, activation_fn=_identity()
        )
        return float(score)


def _identity() -> Any:
    from torch import nn

    return nn.Identity()
