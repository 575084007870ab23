"""`hanoi backup` and `hanoi restore`."""

from __future__ import annotations

from pathlib import Path

import click

from ui.opening import open_embedder, open_server
from ui.progress import Meter, say
from ui.settings import Settings

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("target", metavar="FILE.tar.gz", type=_FILE)
def backup(target: Path) -> None:
    """Write articles, opinions and outlets into one file."""
    from ui.backup import backup as keep

    kept = keep(Settings.from_env().home, target)
    say(f"{kept.articles} articles in {target}{', with opinions' if kept.opinions else ''}.")


@click.command()
@click.argument("source", metavar="FILE.tar.gz", type=_FILE)
@click.option("--replace", is_flag=True, help="Put the backup in the place of the articles that are there.")
def restore(source: Path, replace: bool) -> None:
    """Put a backup into the home and build the index."""
    from ingest.run import reindex
    from ui.backup import restore as put_back

    settings = Settings.from_env()
    kept = put_back(source, settings.home, replace=replace)
    say(f"{kept.articles} articles of {kept.created_at}.")
    report = reindex(settings.home, open_embedder(settings), Meter(), open_server(settings))
    say(f"A new index of {report.passages} passages.")
