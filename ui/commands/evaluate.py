"""`hanoi eval`: run fixed question-answer pairs, check them, bless what they give."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.evaluate.pairs import PRIORITIES
from ui.commands.eval_history import history, kept, usable
from ui.commands.eval_parts import (
    all_articles,
    console,
    evaluated,
    named_problems,
    read_pairs,
    shown,
    written,
)
from ui.settings import Settings
from ui.terminal import plain

if TYPE_CHECKING:
    from bot.evaluate.baseline import Comparison
    from bot.evaluate.floors import Floor
    from bot.evaluate.pairs import Pair
    from bot.evaluate.run import Results
    from bot.evaluate.subset import Choice

LOST = 1

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
    baseline or a figure too low, 2 the pairs cannot be read, 3 the index is missing, busy or unsound.
    """


@eval_command.command()
@_files
@click.option("--out", type=_FILE, help="Write one JSON line a pair: verdict, checks, rank, answer.")
@click.option("--baseline", type=_FILE, help="Compare pair by pair; exit 1 on a loss.")
@click.option("--tolerance", default=0, type=click.IntRange(0), help="Losses agreed to (default 0).")
@click.option(
    "--fail-on-gain", is_flag=True, help="Exit 1 on a gain too: what nobody can explain is a finding."
)
@click.option("--min", "least", metavar="FIGURE=SHARE,...", help="Exit 1 below one, such as complete=.8.")
@click.option("--tag", "tags", multiple=True, help="Only pairs with this tag; repeat for more.")
@click.option("--kind", "kinds", multiple=True, help="Only pairs of this kind.")
@click.option("--id", "ids", multiple=True, help="Only this pair, or this conversation.")
@click.option("--priority", "priorities", multiple=True, type=click.Choice(PRIORITIES), help="Only these.")
@click.option("--failed", is_flag=True, help="Only what failed when it was last asked (needs --history).")
@click.option(
    "--history", type=_FILE, help="Keep the run in this SQLite file; `hanoi eval history` shows it."
)
@click.option(
    "--explain", metavar="ID", help="Say why one pair's answer is what it is, and run nothing else."
)
@click.option("--junit", type=_FILE, help="Write a JUnit file, one test case a pair.")
@click.option("--html", type=_FILE, help="Write a page with both answers side by side.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
@click.option("--llm", is_flag=True, help="Answer with the model of HANOI_LLM; compared with the reader.")
@_jobs
def run(files: tuple[Path, ...], **options: Any) -> None:
    """Ask every pair of FILE... (.jsonl, .yaml or .csv) and say what passed."""
    from bot.evaluate import baseline as baselines
    from bot.evaluate.floors import parse_floors

    wanted = Wanted(**options)
    if wanted.llm and not Settings.from_env().llm:
        raise click.UsageError("--llm needs a model: set HANOI_LLM, for example to ollama:qwen3:8b.")
    if wanted.fail_on_gain and not wanted.baseline:
        raise click.UsageError("--fail-on-gain needs something to compare with: name it with --baseline.")
    with named_problems():
        pairs = _chosen(read_pairs(files), wanted)
        agreed = baselines.load(wanted.baseline) if wanted.baseline else None
        floors = parse_floors(wanted.least) if wanted.least is not None else ()
        if wanted.history and not wanted.explain:
            usable(wanted.history)
    if wanted.explain:
        _explain(pairs[0], wanted.as_json)
        return
    results = evaluated(pairs, wanted.jobs, llm=wanted.llm)
    reader = evaluated(pairs, wanted.jobs) if wanted.llm else None
    if agreed is None and reader:
        agreed = baselines.of(reader)
    elif agreed and not wanted.choice().everything:
        agreed = agreed.only(pair.id for pair in pairs)  # the others were left out on purpose
    comparison = baselines.compare(results, agreed, wanted.tolerance) if agreed else None
    _report(results, comparison, reader, wanted)
    if _found_wanting(results, comparison, floors, wanted):
        raise click.exceptions.Exit(LOST)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of `run`."""

    out: Path | None
    baseline: Path | None
    tolerance: int
    fail_on_gain: bool
    least: str | None
    tags: tuple[str, ...]
    kinds: tuple[str, ...]
    ids: tuple[str, ...]
    priorities: tuple[str, ...]
    failed: bool
    history: Path | None
    explain: str | None
    junit: Path | None
    html: Path | None
    as_json: bool
    llm: bool
    jobs: int

    def choice(self) -> Choice:
        """Which pairs are meant; raises `BrokenPairs` and `click.UsageError`."""
        from bot.evaluate.history import History
        from bot.evaluate.subset import Choice

        if self.failed and not (self.history and self.history.exists()):
            raise click.UsageError("--failed needs --history with the file of an earlier run.")
        failed = History(self.history).failed() if self.failed and self.history else None
        ids = (self.explain,) if self.explain else self.ids
        return Choice(self.tags, self.kinds, ids, self.priorities, failed)


def _chosen(pairs: Sequence[Pair], wanted: Wanted) -> tuple[Pair, ...]:
    from bot.evaluate.subset import chosen

    return chosen(pairs, wanted.choice())


def _report(results: Results, comparison: Comparison | None, reader: Results | None, wanted: Wanted) -> None:
    """Everything that was asked to be written or shown."""
    from bot.evaluate import report_html, report_json, report_junit

    if wanted.out:
        written(wanted.out, lambda path: report_json.write_lines(path, results.outcomes))
    if wanted.junit:
        written(wanted.junit, lambda path: report_junit.write(path, results, comparison))
    if wanted.as_json:
        line = json.dumps(report_json.as_object(results, comparison), ensure_ascii=False) + "\n"
        sys.stdout.buffer.write(line.encode())
    else:
        shown(results, comparison, reader)
    runs = kept(results, wanted.history) if wanted.history else ""
    if wanted.html:
        written(wanted.html, lambda path: report_html.write(path, results, comparison, runs))


def _found_wanting(
    results: Results, comparison: Comparison | None, floors: tuple[Floor, ...], wanted: Wanted
) -> bool:
    """Whether the run breaks what was agreed to; says how on stderr."""
    from bot.evaluate.floors import below
    from bot.evaluate.metrics import summarise

    lines = below(summarise(results), floors)
    if wanted.fail_on_gain and comparison and comparison.won:
        ids = ", ".join(change.id for change in comparison.won)
        lines.append(
            f"won against the baseline: {ids}; when it is meant, agree to it with `hanoi eval bless`"
        )
    for line in lines:
        click.echo(f"hanoi: {plain(line)}", err=True)
    return bool(lines or (wanted.baseline and comparison and comparison.worse))


def _explain(pair: Pair, as_json: bool) -> None:
    """Print what was expected of one pair, what came, and everything that decided it."""
    from bot.evaluate.explain import explained_pair
    from ui.opening import open_index

    index = open_index(Settings.from_env())
    try:
        told = explained_pair(pair, index)
    finally:
        index.close()
    if as_json:
        sys.stdout.buffer.write((json.dumps(told.to_json(), ensure_ascii=False) + "\n").encode())
    else:
        click.echo(plain(told.text()))


eval_command.add_command(history)


@eval_command.command()
@_files
def check(files: tuple[Path, ...]) -> None:
    """Say which pairs of FILE... the articles in the index cannot meet. Exit 1 when there are any."""
    from bot.evaluate.check import check as faults_of

    with named_problems():
        pairs = read_pairs(files)
    faults = faults_of(pairs, all_articles())
    for line in faults:
        click.echo(plain(line))
    click.echo(f"{len(pairs)} pairs, {len(faults)} that the articles cannot meet", err=True)
    raise click.exceptions.Exit(LOST if faults else 0)


@eval_command.command()
@_files
@click.option("--baseline", type=_FILE, required=True, help="The file to write.")
@_jobs
def bless(files: tuple[Path, ...], baseline: Path, jobs: int) -> None:
    """Run FILE... and keep the outcome as the baseline, with the index, model and version that gave it."""
    from bot.evaluate import baseline as baselines

    with named_problems():
        pairs = read_pairs(files)
        before = baselines.load(baseline) if baseline.exists() else None
    results = evaluated(pairs, jobs)
    if before:
        from bot.evaluate.table import show_comparison

        show_comparison(console(), baselines.compare(results, before))
    written(baseline, lambda path: baselines.save(path, baselines.of(results)))
    click.echo(f"{baseline}: {results.passed} of {len(pairs)} passed; this is now what is compared with.")


@eval_command.command()
@click.argument("source", type=_FILE)
@click.argument("target", type=_FILE)
def convert(source: Path, target: Path) -> None:
    """Write the pairs of SOURCE to TARGET in the form of its ending: .jsonl, .yaml or .csv."""
    from bot.evaluate.pairfiles import read, write

    with named_problems():
        pairs = read([source])
        written(target, lambda path: write(path, pairs))
    click.echo(f"{target}: {len(pairs)} pairs", err=True)
