"""Between two steps of answering: the chance to stop, for whoever asked.

A step is short by construction (patterns are linear, what is asked has a limit, models release Python's lock), so a
question that nobody waits for any more, or that took too long, ends at the next of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_check: ContextVar[Callable[[], None] | None] = ContextVar("check", default=None)


def pause() -> None:
    """Raise what the caller of `stopping` raises, when it is time to stop; else nothing."""
    check = _check.get()
    if check is not None:
        check()


@contextmanager
def stopping(check: Callable[[], None]) -> Iterator[None]:
    """Within, every `pause` of this thread calls *check*, which raises to stop."""
    token = _check.set(check)
    try:
        yield
    finally:
        _check.reset(token)
