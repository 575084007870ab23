"""Ask pairs in several processes, each with an index of its own.

Threads gain nothing here: most of an answer is Python. A process costs a few
seconds to start and the model's memory, so this pays from some hundred pairs on.
"""

from __future__ import annotations

import functools
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor

from bot.evaluate.pairs import Pair
from bot.evaluate.run import About, Outcome, Progress, Results, System, collect, nothing, one
from vectorstore.errors import IndexProblem

# Pairs handed to a process at a time: few enough that the last one leaves nobody idle for long.
_AT_A_TIME = 8

_opener: list[Callable[[], System]] = []  # this process's one


def evaluate_in(
    jobs: int, pairs: Sequence[Pair], opener: Callable[[], System], progress: Progress = nothing
) -> Results:
    """Ask all *pairs* in *jobs* processes; the same results, in the same order, as `evaluate`.

    *opener* runs once in each process and must be something that can be pickled.
    Raises what `one` raises, and `IndexProblem` with the words of what opening raised.
    """
    # A forked ONNX session hangs; spawned processes load their own.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, initializer=_remember, initargs=(opener,)) as pool:
        about = pool.submit(_about).result()
        return collect(pool.map(_one, pairs, chunksize=_AT_A_TIME), about, progress)


def _remember(opener: Callable[[], System]) -> None:
    _opener.append(opener)


@functools.cache
def _system() -> System:
    """This process's, opened at its first question: what an initializer raises comes back without its words."""
    try:
        return _opener[0]()
    except IndexProblem as error:
        # Its kinds are made from other arguments than their message, and would not survive the way back.
        raise IndexProblem(str(error)) from None


def _about() -> About:
    return _system().about


def _one(pair: Pair) -> Outcome:
    return one(pair, _system())
