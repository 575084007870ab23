"""`HANOI_READER`: another reader by name, tried with small ones made here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.reading.hub import Cross, QuestionAnswering, load_reader
from vectorstore.errors import ModelProblem
from vectorstore.index import Index

SENTENCES = ("Bảy mươi hai nước đã ký.", "Lễ ký diễn ra ở Hà Nội.")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, starter_index: Index) -> dict[str, Path]:
    """An extractive model and a CrossEncoder of one small layer, untrained, as the hub would hold them."""
    import torch
    from transformers import (
        BertConfig,
        BertForQuestionAnswering,
        BertForSequenceClassification,
        PreTrainedTokenizerFast,
    )

    torch.manual_seed(0)
    tokenizer: Any = PreTrainedTokenizerFast(
        tokenizer_object=starter_index.embedder.tokenizer,  # type: ignore[attr-defined]
        cls_token="<s>", sep_token="</s>", pad_token="<pad>", unk_token="<unk>",
    )  # fmt: skip
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        num_labels=1, pad_token_id=1,
    )  # fmt: skip
    folders = {}
    for name, kind in (("answers", BertForQuestionAnswering), ("cross", BertForSequenceClassification)):
        folders[name] = tmp_path_factory.mktemp(name)
        config.num_labels = 2 if name == "answers" else 1  # start and end; one score
        kind(config).save_pretrained(folders[name])
        tokenizer.save_pretrained(folders[name])
    return folders


def test_an_extractive_model_reads(made: dict[str, Path]) -> None:
    reader = load_reader(str(made["answers"]), None)
    assert isinstance(reader, QuestionAnswering)
    read = reader.read("Ai ký?", SENTENCES)
    assert len(read.sentences) == 2
    for sentence, text in zip(read.sentences, SENTENCES, strict=True):
        assert sentence.span is not None
        first, last = sentence.span
        assert 0 <= first <= last <= len(text)
    assert reader.supports("Ai ký.", SENTENCES) is None


def test_a_cross_encoder_reads_and_judges_claims(made: dict[str, Path]) -> None:
    reader = load_reader(str(made["cross"]), None)
    assert isinstance(reader, Cross)
    read = reader.read("Ai ký?", SENTENCES)
    assert [s.span for s in read.sentences] == [None, None]
    assert read.sentences[0].logit != read.sentences[1].logit
    assert isinstance(reader.supports("72 nước đã ký.", SENTENCES), float)


@pytest.mark.parametrize("name", ["no/such-model", "/nowhere/at/all"])
def test_a_name_that_is_no_model_is_said(name: str) -> None:
    with pytest.raises(ModelProblem, match="HANOI_READER"):
        load_reader(name, None)
