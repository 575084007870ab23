"""How the lines of a PDF are joined."""

from __future__ import annotations

import pytest

from ingest.pdf import _joined


@pytest.mark.parametrize(
    ("before", "line", "whole"),
    [
        ("giai đoạn 2026-", "2030 và sau đó", "giai đoạn 2026-2030 và sau đó"),
        ("call 024-", "3825 for help", "call 024-3825 for help"),
        ("a good libra-", "rian reads", "a good librarian reads"),
        ("the reading", "room is open", "the reading room is open"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line(before: str, line: str, whole: str) -> None:
    assert _joined(before, line) == whole
