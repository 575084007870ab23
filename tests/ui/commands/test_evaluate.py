"""`hanoi eval` as a person or a build calls it."""

from __future__ import annotations

import json
from pathlib import Path

import junitparser
import pytest

from bot.evaluate.pairfiles import read
from tests.conftest import Hanoi

RIGHT = {
    "id": "q1", "lang": "vi", "kind": "number", "question": "Công ước Hà Nội có bao nhiêu chương?",
    "must_contain": [["9 chương"]], "source_any": ["vi-chapters.md", "vi-convention.md"], "answerable": True,
}  # fmt: skip
REFUSED = {"id": "q2", "lang": "vi", "kind": "ood", "question": "Cách nấu phở bò?", "answerable": False}


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.jsonl"
    path.write_text("".join(json.dumps(p) + "\n" for p in (RIGHT, REFUSED)), encoding="utf-8")
    return path


def test_all_reports_of_one_run(hanoi: Hanoi, pairs: Path, tmp_path: Path) -> None:
    out, junit, html = tmp_path / "out.jsonl", tmp_path / "j.xml", tmp_path / "r.html"
    done = hanoi("eval", str(pairs), "--json", "--out", str(out), "--junit", str(junit), "--html", str(html))
    assert (done.returncode, done.stderr) == (0, b"")
    told = json.loads(done.stdout)
    assert told["summary"]["total"]["passed"]["good"] == 2
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(line["id"], line["passed"], line["answer"]["found"]) for line in lines] == [
        ("q1", True, True), ("q2", True, False)
    ]  # fmt: skip
    assert junitparser.JUnitXml.fromfile(str(junit)).tests == 2
    assert "2 of 2 pairs passed" in html.read_text(encoding="utf-8")


def test_blessed_then_lost(hanoi: Hanoi, pairs: Path, tmp_path: Path) -> None:
    agreed = tmp_path / "baseline.json"
    assert hanoi("eval", "bless", str(pairs), "--baseline", str(agreed)).returncode == 0
    assert hanoi("eval", str(pairs), "--baseline", str(agreed)).returncode == 0
    pairs.write_text(json.dumps({**RIGHT, "must_contain": [["10 chương"]]}) + "\n", encoding="utf-8")
    lost = hanoi("eval", str(pairs), "--baseline", str(agreed))
    assert lost.returncode == 1
    assert "lost q1" in lost.stdout.decode()
    assert hanoi("eval", str(pairs), "--baseline", str(agreed), "--tolerance", "1").returncode == 0


def test_check_names_the_field_that_cannot_be_met(hanoi: Hanoi, pairs: Path) -> None:
    assert hanoi("eval", "check", str(pairs)).returncode == 0
    pairs.write_text(json.dumps({**RIGHT, "date": "2020-01-01"}) + "\n", encoding="utf-8")
    done = hanoi("eval", "check", str(pairs))
    assert done.returncode == 1
    assert done.stdout.decode().startswith(f"{pairs}:1: date: no article it allows is of 2020-01-01")


def test_pairs_are_written_in_another_form(hanoi: Hanoi, pairs: Path, tmp_path: Path) -> None:
    there, back = tmp_path / "pairs.csv", tmp_path / "back.jsonl"
    assert hanoi("eval", "convert", str(pairs), str(there)).returncode == 0
    assert hanoi("eval", "convert", str(there), str(back)).returncode == 0
    assert read([back]) == read([pairs])
    assert hanoi("eval", "convert", str(pairs), str(tmp_path / "pairs.txt")).returncode == 2


def test_broken_pairs_are_bad_usage(hanoi: Hanoi, pairs: Path) -> None:
    pairs.write_text("{\n", encoding="utf-8")
    done = hanoi("eval", str(pairs))
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"hanoi: {pairs}:1: is not JSON")
    assert len(done.stderr.splitlines()) == 1


def test_a_baseline_that_is_not_there_is_bad_usage(hanoi: Hanoi, pairs: Path) -> None:
    done = hanoi("eval", str(pairs), "--baseline", "none.json")
    assert done.returncode == 2
    assert b"hanoi eval bless" in done.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_no_index_is_told_with_the_command_that_makes_one(fresh_hanoi: Hanoi, pairs: Path, jobs: str) -> None:
    done = fresh_hanoi("eval", str(pairs), "--jobs", jobs)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert b"hanoi ingest --starter" in done.stderr


def test_a_report_that_cannot_be_written_is_bad_usage(hanoi: Hanoi, pairs: Path, tmp_path: Path) -> None:
    done = hanoi("eval", str(pairs), "--out", str(tmp_path / "no" / "out.jsonl"))
    assert done.returncode == 2
    assert b"cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("args", [("eval", "--help"), ("eval", "run", "--help"), ("eval",)])
def test_help_and_no_files_open_no_index(fresh_hanoi: Hanoi, args: tuple[str, ...]) -> None:
    done = fresh_hanoi(*args)
    assert done.returncode == (2 if args == ("eval",) else 0)
    assert (b"--baseline" in done.stdout) is (done.returncode == 0)


def test_a_model_that_was_not_named_is_bad_usage(hanoi: Hanoi, pairs: Path) -> None:
    done = hanoi("eval", str(pairs), "--llm")
    assert (done.returncode, b"set HANOI_LLM" in done.stderr) == (2, True)
