"""Ask pairs in several processes, each with an index of its own.

Threads gain nothing here: most of an answer is Python. A process costs a few
seconds to start and the model's memory, so this pays from some hundred pairs on.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor

from bot.evaluate.pairs import Pair
from bot.evaluate.run import About, Outcome, Progress, Results, System, collect, nothing, one

# Pairs handed to a process at a time: few enough that the last one leaves nobody idle for long.
_AT_A_TIME = 8

_systems: list[System] = []  # this process's, opened once


def evaluate_in(
    jobs: int, pairs: Sequence[Pair], opener: Callable[[], System], progress: Progress = nothing
) -> Results:
    """Ask all *pairs* in *jobs* processes; the same results, in the same order, as `evaluate`.

    *opener* runs once in each process and must be something that can be pickled.
    """
    # A forked ONNX session hangs; spawned processes load their own.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, initializer=_open, initargs=(opener,)) as pool:
        about = pool.submit(_about).result()
        return collect(pool.map(_one, pairs, chunksize=_AT_A_TIME), about, progress)


def _open(opener: Callable[[], System]) -> None:
    _systems.append(opener())


def _about() -> About:
    return _systems[0].about


def _one(pair: Pair) -> Outcome:
    return one(pair, _systems[0])
