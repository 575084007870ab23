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
