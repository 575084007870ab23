"""The word lists of this package, read once."""

from __future__ import annotations

import functools
from importlib.resources import files


@functools.cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of `data/NAME`, each as its columns; lines that begin with # are left out."""
    lines = files("bot.grounding").joinpath("data", name).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and line[0] != "#")
