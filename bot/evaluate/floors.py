"""Shares that a run must reach: `complete=.8,refused_near=.75,number:lead=.9`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from bot.evaluate.metrics import Row, Share, Summary
from bot.evaluate.pairs import BrokenPairs

# Figures over all pairs that are no share of a row.
_WHOLE = {"refused_near": "near_misses", "refused_off": "off_subject"}
FIGURES = tuple(f.name for f in fields(Row) if f.name not in ("name", "median_ms"))


@dataclass(frozen=True, slots=True)
class Floor:
    """The least share of one figure, over all pairs or over those of one kind or language."""

    figure: str
    least: float  # 0..1
    group: str | None = None

    @property
    def name(self) -> str:
        """As it was asked for."""
        return f"{self.group}:{self.figure}" if self.group else self.figure


def parse_floors(text: str) -> tuple[Floor, ...]:
    """What `--min` was given; raises `BrokenPairs` with a line a slip."""
    floors, problems = [], []
    for item in filter(None, (part.strip() for part in text.split(","))):
        try:
            floors.append(_floor(item))
        except ValueError as error:
            problems.append(f"--min {item}: {error}")
    if problems or not floors:
        raise BrokenPairs(tuple(problems) or ("--min: names no figure; write for example complete=.8",))
    return tuple(floors)


def _floor(item: str) -> Floor:
    name, equals, value = item.partition("=")
    group, _, figure = name.strip().rpartition(":")
    known = FIGURES if group else (*FIGURES, *_WHOLE)
    if figure not in known:
        raise ValueError(f"there is no figure {figure!r}; there are {', '.join(known)}")
    try:
        least = float(value)
    except ValueError:
        least = -1.0
    if not (equals and 0 <= least <= 1):
        raise ValueError("a share from 0 to 1 must follow, such as =.8")
    return Floor(figure, least, group or None)


def below(summary: Summary, floors: tuple[Floor, ...]) -> list[str]:
    """One line a floor that was not reached; a figure that no pair counts for is not reached."""
    groups = {row.name: row for row in (*summary.languages, *summary.kinds)}
    lines = []
    for floor in floors:
        share = _share(summary, groups, floor)
        if share is None or share.value is None:
            lines.append(f"{floor.name}: no pair counts for it, and it must be {floor.least:g} at least")
        elif share.value < floor.least:
            told = f"{share.value:.3f} ({share.good} of {share.of})"
            lines.append(f"{floor.name}: {told}, and it must be {floor.least:g} at least")
    return lines


def _share(summary: Summary, groups: Mapping[str, Row], floor: Floor) -> Share | None:
    if floor.figure in _WHOLE:
        share: Share = getattr(summary, _WHOLE[floor.figure])
        return share
    row = groups.get(floor.group) if floor.group else summary.total
    return None if row is None else row.shares()[floor.figure]
