"""Turn text into unit vectors: the embedded model by default, any sentence-transformers model by name."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np

from .e5file import Floats
from .e5folder import FOLDER, MAX_TOKENS, ONNX_FILE, PROMPTS, Progress, ensure_folder
from .e5graph import TOKENS
from .errors import ModelProblem
from .text import nfc
from .tokenizer import load_tokenizer

EMBEDDED = "embedded"
# Texts embedded at once, each in a run of its own on one thread. Not in batches: 8-bit activations are scaled
# by the largest in the batch, so a text's vector would depend on its neighbours, and an index that grew would
# answer otherwise than the same articles indexed afresh (tests/vectorstore/test_grown.py).
_AT_ONCE = 2
# So much of a question is embedded, some 700 characters; the longest of 1,190 real ones has 250. The time grows with
# the square: 512 tokens, which a passage may have, take four times as long.
MAX_QUERY_TOKENS = 192


class Embedder(Protocol):
    """Text to vectors of length 1."""

    @property
    def id(self) -> str:
        """Names the model and everything that changes its vectors; kept in the manifest."""

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""

    def passages(self, texts: Sequence[str]) -> Floats:
        """Vectors of texts to be found, one row a text."""

    def query(self, text: str) -> Floats:
        """The vector of a question."""


@runtime_checkable
class TokenEmbedder(Embedder, Protocol):
    """One whose tokens can be aligned, too (`vectorstore.tokens`); (tokens, dimension) a text."""

    def passages_with_tokens(self, texts: Sequence[str]) -> tuple[Floats, list[Floats]]:
        """`passages`, and the vectors of each text's tokens."""

    def query_with_tokens(self, text: str) -> tuple[Floats, Floats]:
        """`query`, and the vectors of its tokens, each of length 1."""


def load_embedder(name: str | None, models: Path, progress: Progress | None = None) -> Embedder:
    """The embedder called *name*: None or "embedded", else a sentence-transformers name or folder.

    The embedded model is made below *models* at its first use. Raises `ModelProblem`.
    """
    if name in (None, "", EMBEDDED):
        try:
            return OnnxE5(ensure_folder(models, progress))
        except OSError as error:
            raise ModelProblem(
                f"The embedded model could not be written below {models}: {error.strerror}. "
                "Free 1 GB there, or point HANOI_HOME elsewhere."
            ) from error
    return SentenceTransformerEmbedder(str(name))


class OnnxE5:
    """multilingual-e5-small in 8 bits on ONNX Runtime. 384 numbers; 512 tokens at most, the rest is cut."""

    id = f"{FOLDER}-int8-single"  # "single": embedded one by one, not in batches
    dimension = 384

    def __init__(self, folder: Path) -> None:
        self._path = folder / ONNX_FILE
        self.tokenizer = load_tokenizer(folder)

    def passages(self, texts: Sequence[str]) -> Floats:
        """Vectors of texts to be found: (len(texts), 384)."""
        return self.passages_with_tokens(texts)[0]

    def passages_with_tokens(self, texts: Sequence[str]) -> tuple[Floats, list[Floats]]:
        """Vectors of texts to be found, and of the tokens of each: (len(texts), 384), (tokens, 384)."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            found = list(pool.map(lambda text: self._run(PROMPTS["document"], text, MAX_TOKENS), texts))
        vectors = np.array([vector for vector, _ in found], np.float32).reshape(-1, self.dimension)
        return vectors, [tokens for _, tokens in found]

    def query(self, text: str) -> Floats:
        """The vector of a question: (384,)."""
        return self.query_with_tokens(text)[0]

    def query_with_tokens(self, text: str) -> tuple[Floats, Floats]:
        """The vector of a question, and those of its tokens, each of length 1: (384,), (tokens, 384)."""
        vector, tokens = self._run(PROMPTS["query"], text, MAX_QUERY_TOKENS)
        return vector, tokens / np.linalg.norm(tokens, axis=1, keepdims=True)

    def _run(self, prompt: str, text: str, most: int) -> tuple[Floats, Floats]:
        """The vector, and those of the text's own tokens: neither the prompt's nor the marks at both ends."""
        encoded = self.tokenizer.encode(prompt + nfc(text))
        kept = [*range(len(encoded.ids))]
        kept[most - 1 : -1] = []  # the last one is the mark at the end
        feed = {"input_ids": np.array([encoded.ids], np.int64)[:, kept]}
        feed["attention_mask"] = np.ones_like(feed["input_ids"])
        vectors, tokens = self._session.run(["embedding", TOKENS], feed)
        own = [encoded.offsets[n][1] > len(prompt) for n in kept]
        return vectors[0], tokens[0][own] if any(own) else tokens[0]

    @functools.cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # A query on two threads waits for a busy core.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(str(self._path), options, providers=["CPUExecutionProvider"])


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by name or folder; safetensors only, no code of the model's is run."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(
                name, device="cpu", trust_remote_code=False, model_kwargs={"use_safetensors": True}
            )
        except (OSError, ValueError) as error:
            raise ModelProblem(
                f"No sentence-transformers model could be loaded from {name!r}: {str(error).splitlines()[0]} "
                "Name an existing folder or model in HANOI_EMBEDDER, or unset it."
            ) from error
        size = self._model.get_embedding_dimension()
        if not size:
            raise ModelProblem(f"The model {name!r} says no dimension. Name another one in HANOI_EMBEDDER.")
        self.id = f"sentence-transformers:{name}"
        self.dimension = int(size)

    def passages(self, texts: Sequence[str]) -> Floats:
        """Vectors of texts to be found, with the model's own prompt for documents."""
        vectors = self._model.encode_document([nfc(t) for t in texts], normalize_embeddings=True)
        return np.asarray(vectors, np.float32)

    def query(self, text: str) -> Floats:
        """The vector of a question, with the model's own prompt for queries."""
        return np.asarray(self._model.encode_query(nfc(text), normalize_embeddings=True), np.float32)
