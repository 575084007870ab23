"""Conversations as pairs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.answer import Answer
from bot.evaluate.conversations import Thread, parse_turns
from bot.evaluate.pairfiles import read, write
from bot.evaluate.pairs import BrokenPairs, Pair

TALK = {
    "id": "talk",
    "lang": "en",
    "turns": [
        {"question": "How many countries signed?", "must_contain": [["72"]], "answerable": True},
        {"question": "and Japan?", "answerable": None},
        {"question": "thanks", "answerable": False},
    ],
}


def written(tmp_path: Path, *records: object) -> Path:
    path = tmp_path / "talk.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return path


def test_each_turn_is_a_pair_with_those_before_it(tmp_path: Path) -> None:
    one, two, three = read([written(tmp_path, TALK)])
    assert [p.id for p in (one, two, three)] == ["talk#1", "talk#2", "talk#3"]
    assert three.history == ("How many countries signed?", "and Japan?")
    assert three.earlier == (one, two)
    assert {p.kind for p in (one, two, three)} == {"conversation"}


def test_turns_keep_what_tells_them_apart(tmp_path: Path) -> None:
    talk = {**TALK, "tags": ["all"], "turns": [{**TALK["turns"][0], "tags": ["one"]}, *TALK["turns"][1:]]}  # type: ignore[index]
    pairs = read([written(tmp_path, talk)])
    assert [pair.tags for pair in pairs] == [("one",), ("all",), ("all",)]
    write(tmp_path / "again.jsonl", pairs)
    assert read([tmp_path / "again.jsonl"]) == pairs


@pytest.mark.parametrize("ending", ["jsonl", "yaml"])
def test_what_is_written_is_read_again(tmp_path: Path, ending: str) -> None:
    alone = {"id": "a#1", "lang": "vi", "question": "Ai ký?", "answerable": True}
    pairs = read([written(tmp_path, alone, TALK)])
    path = tmp_path / f"again.{ending}"
    write(path, pairs)
    assert read([path]) == pairs


def test_csv_has_no_room_for_turns(tmp_path: Path) -> None:
    with pytest.raises(BrokenPairs, match="a row holds one question"):
        write(tmp_path / "p.csv", read([written(tmp_path, TALK)]))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"turns": []}, "must be a list of 1 to 20 turns"),
        ({"turns": "x"}, "must be a list of 1 to 20 turns"),
        ({"turns": ["x"]}, "turn 1: must be an object"),
        ({"turns": [{"question": "a"}]}, "turn 1: answerable: is missing"),
        ({"turns": [{"question": "a", "answerable": True, "id": "b"}]}, "follows from its place"),
        ({"question": "a"}, "stands in each turn"),
        ({"lang": None}, "lang: is missing"),
    ],
)
def test_a_fault_is_named_with_its_turn(change: dict[str, object], what: str) -> None:
    pairs, problems = parse_turns({**TALK, **change}, "p:1")
    assert pairs == []
    assert any(what in problem and problem.startswith("p:1") for problem in problems)


def test_a_turn_is_asked_once_and_its_answer_kept() -> None:
    asked: list[str] = []

    def ask(pair: Pair) -> Answer:
        asked.append(pair.id)
        return Answer(pair.question, "72 countries [1].", True, "en", short="72 countries")

    pairs, _ = parse_turns(TALK, "p:1")
    thread = Thread(ask)
    assert [t.short for t in thread.before(pairs[2])] == ["72 countries", "72 countries"]
    thread.before(pairs[1])
    assert asked == ["talk#1", "talk#2"]
