"""`hanoi ingest`: files, folders and addresses into the archive, and a new index from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.commands.ingest_changes import Changes, asked_before, changes_since
from ui.opening import ANSWERED, BAD_USAGE, open_embedder, open_ray, open_server, wait_for_server
from ui.progress import Meter, say
from ui.settings import Settings

if TYPE_CHECKING:
    from ingest.report import Report
    from vectorstore.embedder import Embedder

# Beyond a screenful, items that nothing happened to are only counted.
_SCREENFUL = 20
# The exit code when some items, but not all, could not be taken in.
SOME_REJECTED = 1
_TAKEN = frozenset({"added", "updated", "unchanged", "reprint", "removed"})


@click.command()
@click.argument("sources", nargs=-1, metavar="PATH_OR_URL...")
@click.option("--starter", is_flag=True, help="Take in the briefs that come with the package.")
@click.option("--if-empty", is_flag=True, help="Do nothing when there is an index already.")
@click.option("--prune", is_flag=True, help="Forget articles whose files are gone from a folder given.")
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=200,
    show_default=True,
    help="Links of a feed that are followed.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option(
    "--watch", "watching", is_flag=True, help="Go on, and take in what changes in the folders given."
)
@click.option("--ray", "on_ray", is_flag=True, help="Embed on Ray: on the cluster of RAY_ADDRESS, or here.")
@click.option(
    "--status", type=click.Path(path_type=Path), metavar="FILE", help="Make a CSV the table of parties."
)
@click.option(
    "--add-status", type=click.Path(path_type=Path), metavar="FILE", help="Put a CSV's rows into that table."
)
@click.option(
    "--treaty", metavar="FILE_OR_URL", help="Take in the adopted text (PDF or HTML), an article a provision."
)
@click.option(
    "--pairs",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Fixed pairs asked before and after: which came out otherwise, and because of which article.",
)
@click.option(
    "--shared",
    is_flag=True,
    help="Ask the shared answers before and after too: which are answered otherwise now.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
def ingest(
    sources: tuple[str, ...],
    starter: bool,
    if_empty: bool,
    prune: bool,
    limit: int,
    dry_run: bool,
    watching: bool,
    on_ray: bool,
    status: Path | None,
    add_status: Path | None,
    treaty: str | None,
    pairs: tuple[Path, ...],
    shared: bool,
    as_json: bool,
) -> None:
    """Add articles and build the index.

    Every item gets a line: added, updated, unchanged, reprint, removed, skipped
    or rejected, and why. Exit 1 when some items were rejected, 2 when nothing
    at all could be taken in.
    """
    if not (sources or starter or status or add_status or treaty):
        raise click.UsageError("Name files, folders or addresses, or use --starter, --status or --treaty.")
    if watching and on_ray:
        raise click.UsageError("--watch takes in a few articles at a time, which Ray would only slow down.")
    if (pairs or shared) and (watching or dry_run):
        raise click.UsageError(
            "--pairs and --shared ask before and after a new index; --watch and --dry-run have none to compare."
        )
    settings = Settings.from_env()
    if if_empty and _has_index(settings):
        say(f"There is an index in {settings.home} already.")
        return
    if if_empty:
        wait_for_server(settings)
    from ingest.run import ingest as take_in
    from ingest.sources import starter_sources

    named = [*sources, *(starter_sources() if starter else ())]
    embedder = open_embedder(settings)
    if watching:
        _watch(named, settings, embedder, prune)
        return
    looked_at = pairs or shared or ((status or add_status) and not dry_run)
    before = asked_before(pairs, shared, settings, embedder) if looked_at else None
    report = take_in(
        named,
        settings.home,
        embedder,
        prune=prune,
        limit=limit,
        dry_run=dry_run,
        progress=Meter(),
        fetch_hosts=settings.fetch_hosts,
        server=open_server(settings),
        embed=open_ray(settings, embedder) if on_ray else None,
        status=status,
        add_status=add_status,
        treaty=treaty,
    )
    if not as_json:
        _show(report, dry_run=dry_run)
    changed = changes_since(before, settings, embedder) if before and report.built else None
    if as_json:
        told = {"changes": changed.to_json()} if changed else {}
        click.echo(json.dumps(report.to_json() | told, ensure_ascii=False))
    elif changed:
        _show_changes(changed)
    taken = any(outcome.status in _TAKEN for outcome in report.outcomes)
    code = BAD_USAGE if not taken else SOME_REJECTED if report.has_rejected else ANSWERED
    raise click.exceptions.Exit(code)


def _watch(folders: list[str], settings: Settings, embedder: Embedder, prune: bool) -> None:
    """Until Ctrl-C or a termination signal."""
    import signal
    import threading

    from ingest.watch import watch

    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())

    def told(report: Report | str) -> None:
        if isinstance(report, str):
            say(report)
        else:
            _show(report, dry_run=False)

    say(f"Watching {', '.join(folders)}; Ctrl-C ends it.")
    watch(folders, settings.home, embedder, told, stop, prune=prune, server=open_server(settings))


def _has_index(settings: Settings) -> bool:
    from vectorstore import places
    from vectorstore.errors import NoIndex

    try:
        places.current_name(settings.home)
    except NoIndex:
        return False
    return True


def _show(report: Report, *, dry_run: bool) -> None:
    """A line an item on stdout, the sum on stderr."""
    from ui.terminal import plain

    few = len(report.outcomes) <= _SCREENFUL
    for outcome in report.outcomes:
        if few or outcome.status != "unchanged":
            about = outcome.reason or outcome.title
            click.echo(plain(f"{outcome.status:<10}{outcome.source}  {about}".rstrip()))
    counted = ", ".join(f"{n} {status}" for status, n in report.counts.items())
    index = "nothing was written" if dry_run else _index_line(report)
    say(f"{counted}. {report.articles} articles; {index}. {report.took_s:.1f} s.")


def _show_changes(changed: Changes) -> None:
    """A line a change on stdout, where the items stand too."""
    from ui.terminal import plain

    for line in changed.lines():
        click.echo(plain(line))


def _index_line(report: Report) -> str:
    if report.passages is None:
        return "there is no index"
    state = "a new index" if report.built else "the index is unchanged,"
    return f"{state} of {report.passages} passages"
