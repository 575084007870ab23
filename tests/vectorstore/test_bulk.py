"""Embedding on a local Ray gives the index of embedding here, to the byte, and what cannot be done has a name."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from ingest.archive import Archive
from ingest.split import passages
from tests.servers import free_port
from ui import opening
from ui.errors import BadUsage
from ui.settings import Settings
from vectorstore import bulk, places
from vectorstore.build import build_index
from vectorstore.bulk import OnRay, RayProblem, Worker, unpacked
from vectorstore.embedder import Embedder
from vectorstore.errors import ModelProblem
from vectorstore.lock import write_lock

ARRAYS = ("passages.npy", "sentences.npy", "token_signs.npy", "token_starts.npy")


def vectors(home: Path) -> list[bytes]:
    build = places.builds(home) / places.current_name(home)
    return [(build / name).read_bytes() for name in ARRAYS]


def test_an_index_made_on_ray_is_the_one_made_here(hanoi, tmp_path: Path, embedder: Embedder) -> None:
    pytest.importorskip("ray")
    on_ray, here = tmp_path / "ray", tmp_path / "here"
    (on_ray / "articles").mkdir(parents=True)
    for file in islice(sorted((hanoi.home / "articles").glob("*.json")), 9):
        shutil.copy(file, on_ray / "articles")
    done = dataclasses.replace(hanoi, home=on_ray)("reindex", "--ray")
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == b""
    assert b"A new index of" in done.stderr
    with write_lock(here):
        build_index(here, list(Archive(on_ray).load().values()), passages, embedder)
    assert vectors(on_ray) == vectors(here)


class Untold:
    """Vectors of two numbers, and no tokens."""

    id, dimension = "untold", 2

    def passages(self, texts: Sequence[str]) -> np.ndarray:
        return np.array([self.query(text) for text in texts], np.float32)

    def query(self, text: str) -> np.ndarray:
        return np.array([len(text), 1.0], np.float32)


def test_a_model_without_tokens_gives_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bulk, "load_embedder", lambda *_: Untold())
    block = {"item": np.array(["a", "bcd"], object)}
    found = [*unpacked(Worker(None, "untold", tmp_path)(block))]
    assert [(vector.tolist(), signs.shape) for vector, signs in found] == [([1, 1], (0, 0)), ([3, 1], (0, 0))]
    with pytest.raises(ModelProblem, match="has untold, not another"):
        Worker(None, "another", tmp_path)


def test_a_cluster_that_is_not_there_is_named_and_the_old_index_stays(
    hanoi, tmp_path: Path, embedder: Embedder
) -> None:
    pytest.importorskip("ray")
    articles = list(Archive(hanoi.home).load().values())
    with write_lock(tmp_path):
        build_index(tmp_path, articles[:1], passages, embedder)
        before = places.current_name(tmp_path)
        nowhere = OnRay(None, embedder.id, tmp_path, f"127.0.0.1:{free_port()}")
        with pytest.raises(RayProblem, match=r"nobody answers at 127\.0\.0\.1:\d+.*without --ray") as problem:
            build_index(tmp_path, articles[:2], passages, embedder, embed=nowhere)
    assert opening.explain(problem.value).code == opening.INDEX_PROBLEM
    assert [folder.name for folder in places.builds(tmp_path).iterdir()] == [before]
    assert places.current_name(tmp_path) == before


def test_without_ray_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, embedder: Embedder
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(BadUsage, match=r"pip install .*\[ray\]") as refused:
        opening.open_ray(Settings(tmp_path, tmp_path), embedder)
    assert opening.explain(refused.value).code == opening.BAD_USAGE
