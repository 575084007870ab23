"""One command that starts a server on HANOI_HOME, sends visitors, and prints what they and its memory came to.

    python tests/load/run.py crowd                      100 streams at once, five times
    python tests/load/run.py day                        200 visitors for ten minutes, 20 of them through the page
    python tests/load/run.py day --url http://127.0.0.1:7860    against a server of your own, without its memory

The visitors run in a process of their own, on the same machine. A server of your own
needs HANOI_RATE=1000000/minute, for all visitors come from one address.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # run as a file, it knows its own folder alone

from visitors import Tally, ask_page, at_once, visit

from tests.servers import address_of

_EVERY_S = 0.5
# Until then files are read in and caches fill; what comes later must not grow.
_SETTLED = 0.25


@contextmanager
def served(
    env: Mapping[str, str], said: list[str] | None = None, **settings: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server without a limit by address, in a process of its own, and its address; its log goes to *said*."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ui", "serve", "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        env={**env, "HANOI_RATE": "1000000/minute", **settings},
    )
    assert process.stderr is not None
    try:
        yield process, address_of(process, said)
        process.terminate()
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def resident_mb(pid: int) -> float:
    """Memory of a process that is in use, without what it shares of files."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(re.findall(r"RssAnon:\s+(\d+)", status)[0]) / 1024


async def _watch(pid: int, seen: list[float]) -> None:
    while True:
        seen.append(resident_mb(pid))
        await asyncio.sleep(_EVERY_S)


async def day(base: str, visitors: int, page: int, seconds: float, pid: int | None) -> dict[str, object]:
    """Visitors with pauses: through our API, through Gradio's queue; what they saw, and the memory over time."""
    memory: list[float] = []
    watch = asyncio.create_task(_watch(pid, memory)) if pid else None
    api, queue = await asyncio.gather(
        visit(base, visitors - page, seconds), visit(base, page, seconds, how=ask_page)
    )
    report: dict[str, object] = {"api": api.report(), "page": queue.report()}
    if watch:
        watch.cancel()
        settled = memory[int(len(memory) * _SETTLED) :]
        early, late = (
            statistics.median(settled[: len(settled) // 4]),
            statistics.median(settled[-len(settled) // 4 :]),
        )
        report["memory_mb"] = {
            "early": round(early, 1),
            "late": round(late, 1),
            "growth": round(late / early - 1, 3),
        }
    return report


async def crowds(base: str, count: int, times: int) -> dict[str, object]:
    """*count* at once, *times* over: all new questions, then the same again."""
    new, again = Tally(), Tally()
    for n in range(times):
        for tally in (new, again):
            tally.add(await at_once(base, count, since=n * count))
            await asyncio.sleep(1)
    return {"new": new.report(), "asked_before": again.report()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["crowd", "day"])
    parser.add_argument("--url")
    parser.add_argument("--visitors", type=int, default=200)
    parser.add_argument("--page", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--times", type=int, default=5)
    args = parser.parse_args()

    def run(base: str, pid: int | None = None) -> dict[str, object]:
        if args.what == "crowd":
            return asyncio.run(crowds(base, args.count, args.times))
        return asyncio.run(day(base, args.visitors, args.page, args.seconds, pid))

    if args.url:
        report = run(args.url)
    else:
        with served(os.environ) as (process, base):
            report = run(base, process.pid)
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
