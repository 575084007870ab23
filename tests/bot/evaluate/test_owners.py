"""A part of the pairs, least shares, and runs over time."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from bot.evaluate.baseline import compare, of
from bot.evaluate.floors import below, parse_floors
from bot.evaluate.history import History
from bot.evaluate.history_table import drifted, listed
from bot.evaluate.metrics import summarise
from bot.evaluate.pairs import BrokenPairs, Pair
from bot.evaluate.run import About
from bot.evaluate.subset import Choice, chosen
from tests.bot.evaluate.conftest import RunWith

PAIRS = (
    Pair("a", "vi", "Ai?", True, "person", tags=("home", "vip"), priority="high"),
    Pair("talk#1", "en", "Who?", True, "conversation", tags=("vip",)),
    Pair("talk#2", "en", "When?", True, "conversation"),
)


@pytest.mark.parametrize(
    ("choice", "ids"),
    [
        (Choice(), ["a", "talk#1", "talk#2"]),
        (Choice(tags=("vip",)), ["a", "talk#1"]),
        (Choice(tags=("vip",), kinds=("person",)), ["a"]),
        (Choice(ids=("talk",)), ["talk#1", "talk#2"]),
        (Choice(ids=("talk#2", "a")), ["a", "talk#2"]),
        (Choice(priorities=("high",)), ["a"]),
        (Choice(failed=frozenset({"talk#2", "elsewhere"})), ["talk#2"]),
    ],
)
def test_a_part_of_the_pairs(choice: Choice, ids: list[str]) -> None:
    assert [pair.id for pair in chosen(PAIRS, choice)] == ids


@pytest.mark.parametrize(
    ("choice", "what"),
    [
        (Choice(tags=("vpi",)), "no pair has the tag 'vpi'; there is vip"),
        (Choice(ids=("talks",)), "no pair has the id 'talks'; there is talk"),
        (Choice(kinds=("person",), priorities=("low",)), "ask for less"),
        (Choice(failed=frozenset()), "ask for less"),
    ],
)
def test_nothing_is_never_run_silently(choice: Choice, what: str) -> None:
    with pytest.raises(BrokenPairs, match=what):
        chosen(PAIRS, choice)


def test_shares_below_their_floor_are_named(run_with: RunWith) -> None:
    summary = summarise(run_with({"p2": ""}))
    assert below(summary, parse_floors("passed=.6, refused_off=1,vi:passed=1,person:passed=0")) == []
    told = below(summary, parse_floors("passed=.7,person:answered=.5,refused_near=.1,none:lead=.1"))
    assert [line.split(":")[0] for line in told] == ["passed", "person", "refused_near", "none"]
    assert "0.667 (2 of 3)" in told[0]
    assert "no pair counts for it" in told[2]


@pytest.mark.parametrize(
    "text", ["complet=.8", "complete", "complete=80", "complete=nan", "x:refused_near=.5", ""]
)
def test_a_floor_that_cannot_be_meant_is_refused(text: str) -> None:
    with pytest.raises(BrokenPairs, match="--min"):
        parse_floors(text)


def test_runs_are_kept_and_held_against_each_other(run_with: RunWith, tmp_path: Path) -> None:
    history = History(tmp_path / "runs.sqlite3")
    assert history.keep(run_with(about=About("b1", "m", 3))) == 1
    assert history.failed() == frozenset()
    assert history.keep(run_with({"p2": ""}, About("b2", "m", 4))) == 2
    assert history.failed() == {"p2"}
    head, first, second = listed(history.runs())
    assert "complete" in head
    assert ("3/3" in first, "2/3" in second, "b2 of 4 articles" in second) == (True, True, True)
    line, total = drifted(history, 1, None)[-2:]
    assert line.startswith(
        "p2: passed, rank 2 -> failed, rank 2 (because the corpus changed; or perhaps the code: what was run then "
        "is not recorded); cited vi-a.md, 2025-10-26, now nothing"
    )
    assert "1 pairs" in total
    with pytest.raises(BrokenPairs, match="holds no run 7"):
        drifted(history, 7, None)


def test_a_pair_mended_since_has_not_failed(run_with: RunWith, tmp_path: Path) -> None:
    history = History(tmp_path / "runs.sqlite3")
    history.keep(run_with({"p2": ""}))
    history.keep(run_with())
    assert history.failed() == frozenset()
    assert drifted(history, 1, 2)[-2].endswith("is not recorded); cited nothing, now vi-a.md, 2025-10-26")


@pytest.mark.parametrize("held", [b"no database at all", None])
def test_a_file_of_something_else_is_named(run_with: RunWith, tmp_path: Path, held: bytes | None) -> None:
    path = tmp_path / "other"
    if held is None:
        with sqlite3.connect(path) as db:
            db.execute("CREATE TABLE runs (x)")
        db.close()
    else:
        path.write_bytes(held)
    with pytest.raises(BrokenPairs, match="name another file"):
        History(path).keep(run_with())


def test_a_folder_is_no_history(tmp_path: Path) -> None:
    with pytest.raises(BrokenPairs, match="cannot be opened"):
        History(tmp_path).runs()


def test_a_baseline_of_some_pairs_misses_no_others(run_with: RunWith) -> None:
    results = run_with()
    part = replace(results, outcomes=results.outcomes[:1])
    assert compare(part, of(results)).gone == ("p2", "p3")
    assert compare(part, of(results).only(["p1"])).gone == ()
