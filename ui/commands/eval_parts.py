"""What the commands of `hanoi eval` share: reading pairs, asking them, showing and writing what came."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.settings import Settings
from ui.terminal import plain

if TYPE_CHECKING:
    from rich.console import Console

    from bot.evaluate.baseline import Comparison
    from bot.evaluate.pairs import Pair
    from bot.evaluate.run import Results, System
    from vectorstore.types import Article

BAD_USAGE = 2


def read_pairs(files: Sequence[Path]) -> tuple[Pair, ...]:
    """The pairs that count; a candidate waits until a person has completed it."""
    from bot.evaluate.pairfiles import read

    pairs = read(files, lambda line: click.echo(plain(line), err=True))
    counted = tuple(pair for pair in pairs if not pair.candidate)
    if left := len(pairs) - len(counted):
        click.echo(f"{left} candidates left out: complete them and remove their `candidate` field", err=True)
    return counted


@contextmanager
def named_problems() -> Iterator[None]:
    """Problems in pairs and baselines: a line each on stderr, exit 2."""
    from bot.evaluate.pairs import BrokenPairs

    try:
        yield
    except BrokenPairs as error:
        for line in error.problems:
            click.echo(f"hanoi: {plain(line)}", err=True)
        raise click.exceptions.Exit(BAD_USAGE) from None


def opened(llm: bool) -> System:
    """The bot on the current index, opened in whichever process asks."""
    from ui.opening import open_system

    return open_system(Settings.from_env(), use_model=llm)


def all_articles() -> tuple[Article, ...]:
    from ui.opening import open_index

    index = open_index(Settings.from_env())
    try:
        return index.articles()
    finally:
        index.close()


def evaluated(pairs: Sequence[Pair], jobs: int, *, llm: bool = False) -> Results:
    """All outcomes, with a bar on stderr when somebody is watching."""
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    from bot.evaluate.parallel import evaluate_in
    from bot.evaluate.run import evaluate

    talk = console(stderr=True)
    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=talk, transient=True, disable=not talk.is_terminal) as bar:
        task = bar.add_task("pairs", total=len(pairs))

        def told(done: int) -> None:
            bar.update(task, completed=done)

        if jobs == 1:
            return evaluate(pairs, opened(llm), told)
        return evaluate_in(jobs, pairs, functools.partial(opened, llm), told)


def shown(results: Results, comparison: Comparison | None, reader: Results | None) -> None:
    from bot.evaluate.table import show

    show(console(), results, comparison, reader)


def console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    # Not in a terminal, rich would fold lines at 80 columns, and questions with them.
    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, width=None if stream.isatty() else 160)


def written(path: Path, write: Callable[[Path], None]) -> None:
    """Write one report; a folder that is not there is the user's slip, not a crash."""
    try:
        write(path)
    except OSError as error:
        raise click.UsageError(
            f"{path} cannot be written ({error.strerror}). Choose another place."
        ) from None
