"""Talk on stderr: what is being done, one line at a time."""

from __future__ import annotations

import click


def say(message: str) -> None:
    """One line of progress; never on stdout, which is for results."""
    click.echo(message, err=True)
