"""Beside its peers: the same index and questions, four ways to answer without a language model, one table.

    python -m benchmarks.peers PAIRS... --fit PAIRS [--home HOME] [--every N]

HOME is a home with an index (default: a throw-away one of the starter briefs). Each system runs alone in a process of its
own, so that its memory is its own; the embedded model comes from HANOI_MODELS or the usual home. `--fit` names other
pairs, on which the threshold is chosen below which LangChain's recipe and BM25 refuse (most pairs passed); without it
they never refuse. `cairn-assistant` comes with `pip install --group peers` and is left out, with a word, where it is not there.

complete: right and in the lead or the first two quotes, of the pairs that have an answer, however long those are; in 300: right
and within the first 300 characters shown. lead: what is said first (the lead, else the first
sentence quoted) holds the fact, of the answers given. refused: of the pairs to refuse. characters: what is shown, median.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks.peer_systems import ENGLISH_ONLY, FITTED, SYSTEMS, Given, refusing
from bot.answer import Answer
from bot.evaluate.checks import ArticleOf, judge
from bot.evaluate.pairfiles import read
from bot.evaluate.pairs import Pair
from bot.evaluate.seen import lead_right
from bot.evaluate.texts import holds
from vectorstore.sentences import split

_NEVER = float("-inf")
# What a phone shows without scrolling: six lines of 50 characters.
_AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class Run:
    """What one system gave."""

    given: tuple[Given, ...]
    opened_s: float
    seconds: tuple[float, ...]  # of each question
    memory_mb: int  # at most, everything loaded


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; shares are (right, of)."""

    system: str
    complete: tuple[int, int]
    at_once: tuple[int, int]
    lead: tuple[int, int]
    refused: tuple[int, int]
    median_s: float
    opened_s: float
    memory_mb: int
    characters: int


def main() -> None:
    """Run them and print a table of all pairs and one of the English ones."""
    options = _options()
    pairs = [p for p in read(options.pairs) if not p.candidate and not p.earlier][:: options.every]
    fit = (
        [p for p in read(options.fit) if not p.candidate and not p.earlier][:: options.every]
        if options.fit
        else []
    )
    with tempfile.TemporaryDirectory() as folder:
        home = options.home or _starter(Path(folder))
        article_of = _articles_of(home)
        found = {}
        for name in SYSTEMS:
            run = alone(name, home, [*pairs, *fit])
            if run is None:
                print(f"{name}: not installed (pip install --group peers)", file=sys.stderr)
                continue
            found[name] = run
    rows = {"all": list[Row](), "English": list[Row]()}
    for name, run in found.items():
        threshold = fitted(fit, run.given[len(pairs) :], article_of) if name in FITTED and fit else _NEVER
        answers = [refusing(given, threshold, pair) for pair, given in zip(pairs, run.given, strict=False)]
        english = [n for n, pair in enumerate(pairs) if pair.lang == "en"]
        if name not in ENGLISH_ONLY:
            rows["all"].append(measured(name, run, pairs, answers, article_of, range(len(pairs))))
        rows["English"].append(measured(name, run, pairs, answers, article_of, english))
    for title, listed in rows.items():
        show(title, listed)
    if options.json:
        options.json.write_text(
            json.dumps({k: [asdict(r) for r in v] for k, v in rows.items()}, indent=1) + "\n"
        )


def alone(name: str, home: Path, pairs: Sequence[Pair]) -> Run | None:
    """Run one system in a process of its own; None where it is not installed."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context) as pool:
        return pool.submit(_run, name, home, tuple(pairs)).result()


def _run(name: str, home: Path, pairs: tuple[Pair, ...]) -> Run | None:
    began = time.perf_counter()
    try:
        ask = SYSTEMS[name](home)
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] in ("bot", "vectorstore", "benchmarks"):
            raise
        return None
    ask(pairs[0])  # what is loaded at the first question counts as opening
    opened_s, given, seconds = time.perf_counter() - began, [], []
    for pair in pairs:
        start = time.perf_counter()
        given.append(ask(pair))
        seconds.append(time.perf_counter() - start)
    return Run(tuple(given), opened_s, tuple(seconds), most_memory_mb())


def most_memory_mb() -> int:
    """The most that this process held at once; `ru_maxrss` begins, on Linux, with what its parent held when it started it."""
    try:
        status = Path("/proc/self/status").read_text("ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM:"))


def fitted(pairs: Sequence[Pair], given: Sequence[Given], article_of: ArticleOf) -> float:
    """The threshold with which most of *pairs* pass, the lowest of several."""

    def passed(threshold: float) -> int:
        answers = (refusing(g, threshold, p) for p, g in zip(pairs, given, strict=True))
        return sum(judge(p, a, article_of).passed for p, a in zip(pairs, answers, strict=True))

    return max(sorted({_NEVER, *(g.score for g in given)}), key=passed)


def measured(
    name: str,
    run: Run,
    pairs: Sequence[Pair],
    answers: Sequence[Answer],
    article_of: ArticleOf,
    which: Sequence[int],
) -> Row:
    """The figures of the pairs whose numbers are *which*."""
    checks = {n: judge(pairs[n], answers[n], article_of) for n in which}
    answerable = [n for n in which if pairs[n].answerable]
    to_refuse = [n for n in which if pairs[n].answerable is False]
    leads = [said for n in which if (said := lead_right(pairs[n], with_lead(answers[n]))) is not None]
    return Row(
        name,
        (sum(checks[n].complete for n in answerable), len(answerable)),
        (
            sum(checks[n].passed and holds(pairs[n], [answers[n].text[:_AT_ONCE]]) for n in answerable),
            len(answerable),
        ),
        (sum(leads), len(leads)),
        (sum(not answers[n].found for n in to_refuse), len(to_refuse)),
        statistics.median(run.seconds[n] for n in which) if which else 0.0,
        run.opened_s,
        run.memory_mb,
        round(statistics.median([len(answers[n].text) for n in which if answers[n].found] or [0])),
    )


def with_lead(answer: Answer) -> Answer:
    """What is said first: its own lead or verdict, else the first sentence quoted."""
    if answer.short or answer.verdict or not answer.citations:
        return answer
    quote = answer.citations[0].quote
    first = next((s for s in split(quote) if not s.heading), None)
    return replace(answer, short=quote[first.start : first.end] if first else quote)


def show(title: str, rows: Sequence[Row]) -> None:
    """A table in Markdown."""
    heads = ("complete", "in 300", "lead", "refused", "s", "opened s", "MB", "characters")
    print(f"\n| {title} | " + " | ".join(heads) + " |\n|---|" + "---:|" * len(heads))
    for r in rows:
        shares = " | ".join("{} of {}".format(*share) for share in (r.complete, r.at_once, r.lead, r.refused))
        print(
            f"| {r.system} | {shares} | {r.median_s:.3f} | {r.opened_s:.1f} | {r.memory_mb} | {r.characters} |"
        )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Four ways to answer from one index.")
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--fit", type=Path, nargs="*", help="other pairs, to choose thresholds on")
    parser.add_argument("--home", type=Path, help="a home with an index")
    parser.add_argument("--every", type=int, default=1, help="every Nth pair only")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    return parser.parse_args()


def _starter(home: Path) -> Path:
    from benchmarks.homes import index_starter

    index_starter(home).close()
    return home


def _articles_of(home: Path) -> ArticleOf:
    from benchmarks.peer_systems import articles_by_id

    return articles_by_id(home).get


if __name__ == "__main__":
    main()
