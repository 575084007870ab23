"""Questions that the server asks itself, for examples and for its health: nobody's gaps.

The mark travels with the context in which a question is asked (`ui.flight.Job`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_OURS: ContextVar[bool] = ContextVar("ours", default=False)


@contextmanager
def by_ourselves() -> Iterator[None]:
    """What is asked inside is asked by the server."""
    token = _OURS.set(True)
    try:
        yield
    finally:
        _OURS.reset(token)


def asked_by_ourselves() -> bool:
    """Whether the answer that is being told of is to a question of the server's own."""
    return _OURS.get()
