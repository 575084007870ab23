"""What a new build may take from the current one instead of embedding it again."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from . import places, tables
from .e5file import Floats
from .embedder import Embedder
from .errors import IndexProblem
from .manifest import Manifest
from .text import NORMALISER_VERSION
from .types import Passage


@dataclass(frozen=True, slots=True)
class Reusable:
    """The current build, when the same model and normaliser made it; else nothing."""

    folder: Path | None = None
    hashes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, home: Path, embedder: Embedder) -> Reusable:
        """Look at the current build of *home*; an unsound or missing one gives nothing to reuse."""
        try:
            folder = places.builds(home) / places.current_name(home)
            manifest = Manifest.read(folder)
        except IndexProblem:
            return cls()
        if (manifest.model, manifest.normaliser) != (embedder.id, NORMALISER_VERSION):
            return cls()
        return cls(folder, manifest.hashes)

    def fill(
        self, vectors: Floats, passages: Sequence[Passage], hashes: Mapping[str, str]
    ) -> npt.NDArray[np.bool_]:
        """Copy known vectors into *vectors* (passages, then their sentences); says which rows are filled."""
        kept = np.zeros(len(vectors), np.bool_)
        if self.folder is None:
            return kept
        known = self._rows(hashes)
        old_passages = np.load(self.folder / "passages.npy", mmap_mode="r")
        old_sentences = np.load(self.folder / "sentences.npy", mmap_mode="r")
        at = len(passages)
        for row, passage in enumerate(passages):
            size = len(passage.sentences)
            old = known.get((passage.id, passage.start, passage.end, size))
            if old is not None:
                old_row, first = old
                vectors[row] = old_passages[old_row]
                vectors[at : at + size] = old_sentences[first : first + size]
                kept[row] = kept[at : at + size] = True
            at += size
        return kept

    def _rows(self, hashes: Mapping[str, str]) -> dict[tuple[str, int, int, int], tuple[int, int]]:
        """(passage id, start, end, sentences) -> (row, first sentence) for articles that have not changed."""
        assert self.folder is not None
        connection = tables.open_readonly(self.folder / tables.FILE)
        try:
            rows: list[Any] = connection.execute(
                "SELECT a.id, p.id, p.start, p.stop, json_array_length(p.sentences), p.row, p.first_sentence "
                "FROM passages p JOIN articles a ON a.number = p.article"
            ).fetchall()
        finally:
            connection.close()
        same = {a for a, value in hashes.items() if self.hashes.get(a) == value}
        return {(r[1], r[2], r[3], r[4]): (r[5], r[6]) for r in rows if r[0] in same}

    def copy_chroma(self, target: Path) -> None:
        """Copy the current collection aside; without one, nothing is there yet."""
        if self.folder is not None:
            shutil.copytree(self.folder / "chroma", target)
