"""`hanoi pause`: stop answering everywhere, and go on."""

from __future__ import annotations

import click

from ui.settings import Settings


@click.command()
@click.option("--off", is_flag=True, help="Answer again.")
def pause(off: bool) -> None:
    """Stop answering on the page, in widgets and by the API; --off goes on."""
    from ui.pausing import Pause

    Pause(Settings.from_env().home).set(not off)
    click.echo("Questions are answered again." if off else "Paused. `hanoi pause --off` goes on.")
