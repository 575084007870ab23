"""Talk on stderr: what is being done and how far it is; never on stdout, which is for results."""

from __future__ import annotations

import sys
import time

import click

_DOING = {"read": "Reading files", "embed": "Embedding passages"}
# Often enough to be seen to move, seldom enough to cost nothing and to fill no log.
_EVERY_S = {True: 0.1, False: 10.0}


def say(message: str) -> None:
    """One line of progress."""
    click.echo(message, err=True)


class Meter:
    """Counts to a total: one line that changes at a terminal, a line now and then in a log."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._shown = time.monotonic()

    def __call__(self, what: str, done: int, total: int) -> None:
        """*done* of *total*; *what* is "read" or "embed"."""
        now = time.monotonic()
        if done < total and now - self._shown < _EVERY_S[self._terminal]:
            return
        self._shown = now
        line = f"{_DOING.get(what, what)}: {done:,} of {total:,}"
        if self._terminal:
            click.echo(f"\r{line}", nl=done >= total, err=True)
        else:
            say(line)
