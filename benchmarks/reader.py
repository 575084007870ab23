"""What the whole reader finds on paragraphs that nothing was fitted on, and how often it says that one is missing.

    python -m benchmarks.reader QA_FOLDER [--every N]

QA_FOLDER holds `docs/*.txt` (title line, blank line, one paragraph) and `pairs.jsonl`; they are indexed alone in a temporary home
(the embedded model comes from HANOI_MODELS or the usual home). Every question is asked as a visitor would, refusals counted, and
once more with its paragraph left out.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.chat import ask
from bot.evaluate.pairfiles import read
from bot.evaluate.pairs import Pair
from bot.evaluate.texts import holds
from vectorstore.index import Index
from vectorstore.types import Filters

from .homes import index_folder


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, answered with its paragraph and without it."""

    language: str
    answered: bool
    first: bool  # the first quote holds the answer
    two: bool  # one of the first two does
    refused: bool  # with its paragraph left out


def main() -> None:
    """Print a row a language."""
    parser = argparse.ArgumentParser(description="Report what the reader finds.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1, help="use every Nth question")
    options = parser.parse_args()
    pairs = read([options.folder / "pairs.jsonl"])[:: options.every]
    with tempfile.TemporaryDirectory() as home:
        index = index_folder(options.folder / "docs", Path(home))
        report([asked(pair, index) for pair in pairs])


def asked(pair: Pair, index: Index) -> Asked:
    """Ask one question twice."""
    with_it = ask(pair.question, index)
    own = tuple(a.id for a in index.articles() if a.source in pair.source_any)
    without = ask(pair.question, index, filters=Filters(without=own))
    right = [holds(pair, [citation.quote]) for citation in with_it.citations[:2]] if with_it.found else []
    return Asked(pair.lang, with_it.found, any(right[:1]), any(right), not without.found)


def report(found: Sequence[Asked]) -> None:
    """Shares by language."""
    rows: dict[str, list[Asked]] = defaultdict(list)
    for one in found:
        rows[one.language].append(one)
    print(f"{'':12} {'questions':>9} {'answered':>9} {'first':>6} {'of two':>6} {'refused without':>15}")
    for language, of in sorted(rows.items()):
        shares = (sum(getattr(a, n) for a in of) / len(of) for n in ("answered", "first", "two", "refused"))
        print(f"{language:12} {len(of):9}" + "{:>10.3f} {:>6.3f} {:>6.3f} {:>15.3f}".format(*shares))


if __name__ == "__main__":
    main()
