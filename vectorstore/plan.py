"""The rows of a new build: its passages in order, and which of them the current build already has."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from . import tables
from .reuse import Reusable
from .types import Article, Passage

PassagesOf = Callable[[Article], Sequence[Passage]]
_NEW = -1


@dataclass(frozen=True, slots=True)
class Plan:
    """One entry a row, in order."""

    ids: Sequence[str]
    counts: npt.NDArray[np.int32]  # sentences
    old_rows: npt.NDArray[np.int32]  # where the current build has the passage's vectors; -1: nowhere
    old_first: npt.NDArray[np.int64]  # where it has the first of its sentences' vectors

    @property
    def new(self) -> npt.NDArray[np.bool_]:
        """Rows that have to be embedded."""
        return np.equal(self.old_rows, _NEW)

    def new_rows(self, old_passages: int) -> npt.NDArray[np.int32]:
        """By row of the current build the row here, -1 for what is gone."""
        found = np.full(old_passages, _NEW, np.int32)
        kept = np.flatnonzero(~self.new)
        found[self.old_rows[kept]] = kept
        return found


def write_passages(
    connection: sqlite3.Connection,
    articles: Sequence[Article],
    passages_of: PassagesOf,
    reusable: Reusable,
    hashes: Mapping[str, str],
) -> Plan:
    """Cut *articles*, those left out that are cut already, and write the passages' table."""
    ids: list[str] = []
    counts, old_rows, old_first, first = array("i"), array("i"), array("q"), 0
    for number, article in enumerate(articles):
        known = reusable.passages(article.id, hashes[article.id])
        if known and reusable.same_rules:
            cut = [passage for _, _, passage in known]
        else:
            cut = [tables.stored(passage) for passage in passages_of(article)]
        where = {passage: (row, start) for row, start, passage in known}
        tables.add_passages(connection, article.id, number, len(ids), first, cut)
        for passage in cut:
            row, start = where.get(passage, (_NEW, _NEW))
            ids.append(Passage(article.id, passage.position, 0, 0, ()).id)
            counts.append(passage.count)
            old_rows.append(row)
            old_first.append(start)
            first += passage.count
    return Plan(ids, np.array(counts, np.int32), np.array(old_rows, np.int32), np.array(old_first, np.int64))
