"""What `hanoi eval` tells programs of one pair and of runs over time."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Hanoi


def test_an_explanation_and_a_history_as_json(hanoi: Hanoi, tmp_path: Path) -> None:
    pairs, runs = tmp_path / "pairs.jsonl", str(tmp_path / "runs.sqlite3")
    pair = {
        "id": "open",
        "lang": "en",
        "question": "When was the convention opened for signature?",
        "answerable": True,
    }
    pairs.write_text(json.dumps({**pair, "must_contain": [["the year of the dragon"]]}) + "\n", "utf-8")
    told = json.loads(hanoi("eval", str(pairs), "--explain", "open", "--json").stdout)
    assert (told["passed"], told["expected"]) == (False, ["one of the year of the dragon"])
    assert told["explanation"]["parts"][0]["verdict"]
    hanoi("eval", str(pairs), "--history", runs)
    pairs.write_text(json.dumps({**pair, "must_contain": [["2025"]]}) + "\n", "utf-8")
    hanoi("eval", str(pairs), "--history", runs)
    first, second = (
        json.loads(line) for line in hanoi("eval", "history", runs, "--json").stdout.splitlines()
    )
    assert (first["shares"]["passed"], second["shares"]["passed"]) == ([0, 1], [1, 1])
    (drift,) = (
        json.loads(line) for line in hanoi("eval", "history", runs, "1", "2", "--json").stdout.splitlines()
    )
    assert (drift["pair"], drift["causes"]) == (
        "open",
        ["nothing that is recorded: the pair itself was changed"],
    )
    moved = hanoi("eval", "history", runs, "--drift", "0")
    assert (moved.returncode, b"1 pairs moved" in moved.stderr) == (1, True)
    assert b"passed" in moved.stdout
    assert hanoi("eval", "history", runs, "1", "2", "--drift", "1").returncode == 0
    page = tmp_path / "report.html"
    hanoi("eval", str(pairs), "--history", runs, "--html", str(page))
    assert "<svg" in page.read_text("utf-8")


def test_a_history_that_cannot_be_kept_is_said_before_anything_is_asked(
    fresh_hanoi: Hanoi, tmp_path: Path
) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text('{"id": "a", "lang": "en", "question": "Who?", "answerable": true}\n', "utf-8")
    done = fresh_hanoi("eval", str(pairs), "--history", str(tmp_path / "no" / "runs.sqlite3"))
    assert (done.returncode, done.stdout) == (2, b"")  # 3 would be of the index, which is not there either
    assert b"cannot be opened" in done.stderr
    (tmp_path / "one.sqlite3").touch()
    single = fresh_hanoi("eval", "history", str(tmp_path / "one.sqlite3"), "--drift", "0")
    assert (single.returncode, b"needs two" in single.stderr) == (2, True)
