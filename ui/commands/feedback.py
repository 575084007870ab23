"""`hanoi feedback`: read what visitors said, and make a pair of it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.settings import Settings
from ui.terminal import plain

if TYPE_CHECKING:
    from ui.feedback import Opinion


@click.group(invoke_without_command=True)
@click.option("--bad", is_flag=True, help="Only what somebody disliked.")
@click.option(
    "--limit", default=50, type=click.IntRange(1), help="At most so many, newest first (default 50)."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_context
def feedback(ctx: click.Context, bad: bool, limit: int, as_json: bool) -> None:
    """List what visitors thought of answers, newest first."""
    if ctx.invoked_subcommand is not None:
        return
    from ui.feedback import Opinions

    opinions = [o for o in Opinions(Settings.from_env().home).all() if not (bad and o.liked)][:limit]
    for opinion in opinions:
        line = json.dumps(asdict(opinion), ensure_ascii=False) if as_json else plain(_line(opinion))
        sys.stdout.buffer.write((line + "\n").encode())
    if not opinions:
        click.echo("Nobody has said anything yet.", err=True)


def _line(opinion: Opinion) -> str:
    thumb = "good" if opinion.liked else "bad "
    said = " ".join(opinion.comment.split())
    return f"{opinion.id:>5}  {opinion.at}  {thumb}  {opinion.question}" + (f"  — {said}" if said else "")


@feedback.command()
@click.argument("number", metavar="ID", type=int)
@click.option("--to", type=click.Path(path_type=Path, dir_okay=False), default=Path("candidates.jsonl"),
              help="The JSONL file it is added to (default candidates.jsonl).")  # fmt: skip
def promote(number: int, to: Path) -> None:
    """Add opinion ID to a file as a candidate pair, for a person to complete.

    A candidate is never run: `hanoi eval` leaves it out until its `candidate` field is removed.
    """
    from ui.candidates import add
    from ui.feedback import Opinions, candidate

    opinion = Opinions(Settings.from_env().home).get(number)
    if opinion is None:
        raise click.UsageError(f"There is no opinion {number}. `hanoi feedback` lists them.")
    pair = candidate(opinion)
    add(pair, to)
    click.echo(f"{to}: {pair.id} added. Complete what its answer must hold, then remove `candidate`.")
