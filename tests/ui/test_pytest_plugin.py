"""The plugin in somebody else's test suite."""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.evaluate import baseline
from bot.evaluate.baseline import Baseline, Kept
from tests.servers import free_port

pytest_plugins = ("pytester",)

RIGHT = {
    "id": "days", "lang": "vi", "kind": "number", "question": "Công ước Hà Nội có bao nhiêu chương?",
    "must_contain": [["9 chương"]], "source_any": ["vi-chapters.md", "vi-convention.md"], "answerable": True,
}  # fmt: skip
WRONG = {**RIGHT, "id": "wrong", "must_contain": [["10 chương"]]}
# Installed, the entry point has loaded it already, and pytest refuses a plugin twice.
INSTALLED = bool(importlib.metadata.entry_points(group="pytest11", name="hanoi"))
OURS = () if INSTALLED else ("-p", "ui.pytest_plugin")
REPOSITORY = Path(__file__).parents[2]

Run = Callable[..., pytest.RunResult]


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each run is a process of its own: NumPy cannot be imported twice in one."""
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))


@pytest.fixture
def run(pytester: pytest.Pytester, home: Path, models: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("HANOI_MODELS", str(models))

    def run_on(*pairs: dict[str, object], options: tuple[str, ...] = ()) -> pytest.RunResult:
        path = pytester.path / "pairs.jsonl"
        path.write_text("".join(json.dumps(pair) + "\n" for pair in pairs), encoding="utf-8")
        where = () if "--hanoi-home" in options else ("--hanoi-home", str(home))
        return pytester.runpytest_subprocess(*OURS, "--hanoi-qa", str(path), *where, *options)

    return run_on


def test_one_test_a_pair_and_a_failure_that_says_why(run: Run) -> None:
    result = run(RIGHT, WRONG, {**WRONG, "id": "later", "candidate": True}, options=("-v",))
    result.assert_outcomes(passed=1, failed=1)  # a candidate is no test
    result.stdout.fnmatch_lines(
        [
            "*pairs.jsonl::days-vi-number PASSED*",
            "*pairs.jsonl::wrong-vi-number FAILED*",
            "*pairs.jsonl:2: wrong [[]vi, number] failed: facts*",
            "*expected: one of 10 chương*",
            "*[[]1] vi-*.md,*",
        ]
    )


def test_a_baseline_lets_old_failures_be_and_shows_how_a_lost_answer_differs(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "b.json"
    was = Kept("?", True, True, "Công ước có 10 chương. [1]", (), (), 0.9)
    never = Kept("?", False, False, "", (), (), 0.0)
    baseline.save(path, Baseline("", "", 0, "", "reader", {"wrong": was, "old": never}))
    result = run(WRONG, {**WRONG, "id": "old"}, options=("--hanoi-baseline", str(path)))
    result.assert_outcomes(failed=1, xfailed=1)
    result.stdout.fnmatch_lines(["*against the baseline: *[[]-*"])


def test_broken_pairs_are_a_collection_error_with_their_line(run: Run) -> None:
    result = run({**RIGHT, "date": "soon"})
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*pairs.jsonl:1: date: must be a day*"])


def test_no_index_ends_the_run_with_the_command_that_mends_it(run: Run, tmp_path: Path) -> None:
    result = run(RIGHT, options=("--hanoi-home", str(tmp_path / "none")))
    assert result.ret == 3
    result.stdout.fnmatch_lines(["*hanoi ingest --starter*"])


def test_the_settings_hold_as_for_the_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANOI_CHROMA_URL", f"http://127.0.0.1:{free_port()}")
    result = run(RIGHT)
    assert result.ret == 3
    result.stdout.fnmatch_lines(["*The Chroma server at http://127.0.0.1:* does not answer*"])


def test_a_bad_setting_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANOI_PORT", "none")
    result = run(RIGHT)
    assert result.ret == 2
    result.stdout.fnmatch_lines(["*HANOI_PORT='none' cannot be used*"])


def test_a_missing_pairs_file_is_named(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_subprocess(*OURS, "--hanoi-qa", "nowhere.jsonl")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*no such file: *nowhere.jsonl*"])


def test_other_tests_run_as_ever_without_the_option(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(): pass")
    pytester.path.joinpath("data.yaml").write_text("a: 1", encoding="utf-8")
    pytester.runpytest_subprocess(*OURS).assert_outcomes(passed=1)
