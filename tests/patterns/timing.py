"""How long a pattern can be kept busy by a text of the length that is allowed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from tests.patterns.adversary import texts
from tests.patterns.collected import Found
from ui.plain import plain
from ui.question import MAX_TURN

# The measure: a hundred patterns over one text stay within what a visitor waits for.
MOST_S = 0.020
# A pattern that doubles its work with each character shows in 28; one that squares it, in the longest text.
LENGTHS = (20, 28, 100, 600, MAX_TURN)
# Tables of a thousand names would bring as many texts that do the same.
_TEXTS = 60
# What these read has passed `ui.plain`, or is a sentence of ours; a model's words, pages and files have not.
_PLAIN = ("bot.", "ui.")
_NOT_PLAIN = ("bot.llm.",)


@dataclass(frozen=True, order=True)
class Slowest:
    """The text that took longest, and by which method."""

    seconds: float
    length: int
    where: str
    method: str
    text: str


def slowest(found: Found) -> Slowest:
    """The worst of all texts and methods, or the first that takes too long."""
    worst = Slowest(0.0, 0, found.where, "", "")
    for length in LENGTHS:
        for text in _texts(found, length):
            for method in _methods(found):
                run = _run(found, method)
                took = _seconds(run, text)
                if took > MOST_S / 2:  # again: something else may have had the core
                    took = min(took, _seconds(run, text))
                worst = max(
                    worst, Slowest(took, len(text), found.where, method, f"{text[:60]}...{text[-9:]}")
                )
                if worst.seconds > MOST_S:
                    return worst
    return worst


def _texts(found: Found, length: int) -> Iterator[str]:
    made = list(texts(found.pattern, length))
    every = max(1, len(made) // _TEXTS)
    for text in islice(made, 0, None, every):
        is_plain = found.where.startswith(_PLAIN) and not found.where.startswith(_NOT_PLAIN)
        yield plain(text) if is_plain else text


def _methods(found: Found) -> list[str]:
    """What `sub`, `split` and `findall` do is what `finditer` does, and it searches from every place."""
    methods = {m if m in ("search", "match", "fullmatch") else "finditer" for m in found.methods}
    return sorted(methods - {"search"} if "finditer" in methods else methods)


def _run(found: Found, method: str) -> Callable[[str], object]:
    if method == "finditer":
        return lambda text: sum(1 for _ in found.pattern.finditer(text))
    run: Callable[[str], object] = getattr(found.pattern, method)
    return run


def _seconds(run: Callable[[str], object], text: str) -> float:
    """Of this thread's own time: other work on the machine does not count."""
    began = time.thread_time()
    run(text)
    return time.thread_time() - began
