"""How time and memory grow with the archive: a first ingest, then one more article, then nothing new.

    python -m benchmarks.growth [--passages 1000 10000 100000]

Articles are made up and vectors come without a model (`synthetic`), since embedding 100,000 real passages
takes an hour; everything else is what `hanoi ingest` does with one JSONL file. Each line is a process of its
own. Memory is the largest resident size of that process, and of the child that reads articles; `--model` prints
what the embedded model would add.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ingest.run import ingest
from vectorstore.index import Index

from .homes import embedder
from .synthetic import PASSAGES_AN_ARTICLE, BagOfWords, record, write_records

_QUESTIONS = 20


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure how ingesting grows.")
    parser.add_argument("--passages", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--model", action="store_true", help="Only the embedded model's memory.")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(_ingest(*map(Path, options.one))))
        return
    if options.model:
        print(f"The embedded model, having embedded 32 passages: {_model_mb():,.0f} MB")
        return
    print("Made-up articles, vectors without a model: the time of embedding is not in it.")
    head = ("passages", "run", "time s", "passages/s", "memory MB", "reader MB", "disk MB", "query ms")
    print(("{:>9} {:<12}" + " {:>10}" * 6).format(*head))
    for passages in options.passages:
        with tempfile.TemporaryDirectory() as folder:
            _measure(passages, Path(folder))


def _measure(passages: int, folder: Path) -> None:
    records, home = folder / "made.jsonl", folder / "home"
    count = max(1, passages // PASSAGES_AN_ARTICLE)
    for run, articles in (("first", count), ("one more", count + 1), ("nothing new", count + 1)):
        write_records(records, range(articles))
        command = [sys.executable, "-m", "benchmarks.growth", "--one", str(records), str(home)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
        found = json.loads(done.stdout)
        rate = f"{found['passages'] / found['took_s']:,.0f}" if run == "first" else ""
        print(
            f"{found['passages']:>9,} {run:<12} {found['took_s']:>10.1f} {rate:>10} {found['memory_mb']:>10,.0f} "
            f"{found['reader_mb']:>10,.0f} {found['disk_mb']:>10,.0f} {found['query_ms']:>10.1f}",
            flush=True,
        )


def _model_mb() -> float:
    """What the model takes that stands in for nothing here, in MB."""
    import resource

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    embedder().passages([record(number, 1)["text"] for number in range(32)])
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def _ingest(records: Path, home: Path) -> dict[str, float]:
    import resource  # not on Windows

    model = BagOfWords()
    report = ingest([str(records)], home, model)
    # In kB on Linux.
    memory, reader = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    index = Index.open(home, model)
    articles = index.articles()
    # The current build alone: the one before it is kept for readers that are still at it.
    disk = sum(f.stat().st_size for f in index.folder.rglob("*") if f.is_file())
    asked = [a.title for a in articles[:: max(1, len(articles) // _QUESTIONS)]][:_QUESTIONS]
    for title in asked[:3]:  # warm
        index.search(index.understand(title))
    begun = time.perf_counter()
    for title in asked:
        index.search(index.understand(title))
    query_ms = (time.perf_counter() - begun) * 1000 / len(asked)
    index.close()
    return {
        "passages": report.passages or 0,
        "took_s": report.took_s,
        "memory_mb": memory,
        "reader_mb": reader,
        "disk_mb": disk / 1e6,
        "query_ms": query_ms,
    }


if __name__ == "__main__":
    main()
