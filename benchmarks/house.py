"""How simple `bot/` is: its source measured with `ast`, and the way of ten questions through it.

    python -m benchmarks.house [--home HOME] [--source-only] [--where]

The ten questions are asked of the starter corpus, or of the home named; every one is asked of a process that has
answered the other nine, and calls into `bot/` and `vectorstore/` are counted with `sys.setprofile`. `--where` says
what stands behind each figure.
"""

from __future__ import annotations

import argparse
import functools
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from types import FrameType

from bot.chat import ask
from vectorstore.index import Index

from .homes import embedder, index_starter
from .house_source import (
    LONGEST_FILE,
    PACKAGES,
    READER,
    Source,
    annotated,
    documented,
    list_places,
    long_functions,
    named_numbers,
    names_twice,
    patterns,
    sources,
    unnamed_thresholds,
    unused,
)

# One of each kind that is answered in a way of its own, in both languages.
QUESTIONS = (
    "Bao nhiêu nước đã ký Công ước Hà Nội?",
    "When was the convention opened for signature?",
    "Who is António Guterres?",
    "Điều 17 quy định gì?",
    "Lễ ký tốn bao nhiêu tiền?",
    "How many countries signed?",
    "Has Vietnam ratified the convention?",
    "Lễ mở ký diễn ra ở đâu và khi nào?",
    "Why do human rights groups criticise the convention?",
    "Công ước có bao nhiêu chương, điều?",
)
REPOSITORY = Path(__file__).resolve().parent.parent
Figure = tuple[str, object, list[str]]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure how simple bot/ is.")
    parser.add_argument("--home", type=Path, help="a home with an index, in place of the starter corpus")
    parser.add_argument("--source-only", action="store_true", help="ask no question")
    parser.add_argument("--where", action="store_true", help="say what stands behind each figure")
    given = parser.parse_args()
    figures = list(of_source())
    if not given.source_only:
        with _index(given.home) as index:
            figures += of_questions(index)
    print("| | |\n|---|---|")
    for name, value, where in figures:
        print(f"| {name} | {value} |")
        if given.where:
            print(*(f"    {line}" for line in where), sep="\n")


def of_source() -> Iterator[Figure]:
    """What the files of `bot/` hold."""
    bot, reader = sources("bot"), sources(*READER)
    top = [s for s in bot if s.path.parent == Path("bot")]
    yield "files / lines of `bot/`", f"{len(bot)} / {sum(s.lines for s in bot):,}", []
    yield (
        f"files / lines of {', '.join(READER)}",
        f"{len(reader)} / {sum(s.lines for s in reader):,}",
        [],
    )
    yield "regular expressions / alternatives of these", *_patterns(reader)
    yield "and with the files at the top of `bot/`", *_patterns([*reader, *top])
    named = [(s, *n) for s in reader for n in named_numbers(s)]
    bare = [f"{s.path}: {name}" for s, name, said in named if not said]
    yield "named numbers of these / without a reason", f"{len(named)} / {len(bare)}", bare
    loose = [f"{s.path}:{line}: {value}" for s in reader for line, value in unnamed_thresholds(s)]
    yield "unnamed thresholds of these", len(loose), loose
    places = list_places(
        sources(*PACKAGES), [p for p in sorted(Path("bot").rglob("*")) if p.suffix in (".tsv", ".toml")]
    )
    several = {kind: at for kind, at in places.items() if len([p for p in at if p.startswith("bot/")]) > 1}
    yield (
        f"kinds of lists, of {len(places)}, that stand in several files of `bot/`",
        len(several),
        [f"{kind}: {', '.join(at)}" for kind, at in places.items()],
    )
    inside = names_twice(bot)
    yield (
        "file names that stand twice in `bot/`",
        len(inside),
        [f"{k}: {', '.join(v)}" for k, v in inside.items()],
    )
    across = names_twice(sources(*PACKAGES))
    yield "... in all packages", len(across), [f"{k}: {', '.join(v)}" for k, v in across.items()]
    long = [f"{s.path}: {name} {lines}" for s in bot for name, lines in long_functions(s)]
    yield "functions longer than 25 lines", len(long), long
    big = [f"{s.path} {s.lines}" for s in bot if s.lines > LONGEST_FILE]
    yield f"files longer than {LONGEST_FILE} lines", len(big), big
    dead = unused(bot, sources(*PACKAGES, "benchmarks", "training"))
    yield "functions and classes that nobody calls, tests apart", len(dead), dead
    yield "public things with a docstring", "{} of {}".format(*documented(bot)), []
    yield "functions that say what they return", "{} of {}".format(*annotated(bot)), []
    tests = {p.stem.removeprefix("test_") for p in Path("tests/bot").rglob("test_*.py")}
    plain = [s for s in bot if s.path.stem != "__init__"]
    lone = [s.path.as_posix() for s in plain if s.path.stem not in tests]
    yield "files with a test of their name", f"{len(plain) - len(lone)} of {len(plain)}", lone


