"""The runs of a history as one drawing and one table, for the HTML report: how the shares went from run to run.

Nothing is loaded from elsewhere: it is an SVG of lines. A line joins runs of the same pairs only, since a share of
other pairs is another figure; what was other in a run is said in the table and where the pointer rests.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from bot.evaluate.history import History, Run
from bot.evaluate.texts import path_as_text

# Drawing units. 13-unit letters stay readable where the page is 640 wide.
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 300, 44, 130, 16, 256
# Units between two names at the end of the lines: the height of a letter.
_APART = 15
# Each figure with the dashes of its line: colours alone do not part lines for everybody.
FIGURES = {"passed": "", "complete": "7 3", "lead": "2 3", "refused": "10 3 2 3", "refusals": "4 4"}
# A run that shares less than half of all pairs with the newest one says nothing about it.
_ALIKE = 0.5
# Runs drawn; a run a day for two months.
MOST = 60


@dataclass(frozen=True, slots=True)
class Told:
    """A run with the pairs it asked, and how it differs from the one drawn before it, in words."""

    run: Run
    pairs: frozenset[str]
    other: tuple[str, ...]


def section(history: History) -> str:
    """The drawing and its table; a sentence while there is one run only, "" for none. Raises `BrokenPairs`."""
    runs = told(history)
    if not runs:
        return ""
    head, name = "<h2>Runs</h2>", escape(path_as_text(Path(history.path.name)))
    if len(runs) < 2:
        return f"{head}<p>This is the first run of these pairs in {name}; the next one draws a line.</p>"
    left = len(history.runs()) - len(runs)
    note = f" {left} older runs or runs of other pairs are left out." if left else ""
    return (
        f"{head}<p>Shares from run to run, by {name}. A line ends where other pairs were asked.{note}</p>"
        f'<figure class="runs">{_picture(runs)}</figure><details><summary>The runs as a table</summary>'
        f'<div class="inside scroll">{_table(runs)}</div></details>'
    )


def told(history: History) -> tuple[Told, ...]:
    """The runs worth drawing beside the newest one, oldest first, `MOST` at most."""
    asked = history.asked()
    runs = [run for run in history.runs() if asked.get(run.id)]
    if not runs:
        return ()
    newest = asked[runs[-1].id]
    alike = [r for r in runs if len(asked[r.id] & newest) >= _ALIKE * len(asked[r.id] | newest)][-MOST:]
    before: list[Run | None] = [None, *alike]
    return tuple(
        Told(run, asked[run.id], tuple(_other(history, was, run, asked)) if was else ())
        for was, run in zip(before, alike, strict=False)
    )


def _other(history: History, was: Run, now: Run, asked: dict[int, frozenset[str]]) -> Iterator[str]:
    """What differs between two runs, in a word each."""
    before, after = history.made(was), history.made(now)
    if asked[was.id] != asked[now.id]:
        yield "the pairs"
    if was.build != now.build:
        yield "the articles" if before.corpus != after.corpus or not before.corpus else "the index"
    if was.model != now.model or (before.reader and after.reader and before.reader != after.reader):
        yield "the model"
    if was.mode != now.mode:
        yield "the mode"
    if (before.code, was.version) != (after.code, now.version):
        yield "the code"


def _picture(runs: Sequence[Told]) -> str:
    """Axis, lines and the names at their ends; each point says its run, share and what was other."""
    grid = "".join(
        f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{_y(part / 4):.1f}" y2="{_y(part / 4):.1f}"></line>'
        f'<text x="{LEFT - 6}" y="{_y(part / 4) + 4:.1f}" text-anchor="end">{part * 25} %</text>'
        for part in range(5)
    )
    drawn = [name for name in FIGURES if any(_share(t, name) is not None for t in runs)]
    lines = "".join(_line(runs, name) for name in drawn)
    numbers = "".join(
        f'<text x="{_x(n, len(runs)):.1f}" y="{BOTTOM + 18}" text-anchor="middle">{t.run.id}</text>'
        for n, t in enumerate(runs)
        if n % max(1, len(runs) // 12) == 0 or n == len(runs) - 1
    )
    what = "Shares from run to run; the same figures are in the table below."
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{what}">{grid}{lines}{_names(runs, drawn)}{numbers}'
        f'<text x="{LEFT}" y="{HEIGHT - 6}">run</text></svg>'
    )


def _line(runs: Sequence[Told], name: str) -> str:
    path, points, joined = "", "", False
    for n, item in enumerate(runs):
        share = _share(item, name)
        if share is None:
            joined = False
            continue
        x, y = _x(n, len(runs)), _y(share)
        path += f"{'L' if joined and 'the pairs' not in item.other else 'M'}{x:.1f} {y:.1f} "
        joined = True
        points += (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"><title>{escape(_title(item, name))}</title></circle>'
        )
    dashes = f' stroke-dasharray="{FIGURES[name]}"' if FIGURES[name] else ""
    return f'<g class="{name}"><path d="{path.strip()}"{dashes}></path>{points}</g>'


def _names(runs: Sequence[Told], drawn: Sequence[str]) -> str:
    """The name and newest share of each line at its end, none over another."""
    last = {name: next(s for t in reversed(runs) if (s := _share(t, name)) is not None) for name in drawn}
    ordered = sorted(drawn, key=lambda name: -last[name])
    # Each below the one before it; then back up, so that the lowest stays inside the drawing.
    places: list[float] = []
    for name in ordered:
        places.append(max(_y(last[name]), places[-1] + _APART if places else TOP))
    for n in reversed(range(len(places))):
        places[n] = min(places[n], BOTTOM - _APART * (len(places) - 1 - n))
    return "".join(
        f'<text class="{name}" x="{WIDTH - RIGHT + 10}" y="{place + 4:.1f}">{name} {last[name]:.0%}</text>'
        for name, place in zip(ordered, places, strict=True)
    )


def _title(item: Told, name: str) -> str:
    good, of = item.run.shares[name]
    other = f"; other: {', '.join(item.other)}" if item.other else ""
    return f"run {item.run.id}, {item.run.at}: {name} {good} of {of}{other}"


def _share(item: Told, name: str) -> float | None:
    good, of = item.run.shares.get(name, (0, 0))
    return good / of if of else None


def _x(place: int, count: int) -> float:
    return LEFT + 8 + (WIDTH - LEFT - RIGHT - 16) * place / max(1, count - 1)


def _y(share: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * share


def _table(runs: Sequence[Told]) -> str:
    head = "".join(
        f"<th scope=col>{name}</th>" for name in ("run", "when", *FIGURES, "articles", "mode", "other")
    )
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in _cells(t))}</tr>" for t in runs)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cells(item: Told) -> tuple[str, ...]:
    run = item.run
    shares = ("{}/{}".format(*run.shares.get(name, (0, 0))) for name in FIGURES)
    return (str(run.id), run.at, *shares, str(run.articles), run.mode, ", ".join(item.other))
