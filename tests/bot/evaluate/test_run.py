"""A run keeps the order of the pairs, whatever the number of jobs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answer import Answer
from bot.evaluate.pairs import Pair
from bot.evaluate.parallel import evaluate_in
from bot.evaluate.report_json import write_lines
from bot.evaluate.run import About, PairCrashed, System, evaluate
from tests.bot.evaluate.conftest import ARTICLE, RunWith, answer_with
from vectorstore.errors import IndexProblem, ModelMismatch, Unsound


def test_each_line_of_results_is_a_pair(run_with: RunWith, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    write_lines(path, run_with().outcomes)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["p1", "p2", "p3"]
    assert [line["passed"] for line in lines] == [True, True, True]
    assert [line["rank"] for line in lines] == [2, 2, None]
    checks = "found facts facts_first facts_two source source_first date clean verbatim complete lead verdict".split()
    assert list(lines[0]["checks"]) == checks
    assert lines[0]["answer"]["citations"][0]["quote"] == "Có 72 nước ký."


def numbered(count: int) -> list[Pair]:
    return [Pair(f"p{n}", "vi", f"Câu {n}?", False) for n in range(count)]


def system_of_this_process() -> System:
    """Says which process answered."""
    return System(lambda pair: answer_with("", text=str(os.getpid())), lambda pair: [], {}.get, About("b9"))


def test_two_jobs_are_two_processes_and_keep_the_order() -> None:
    results = evaluate_in(2, numbered(60), system_of_this_process)
    assert [o.pair.id for o in results.outcomes] == [f"p{n}" for n in range(60)]
    assert os.getpid() not in {int(o.answer.text) for o in results.outcomes}
    assert (results.passed, results.about.build) == (60, "b9")


def test_progress_counts_up() -> None:
    seen: list[int] = []
    system = System(lambda pair: answer_with(""), lambda pair: [], {"a1": ARTICLE}.get)
    evaluate(numbered(3), system, seen.append)
    assert seen == [1, 2, 3]


def broken_system() -> System:
    """One whose index is full of surprises."""

    def ask(pair: Pair) -> Answer:
        raise KeyError(pair.id)

    return System(ask, lambda pair: [], {}.get)


RUNS: dict[int, Callable[[list[Pair]], object]] = {
    1: lambda pairs: evaluate(pairs, broken_system()),
    2: lambda pairs: evaluate_in(2, pairs, broken_system),
}


@pytest.mark.parametrize("jobs", RUNS)
def test_the_question_that_broke_the_bot_is_named(jobs: int) -> None:
    pairs = [replace(pair, place="p.jsonl:7") for pair in numbered(1)]
    with pytest.raises(PairCrashed, match=r"p\.jsonl:7 p0 'Câu 0\?' broke the bot \(KeyError: 'p0'\)"):
        RUNS[jobs](pairs)


def unsound_system() -> System:
    """One whose index was damaged after it was opened."""

    def ask(pair: Pair) -> Answer:
        raise Unsound("a file is gone")

    return System(ask, lambda pair: [], {}.get)


def no_system() -> System:
    """One that cannot be opened."""
    raise ModelMismatch("this", "that")


def test_a_damaged_index_is_told_as_such() -> None:
    with pytest.raises(IndexProblem, match="a file is gone"):
        evaluate(numbered(1), unsound_system())
    with pytest.raises(IndexProblem, match="a file is gone"):
        evaluate_in(2, numbered(1), unsound_system)


def test_an_index_that_cannot_be_opened_is_told_from_another_process() -> None:
    with pytest.raises(IndexProblem) as told:
        evaluate_in(2, numbered(1), no_system)
    assert str(told.value) == str(ModelMismatch("this", "that"))