def _patterns(files: list[Source]) -> tuple[str, list[str]]:
    by_file = {s.path.as_posix(): patterns(s) for s in files}
    every = [n for counts in by_file.values() for n in counts]
    return f"{len(every)} / {sum(every)}", [f"{path}: {counts}" for path, counts in by_file.items() if counts]


def of_questions(index: Index) -> Iterator[Figure]:
    """The files that each question enters, and how often its way goes from one to another."""
    for question in QUESTIONS:
        ask(question, index)
    ways = []
    for question in QUESTIONS:
        for other in QUESTIONS:
            if other != question:
                ask(other, index)
        ways.append(way(question, index))
    rows = [
        f"{q}: {len(f)} files, {len(_of_bot(f))} of bot/, {c} calls, {j} jumps"
        for q, (f, c, j) in zip(QUESTIONS, ways, strict=True)
    ]
    entered = [len(_of_bot(files)) for files, _, _ in ways]
    yield "files of `bot/` that a question enters, median (least, most)", _spread(entered), rows
    yield "... with those of `vectorstore/`", _spread([len(files) for files, _, _ in ways]), []
    yield "calls of a question", _spread([calls for _, calls, _ in ways]), []
    yield "jumps from file to file", _spread([jumps for _, _, jumps in ways]), []


def _spread(values: list[int]) -> str:
    return f"{median(values):,.0f} ({min(values):,}, {max(values):,})"


def _of_bot(files: set[str]) -> set[str]:
    return {f for f in files if f.startswith("bot/")}


def way(question: str, index: Index) -> tuple[set[str], int, int]:
    """The files that answering enters, the calls of their functions, and the calls out of one into another."""
    files: set[str] = set()
    calls = jumps = 0

    def seen(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls, jumps
        here = _file(frame)
        if event != "call" or here is None:
            return
        files.add(here)
        calls += 1
        jumps += frame.f_back is not None and _file(frame.f_back) != here

    sys.setprofile(seen)
    try:
        ask(question, index)
    finally:
        sys.setprofile(None)
    return files, calls, jumps


def _file(frame: FrameType) -> str | None:
    """The file of ours that a frame stands in."""
    return _inside(frame.f_code.co_filename)


@functools.cache
def _inside(filename: str) -> str | None:
    path = Path(filename)
    if not path.is_relative_to(REPOSITORY):
        return None
    inside = path.relative_to(REPOSITORY).as_posix()
    return inside if inside.startswith(("bot/", "vectorstore/")) else None


@contextmanager
def _index(home: Path | None) -> Iterator[Index]:
    if home is not None:
        yield Index.open(home, embedder())
        return
    with tempfile.TemporaryDirectory() as folder:
        index = index_starter(Path(folder))
        yield index
        index.close()


if __name__ == "__main__":
    main()
