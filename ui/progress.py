"""Talk on stderr: what is being done and how far it is; never on stdout, which is for results."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import click

_DOING = {"read": "Reading files", "embed": "Embedding passages"}
# Often enough to be seen to move, seldom enough to cost nothing and to fill no log.
_EVERY_S = {True: 0.1, False: 10.0}
# Before that the first items, which load what all need, would make the rest look long. Seconds.
_TOLD_AFTER_S = 3.0


def say(message: str) -> None:
    """One line of progress."""
    click.echo(message, err=True)


class Meter:
    """Counts to a total: one line that changes at a terminal, a line now and then in a log, with the time left."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._terminal = sys.stderr.isatty()
        self._clock = clock
        self._shown = clock()
        self._what = ""
        self._begun = (0.0, 0)  # when this count began, and at what
        self._width = 0

    def __call__(self, what: str, done: int, total: int) -> None:
        """*done* of *total*; *what* is "read" or "embed"."""
        now = self._clock()
        if what != self._what:
            self._what, self._begun = what, (now, done)
        if done < total and now - self._shown < _EVERY_S[self._terminal]:
            return
        self._shown = now
        line = f"{_DOING.get(what, what)}: {done:,} of {total:,}{self._left(now, done, total)}"
        if self._terminal:
            # What a longer line left behind is covered.
            click.echo(f"\r{line:<{self._width}}", nl=done >= total, err=True)
            self._width = len(line) if done < total else 0
        else:
            say(line)

    def _left(self, now: float, done: int, total: int) -> str:
        """About how long it will take, as soon as that can be told."""
        since, first = self._begun
        took, count = now - since, done - first
        if took < _TOLD_AFTER_S or count <= 0 or done >= total:
            return ""
        left = took / count * (total - done)
        said = (
            f"{left:.0f} s"
            if left < 90
            else f"{left / 60:.0f} min"
            if left < 5400
            else f"{left / 3600:.1f} h"
        )
        return f", about {said} left"
