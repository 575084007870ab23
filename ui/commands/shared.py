"""`hanoi shared`: what visitors shared, to look through and to delete."""

from __future__ import annotations

import click

from ui.settings import Settings
from ui.terminal import plain


@click.command()
@click.option("--delete", "name", metavar="ID", help="Delete the shared answer of that id.")
@click.option("--delete-all", is_flag=True, help="Delete every shared answer.")
def shared(name: str | None, delete_all: bool) -> None:
    """List the shared answers, newest first: id, day, question."""
    from ui.shared import Shared

    kept = Shared(Settings.from_env().home)
    if name is not None:
        if not kept.delete(name):
            raise click.UsageError(f"There is no shared answer {name}. `hanoi shared` lists them.")
        click.echo(f"{name} is deleted; its address says so from now on.")
    elif delete_all:
        gone = [kept.delete(one.id) for one in list(kept.all())]
        click.echo(f"Deleted: {sum(gone)}.")
    else:
        for one in kept.all():
            click.echo(plain(f"{one.id}  {one.given_on}  {' '.join(one.answer.question.split())}"))
