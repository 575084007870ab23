"""A CrossEncoder, when one is named, decides the order of the best few passages; without one nothing changes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vectorstore.e5folder import FOLDER
from vectorstore.errors import ModelProblem
from vectorstore.index import Index
from vectorstore.reranker import RERANKED, load_reranker

QUESTION = "Bao nhiêu nước đã ký Công ước Hà Nội?"


@pytest.fixture(scope="module")
def folder(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CrossEncoder that has learnt nothing, saved as one is."""
    from sentence_transformers import CrossEncoder
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    tokenizer = AutoTokenizer.from_pretrained(models / FOLDER)
    target = tmp_path_factory.mktemp("cross-encoder")
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(target)
    tokenizer.save_pretrained(target)
    CrossEncoder(str(target), device="cpu")  # it loads
    return target


def test_it_orders_the_best_few_and_leaves_scores_to_the_places(folder: Path, starter_index: Index) -> None:
    hits = starter_index.search(starter_index.understand(QUESTION))
    reranker = load_reranker(str(folder))
    assert reranker is not None
    reranked = reranker.reranked(QUESTION, hits)
    assert [h.score for h in reranked] == [h.score for h in hits]
    assert {h.row for h in reranked[:RERANKED]} == {h.row for h in hits[:RERANKED]}
    assert reranked[RERANKED:] == hits[RERANKED:]
    texts = [(QUESTION, h.article.text[h.passage.start : h.passage.end]) for h in reranked[:RERANKED]]
    scores = reranker._model.predict(texts, show_progress_bar=False)
    assert (np.diff(scores) <= 1e-4).all()
    assert [h.row for h in reranked] != [h.row for h in hits]  # one that knows nothing agrees by chance only


def test_an_index_asks_the_one_it_was_opened_with(folder: Path, home: Path, starter_index: Index) -> None:
    plain = starter_index.search(starter_index.understand(QUESTION))
    reranker = load_reranker(str(folder))
    assert reranker is not None
    index = Index.open(home, starter_index.embedder, reranker=reranker)
    try:
        found = index.search(index.understand(QUESTION))
    finally:
        index.close()
    assert [h.row for h in found] == [h.row for h in reranker.reranked(QUESTION, plain)]


def test_without_a_name_there_is_none() -> None:
    assert load_reranker(None) is None


def test_a_name_that_is_no_model_is_said_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(ModelProblem, match="HANOI_RERANKER"):
        load_reranker(str(tmp_path / "none"))
