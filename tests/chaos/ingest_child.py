"""Processes to kill: each ingests a folder with the quick embedder, and may die at its n-th durable step.

Everything is imported once; every run is a fork, so that a hundred of them take a minute and not five.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import chromadb  # noqa: F401  imported for the forks
import datasketch  # noqa: F401
from library_samples import HashEmbedder

import vectorstore.build  # noqa: F401
from ingest.run import ingest
from vectorstore.errors import IndexProblem

BUSY = 3


def die_at(step: int) -> None:
    """Kill this process before its *step*-th fsync or rename."""
    counter = itertools.count(1)

    def before(call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **kwargs: Any) -> Any:
            if next(counter) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*args, **kwargs)

        return counted

    os.fsync = before(os.fsync)
    Path.replace = before(Path.replace)  # type: ignore[method-assign]


def run(folder: str, home: str, step: int) -> int:
    """The exit code; step 0 never dies of itself."""
    if step:
        die_at(step)
    try:
        ingest([folder], Path(home), HashEmbedder(), prune=True)
    except IndexProblem:
        return BUSY
    return 0


def main() -> None:
    """For every line `FOLDER<tab>HOME<tab>STEP` a process: says its number, and how it ended."""
    print("ready", flush=True)
    for line in sys.stdin:
        folder, home, step = line.rstrip("\n").split("\t")
        process = os.fork()
        if not process:
            code = 1
            try:
                code = run(folder, home, int(step))
            finally:
                os._exit(code)
        print(process, flush=True)
        _, status = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
