"""`hanoi gaps`: what was asked in vain, and what would help."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.errors import BadUsage
from ui.settings import Settings
from ui.terminal import plain

if TYPE_CHECKING:
    from datetime import date

    from ui.gaps.report import Group, Happened
    from vectorstore.index import Index

_days = click.option(
    "--days", default=30, type=click.IntRange(1, 3650), help="Of the last so many days (default 30)."
)
_name = click.argument("name", metavar="GROUP")


@click.group(invoke_without_command=True)
@_days
@click.option("--limit", default=20, type=click.IntRange(1), help="At most so many groups (default 20).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def gaps(ctx: click.Context, days: int, limit: int, as_json: bool) -> None:
    """Group what was refused, answered with care or disliked, and say what article would help.

    Nothing is kept unless HANOI_GAPS is `counts` or `texts`.
    """
    if ctx.invoked_subcommand is not None:
        return
    from ui.gaps.report import with_texts, without_texts
    from ui.gaps.show import as_object, counts_object, lines

    settings = _wanting()
    events, span = _events(settings, days)
    if settings.gaps == "texts" and any(event.question for event in events):
        with _index(settings) as index:
            report = with_texts(events, span, index, limit)
    else:
        report = without_texts(events, span)
    if as_json:
        record = {"from": str(report.first), "to": str(report.last), **counts_object(report.counts)}
        record |= {"reasons": dict(report.reasons), "groups": [as_object(group) for group in report.groups]}
        _out(json.dumps(record, ensure_ascii=False))
        return
    for line in lines(report):
        _out(plain(line))
    if settings.gaps == "counts":
        click.echo("Only counts are kept; HANOI_GAPS=texts keeps the questions too, masked.", err=True)


@gaps.command()
@_name
@_days
@click.option("--to", type=click.Path(path_type=Path, dir_okay=False), default=Path("candidates.jsonl"),
              help="The JSONL file it is added to (default candidates.jsonl).")  # fmt: skip
def pair(name: str, days: int, to: Path) -> None:
    """Add GROUP's main question to a file as a candidate pair, for a person to complete."""
    from ui.candidates import add
    from ui.gaps.show import pair_of

    added = pair_of(_group(name, days))
    add(added, to)
    click.echo(f"{to}: {added.id} added. Complete what its answer must hold, then remove `candidate`.")


@gaps.command()
@_name
@_days
@click.option("--to", type=click.Path(path_type=Path, dir_okay=False), help="Write it to this file.")
def reading(name: str, days: int, to: Path | None) -> None:
    """Print a reading list for GROUP as Markdown: what is wanted, how it is asked, what is near it."""
    from ui.gaps.show import reading_list

    text = plain(reading_list(_group(name, days)))
    if to is None:
        sys.stdout.buffer.write(text.encode())
        return
    try:
        to.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{to} cannot be written ({error.strerror}). Choose another file.") from None
    click.echo(f"{to}: written.", err=True)


@gaps.command()
def forget() -> None:
    """Delete everything that was kept, whatever HANOI_GAPS says now; thumbs stay (`hanoi feedback`)."""
    from ui.gaps.store import Gaps

    settings = Settings.from_env()
    count = Gaps.of(settings.home, settings.gaps, settings.gaps_days).forget()
    click.echo(f"{count} questions forgotten.", err=True)


def _wanting() -> Settings:
    settings = Settings.from_env()
    if settings.gaps == "no":
        raise BadUsage(
            "Nothing is kept of what was asked in vain. HANOI_GAPS=counts keeps how often, "
            "HANOI_GAPS=texts the questions too, masked; set it for `hanoi serve` and here."
        )
    return settings


def _events(settings: Settings, days: int) -> tuple[tuple[Happened, ...], tuple[date, date]]:
    from ui.feedback import Opinions
    from ui.gaps.report import happened, period
    from ui.gaps.store import Gaps

    span = period(min(days, settings.gaps_days))
    kept = Gaps.of(settings.home, settings.gaps, settings.gaps_days)
    return happened(kept, Opinions(settings.home).all(), span[0]), span


def _group(name: str, days: int) -> Group:
    from ui.gaps.report import group_named

    settings = _wanting()
    if settings.gaps != "texts":
        raise BadUsage("There are no groups: only counts are kept. HANOI_GAPS=texts keeps the questions too.")
    events, span = _events(settings, days)
    with _index(settings) as index:
        found = group_named(name, events, span, index)
    if found is None:
        raise click.UsageError(f"There is no group {name} in these days. `hanoi gaps` lists them.")
    return found


@contextmanager
def _index(settings: Settings) -> Iterator[Index]:
    from ui.opening import open_index

    index = open_index(settings)
    try:
        yield index
    finally:
        index.close()


def _out(line: str) -> None:
    sys.stdout.buffer.write((line + "\n").encode())
