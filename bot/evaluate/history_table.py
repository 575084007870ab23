"""The runs of a history as lines: each with its shares, or two held against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.evaluate.history import Drift, History, Result, Run, drift
from bot.evaluate.pairs import BrokenPairs

_SHOWN = ("passed", "complete", "lead", "refused", "refusals")


def listed(runs: Sequence[Run]) -> Iterator[str]:
    """One line a run, oldest first, under a heading."""
    yield "  ".join(("run", f"{'when':17}", *(f"{name:>9}" for name in _SHOWN), "index, version, mode"))
    for run in runs:
        shares = ("/".join(map(str, run.shares.get(name, (0, 0)))) for name in _SHOWN)
        told = f"{run.build} of {run.articles} articles, {run.version}, {run.mode}"
        yield "  ".join((f"{run.id:>3}", run.at, *(f"{share:>9}" for share in shares), told))


def between(history: History, was: int, now: int | None) -> tuple[Drift, ...]:
    """The pairs that differ between two runs, *now* being the last one when it is None; raises `BrokenPairs`."""
    runs = {run.id: run for run in history.runs()}
    later = _later(runs, now)
    if unknown := [str(number) for number in (was, later) if number not in runs]:
        raise BrokenPairs((f"{history.path}: holds no run {unknown[0]}; `hanoi eval history` lists them",))
    return drift(history, runs[was], runs[later])


def last_but_one(history: History) -> int:
    """The number of the run before the last one; raises `BrokenPairs` when there is none."""
    runs = history.runs()
    if len(runs) < 2:
        raise BrokenPairs((f"{history.path}: holds {len(runs)} runs, and a drift needs two",))
    return runs[-2].id


def drifted(history: History, was: int, now: int | None) -> list[str]:
    """The figures of both runs side by side, then `between` as lines, with their number; raises `BrokenPairs`."""
    found = between(history, was, now)
    runs = {run.id: run for run in history.runs()}
    later = _later(runs, now)
    lines = [*_beside(runs[was], runs[later]), *(_line(item) for item in found)]
    return [*lines, f"Between run {was} and run {later}: {len(found)} pairs with another verdict or rank"]


def _beside(was: Run, now: Run) -> Iterator[str]:
    """A line a figure: right of all then, now, and the difference in points of a hundred."""
    yield f"{'figure':<12}{f'run {was.id}':>12}{f'run {now.id}':>12}  points"
    for name in dict.fromkeys((*was.shares, *now.shares)):
        (good, of), (right, asked) = was.shares.get(name, (0, 0)), now.shares.get(name, (0, 0))
        if of or asked:
            points = f"{100 * (right / asked - good / of):+.1f}" if of and asked else ""
            yield f"{name:<12}{f'{good}/{of}':>12}{f'{right}/{asked}':>12}  {points:>6}"


def _later(runs: Mapping[int, Run], now: int | None) -> int:
    return max(runs, default=0) if now is None else now


def _line(item: Drift) -> str:
    cited = "" if item.was.cited == item.now.cited else f"; cited {_cited(item.was)}, now {_cited(item.now)}"
    return f"{item.pair}: {_said(item.was)} -> {_said(item.now)} (because {'; or '.join(item.causes)}){cited}"


def _said(result: Result) -> str:
    return f"{'passed' if result.passed else 'failed'}, rank {result.rank or 'none'}"


def _cited(result: Result) -> str:
    return " · ".join(result.cited) or "nothing"
