"""How far a run is: passages of passages, and about how long it takes."""

from __future__ import annotations

import pytest

from ui.progress import Meter


class Clock:
    """A clock that goes as it is told."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def lines_of(meter: Meter, clock: Clock, steps: list[tuple[float, str, int, int]]) -> None:
    for at, what, done, total in steps:
        clock.now = at
        meter(what, done, total)


def test_the_time_left_is_said_once_it_can_be_told(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    meter = Meter(clock)
    lines_of(meter, clock, [(100, "read", 1, 5), (112, "read", 3, 5), (113, "read", 5, 5)])
    lines_of(
        meter, clock, [(114, "embed", 1, 1001), (134, "embed", 101, 1001), (10_000, "embed", 1001, 1001)]
    )
    assert capsys.readouterr().err.splitlines() == [
        "Reading files: 3 of 5, about 12 s left",
        "Reading files: 5 of 5",
        "Embedding passages: 101 of 1,001, about 3 min left",
        "Embedding passages: 1,001 of 1,001",
    ]


def test_a_shorter_line_covers_a_longer_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    clock = Clock()
    meter = Meter(clock)
    lines_of(meter, clock, [(101, "read", 1, 9), (110, "read", 2, 9), (111, "read", 9, 9)])
    _, second, third = capsys.readouterr().err.split("\r")[1:]
    assert second == "Reading files: 2 of 9, about 63 s left"
    assert len(third.rstrip("\n")) == len(second)
