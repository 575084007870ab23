"""A process to kill: ingests a folder with the quick embedder, and may die at its n-th durable step."""

from __future__ import annotations

import itertools
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from library_samples import HashEmbedder

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


def main() -> int:
    """`ingest_child.py FOLDER HOME STEP`; step 0 never dies of itself."""
    folder, home, step = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    if step:
        die_at(step)
    print("ready", flush=True)
    try:
        ingest([folder], home, HashEmbedder(), prune=True)
    except IndexProblem:
        return BUSY
    return 0


if __name__ == "__main__":
    sys.exit(main())
