"""Embed a large archive on all cores of one machine or of a cluster, through Ray Data.

Each core holds a copy of the model and embeds text by text, so that the vectors are those of `hanoi reindex`
without Ray, byte for byte. A worker that dies is started again by Ray, and its texts are embedded again.
"""

from __future__ import annotations

import io
import logging
import os
import re
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from .embedder import load_embedder
from .errors import IndexProblem, ModelProblem
from .stream import Embedded, embedded

# Texts handed to a model at once: two or three seconds of work.
_BATCH = 64
# Texts in Ray's hands for each core: some three minutes of work after the seconds in which the models are
# loaded, and 2 MB.
_TEXTS_A_CORE = 5_000
_KNOCK_S = 5.0


class RayProblem(IndexProblem):
    """Ray could not do it; the current build is untouched."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Embedding on Ray failed: {why}. The index is as it was: look at Ray, or run it without --ray."
        )


@dataclass(frozen=True, slots=True)
class OnRay:
    """Embeds on the Ray cluster at *address*, "local" being one of its own that ends with the work.

    *model* names the model as in `load_embedder`, *model_id* is its id here; every machine of the cluster needs
    this package, and keeps or makes the model at the path *models*.
    """

    model: str | None
    model_id: str
    models: Path
    address: str = "local"

    def __call__(self, texts: Iterator[str]) -> Iterator[Embedded]:
        """The texts' vectors and signs, in order; raises `RayProblem`. Starts Ray when there is a text."""
        first = list(islice(texts, 1))
        if first:
            with _ray(self.address) as ray:
                cores = max(1, int(ray.cluster_resources().get("CPU", 1)))
                while part := first + list(islice(texts, cores * _TEXTS_A_CORE - len(first))):
                    yield from self._embed(ray, part, cores)
                    first = []

    def _embed(self, ray: Any, texts: list[str], cores: int) -> Iterator[Embedded]:
        batches = -(-len(texts) // _BATCH)
        found = ray.data.from_items(texts, override_num_blocks=batches).map_batches(
            Worker,
            fn_constructor_args=(self.model, self.model_id, self.models),
            batch_size=None,  # a block
            compute=ray.data.ActorPoolStrategy(size=min(cores, batches)),
        )
        for block in found.iter_batches(batch_size=None):
            yield from unpacked(block)


class Worker:
    """A model in a process of Ray's."""

    def __init__(self, model: str | None, model_id: str, models: Path) -> None:
        self._embedder = load_embedder(model, models)
        if self._embedder.id != model_id:
            raise ModelProblem(f"a machine of the cluster has {self._embedder.id}, not {model_id}")

    def __call__(self, block: dict[str, Any]) -> dict[str, Any]:
        found = embedded(self._embedder, [str(text) for text in block["item"]])
        return {
            "vector": np.array([vector for vector, _ in found], np.float32),
            "signs": np.array([signs.tobytes() for _, signs in found], object),
            "shape": np.array([signs.shape for _, signs in found]),
        }


def unpacked(block: dict[str, Any]) -> Iterator[Embedded]:
    """What a worker found, text by text."""
    for vector, signs, shape in zip(block["vector"], block["signs"], block["shape"], strict=True):
        yield vector, np.frombuffer(signs, np.uint8).reshape(shape)


@contextmanager
def _ray(address: str) -> Iterator[Any]:
    """Ray, started or connected to; it says next to nothing and reports to nobody."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    import ray
    import ray.data

    logging.getLogger("ray.data").setLevel(logging.CRITICAL)
    with redirect_stdout(_Short()):
        try:
            _knock(address)
            ray.init(address, include_dashboard=False, log_to_driver=False, logging_level=logging.CRITICAL)
            context = ray.data.DataContext.get_current()
            context.enable_progress_bars = context.print_on_execution_start = False
            context.execution_options.preserve_order = True
            yield ray
        except IndexProblem:
            raise
        except (ray.exceptions.RayError, OSError, RuntimeError, ValueError) as error:
            raise RayProblem(_in_short(error)) from error
        finally:
            ray.shutdown()


class _Short(io.TextIOBase):
    """Takes what Ray prints when a worker has died, and says the first line of it on stderr."""

    def write(self, text: str) -> int:
        line = re.sub(r"\x1b\[\d+m", "", text).strip().partition("\n")[0]
        if line:
            print(line[:160], file=sys.stderr)
        return len(text)


def _knock(address: str) -> None:
    """Raise `RayProblem` when nobody is at a host and port: Ray itself would go on trying for minutes."""
    parts = urlsplit(address if "://" in address else f"//{address}")
    if parts.hostname and parts.port:
        try:
            socket.create_connection((parts.hostname, parts.port), _KNOCK_S).close()
        except OSError as error:
            raise RayProblem(f"nobody answers at {address} ({error.strerror or error})") from error


def _in_short(error: Exception) -> str:
    """The last line of what went wrong, which Ray puts below a worker's traceback."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return re.sub(r"^[\w.]+: ", "", lines[-1])[:300].rstrip(".") if lines else type(error).__name__
