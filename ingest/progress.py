"""How far a run is: told to whoever shows it."""

from __future__ import annotations

from collections.abc import Callable

# What is being done ("read" | "embed"), how many are done, how many there are.
Progress = Callable[[str, int, int], None]
