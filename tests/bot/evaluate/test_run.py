"""A run keeps the order of the pairs, whatever the number of jobs."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from bot.answer import Answer
from bot.evaluate.pairs import Pair
from bot.evaluate.report_json import write_lines
from bot.evaluate.run import System, evaluate
from tests.bot.evaluate.conftest import ARTICLE, RunWith, answer_with


def test_each_line_of_results_is_a_pair(run_with: RunWith, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    write_lines(path, run_with().outcomes)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["p1", "p2", "p3"]
    assert [line["passed"] for line in lines] == [True, True, True]
    assert [line["rank"] for line in lines] == [2, 2, None]
    checks = "found facts facts_first facts_two source source_first date clean verbatim".split()
    assert list(lines[0]["checks"]) == checks
    assert lines[0]["answer"]["citations"][0]["quote"] == "Có 72 nước ký."


def test_two_jobs_are_two_at_once_and_in_order() -> None:
    both = threading.Barrier(2, timeout=10)
    pairs = [Pair(f"p{n}", "vi", f"Câu {n}?", False) for n in range(6)]

    def ask(pair: Pair) -> Answer:
        both.wait()  # never comes back when the second is not asked meanwhile
        return answer_with("", pair.question)

    results = evaluate(pairs, System(ask, lambda pair: [], {"a1": ARTICLE}.get), jobs=2)
    assert [o.pair.id for o in results.outcomes] == [p.id for p in pairs]
    assert results.passed == 6


def test_progress_counts_up() -> None:
    seen: list[int] = []
    pairs = [Pair(f"p{n}", "vi", "?", False) for n in range(3)]
    system = System(lambda pair: answer_with(""), lambda pair: [], {"a1": ARTICLE}.get)
    evaluate(pairs, system, progress=seen.append)
    assert seen == [1, 2, 3]
