"""`hanoi eval history`: the runs kept with `--history` as a table, or two of them held against each other."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.commands.eval_parts import named_problems
from ui.terminal import plain

if TYPE_CHECKING:
    from bot.evaluate.run import Results

# The exit code when more pairs moved than agreed to.
DRIFTED = 1
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=_FILE)
@click.argument("was", type=int, required=False)
@click.argument("now", type=int, required=False)
@click.option("--drift", "most", type=click.IntRange(0), metavar="N",
              help="Exit 1 when more than N pairs have another verdict or rank; without numbers, of the last two runs.")  # fmt: skip
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object a line: a run, or a pair that differs."
)
def history(file: Path, was: int | None, now: int | None, most: int | None, as_json: bool) -> None:
    """List the runs kept in FILE; with two numbers, their figures side by side and the pairs that moved."""
    from bot.evaluate.history import History
    from bot.evaluate.history_table import between, drifted, last_but_one, listed

    if not file.exists():
        raise click.UsageError(f"{file} is not there; `hanoi eval PAIRS --history {file}` makes it.")
    with named_problems():
        runs = History(file)
        if most is not None and was is None:
            was = last_but_one(runs)
        found = () if was is None else between(runs, was, now)
        if as_json:
            told = runs.runs() if was is None else found
            lines: Iterable[str] = [json.dumps(asdict(item), ensure_ascii=False) for item in told]
        else:
            lines = listed(runs.runs()) if was is None else drifted(runs, was, now)
    for line in lines:
        sys.stdout.buffer.write((plain(line) + "\n").encode())
    sys.stdout.flush()
    if most is not None and len(found) > most:
        click.echo(f"hanoi: {len(found)} pairs moved, and {most} were agreed to", err=True)
        raise click.exceptions.Exit(DRIFTED)


def usable(file: Path) -> None:
    """Raises `BrokenPairs` before anything is asked, when a run could not be kept there."""
    from bot.evaluate.history import History

    History(file).runs()


def kept(results: Results, file: Path) -> str:
    """Keep the run and say its number; returns the runs so far as a part of the HTML report."""
    from bot.evaluate.history import History
    from bot.evaluate.history_plot import section

    with named_problems():
        number = History(file).keep(results)
        drawn = section(History(file))
    click.echo(f"{file}: run {number}", err=True)
    return drawn
