"""`hanoi eval`: run fixed question-answer pairs, check them, bless what they give."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console

    from bot.evaluate.baseline import Comparison
    from bot.evaluate.pairs import Pair
    from bot.evaluate.run import Results, System
    from vectorstore.types import Article

LOST, BAD_USAGE = 1, 2

_FILE = click.Path(path_type=Path, dir_okay=False)
_files = click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE...")
_jobs = click.option("--jobs", default=1, type=click.IntRange(1, 64), help="Pairs asked at once (default 1).")


class RunsByDefault(click.Group):
    """A group whose first argument is a subcommand or else a file to run."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        known = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if known else ["run", *args])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of `run`, which is what most people mean, and then the commands."""
        self.commands["run"].format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


@click.group(name="eval", cls=RunsByDefault, subcommand_metavar="FILE... | COMMAND [ARGS]...")
def eval_command() -> None:
    """Run fixed question-answer pairs against the index.

    `hanoi eval FILE...` runs them. Exit: 0 done, 1 pairs lost against the
    baseline, 2 the pairs cannot be read, 3 the index is missing, busy or unsound.
    """


@eval_command.command()
@_files
@click.option("--out", type=_FILE, help="Write one JSON line a pair: verdict, checks, rank, answer.")
@click.option("--baseline", type=_FILE, help="Compare pair by pair; exit 1 on a loss.")
@click.option("--tolerance", default=0, type=click.IntRange(0), help="Losses agreed to (default 0).")
@click.option("--junit", type=_FILE, help="Write a JUnit file, one test case a pair.")
@click.option("--html", type=_FILE, help="Write a page with both answers side by side.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
@click.option("--llm", is_flag=True, help="Answer with the model of HANOI_LLM; compared with the reader.")
@_jobs
def run(
    files: tuple[Path, ...],
    out: Path | None,
    baseline: Path | None,
    tolerance: int,
    junit: Path | None,
    html: Path | None,
    as_json: bool,
    llm: bool,
    jobs: int,
) -> None:
    """Ask every pair of FILE... (.jsonl, .yaml or .csv) and say what passed."""
    from bot.evaluate import baseline as baselines
    from bot.evaluate import report_html, report_json, report_junit

    if llm and not Settings.from_env().llm:
        raise click.UsageError("--llm needs a model: set HANOI_LLM, for example to ollama:qwen3:8b.")
    with _named_problems():
        pairs = _read(files)
        agreed = baselines.load(baseline) if baseline else None
    results = _evaluate(pairs, jobs, llm=llm)
    reader = _evaluate(pairs, jobs) if llm else None
    if reader and agreed is None:
        agreed = baselines.of(reader)
    comparison = baselines.compare(results, agreed, tolerance) if agreed else None
    if out:
        _write(out, lambda path: report_json.write_lines(path, results.outcomes))
    if junit:
        _write(junit, lambda path: report_junit.write(path, results, comparison))
    if html:
        _write(html, lambda path: report_html.write(path, results, comparison))
    if as_json:
        line = json.dumps(report_json.as_object(results, comparison), ensure_ascii=False) + "\n"
        sys.stdout.buffer.write(line.encode())
    else:
        _show(results, comparison, reader)
    if baseline and comparison and comparison.worse:
        raise click.exceptions.Exit(LOST)


@eval_command.command()
@_files
def check(files: tuple[Path, ...]) -> None:
    """Say which pairs of FILE... the articles in the index cannot meet. Exit 1 when there are any."""
    from bot.evaluate.check import check as faults_of

    with _named_problems():
        pairs = _read(files)
    faults = faults_of(pairs, _articles())
    for line in faults:
        click.echo(line)
    click.echo(f"{len(pairs)} pairs, {len(faults)} that the articles cannot meet", err=True)
    raise click.exceptions.Exit(LOST if faults else 0)


@eval_command.command()
@_files
@click.option("--baseline", type=_FILE, required=True, help="The file to write.")
@_jobs
def bless(files: tuple[Path, ...], baseline: Path, jobs: int) -> None:
    """Run FILE... and keep the outcome as the baseline, with the index, model and version that gave it."""
    from bot.evaluate import baseline as baselines

    with _named_problems():
        pairs = _read(files)
        before = baselines.load(baseline) if baseline.exists() else None
    results = _evaluate(pairs, jobs)
    if before:
        from bot.evaluate.table import show_comparison

        show_comparison(_console(), baselines.compare(results, before))
    _write(baseline, lambda path: baselines.save(path, baselines.of(results)))
    click.echo(f"{baseline}: {results.passed} of {len(pairs)} passed; this is now what is compared with.")


@eval_command.command()
@click.argument("source", type=_FILE)
@click.argument("target", type=_FILE)
def convert(source: Path, target: Path) -> None:
    """Write the pairs of SOURCE to TARGET in the form of its ending: .jsonl, .yaml or .csv."""
    from bot.evaluate.pairfiles import read, write

    with _named_problems():
        pairs = read([source])
        _write(target, lambda path: write(path, pairs))
    click.echo(f"{target}: {len(pairs)} pairs", err=True)


def _read(files: Sequence[Path]) -> tuple[Pair, ...]:
    """The pairs that count; a candidate waits until a person has completed it."""
    from bot.evaluate.pairfiles import read

    pairs = read(files)
    counted = tuple(pair for pair in pairs if not pair.candidate)
    if left := len(pairs) - len(counted):
        click.echo(f"{left} candidates left out: complete them and remove their `candidate` field", err=True)
    return counted


@contextmanager
def _named_problems() -> Iterator[None]:
    """Problems in pairs and baselines: a line each on stderr, exit 2."""
    from bot.evaluate.pairs import BrokenPairs

    try:
        yield
    except BrokenPairs as error:
        for line in error.problems:
            click.echo(f"hanoi: {line}", err=True)
        raise click.exceptions.Exit(BAD_USAGE) from None


def _open(llm: bool) -> System:
    """The bot on the current index, opened in whichever process asks."""
    from ui.opening import open_system

    return open_system(Settings.from_env(), use_model=llm)


def _articles() -> tuple[Article, ...]:
    from ui.opening import open_index

    index = open_index(Settings.from_env())
    try:
        return index.articles()
    finally:
        index.close()


def _evaluate(pairs: Sequence[Pair], jobs: int, *, llm: bool = False) -> Results:
    """All outcomes, with a bar on stderr when somebody is watching."""
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    from bot.evaluate.parallel import evaluate_in
    from bot.evaluate.run import evaluate

    console = _console(stderr=True)
    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("pairs", total=len(pairs))

        def told(done: int) -> None:
            bar.update(task, completed=done)

        if jobs == 1:
            return evaluate(pairs, _open(llm), told)
        return evaluate_in(jobs, pairs, functools.partial(_open, llm), told)


def _show(results: Results, comparison: Comparison | None, reader: Results | None) -> None:
    from bot.evaluate.table import show

    show(_console(), results, comparison, reader)


def _console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    # Not in a terminal, rich would fold lines at 80 columns, and questions with them.
    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, width=None if stream.isatty() else 160)


def _write(path: Path, write: Callable[[Path], None]) -> None:
    """Write one report; a folder that is not there is the user's slip, not a crash."""
    try:
        write(path)
    except OSError as error:
        raise click.UsageError(
            f"{path} cannot be written ({error.strerror}). Choose another place."
        ) from None
