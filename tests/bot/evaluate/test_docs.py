"""What docs/evaluation.md says of pairs and options is what there is."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import click
import yaml

from bot.evaluate.conversations import parse_turns
from bot.evaluate.pairs import Pair, parse
from ui.commands.evaluate import eval_command

DOCS = Path(__file__).parents[3] / "docs"
TEXT = (DOCS / "evaluation.md").read_text(encoding="utf-8")


def test_every_field_has_its_row() -> None:
    named = set(re.findall(r"^\| `(\w+)` \| (?:needed)? ?\|", TEXT, re.M))
    assert named == {field.name for field in dataclasses.fields(Pair)} - {"place", "earlier"}


def test_the_example_is_a_pair() -> None:
    example, conversation = re.findall(r"```json\n(.*?)```", TEXT, re.S)
    turns, faults = parse_turns(json.loads(conversation), "evaluation.md:1")
    assert [turn.id for turn in turns] == ["talk-1#1", "talk-1#2"]
    assert faults == []
    pair, problems = parse(json.loads(example), "evaluation.md:1")
    assert problems == []
    assert pair is not None


def test_every_option_and_command_that_is_told_exists() -> None:
    context = click.Context(eval_command)
    run = eval_command.get_command(context, "run")
    assert run is not None
    options = {name for parameter in run.params for name in parameter.opts}
    told = {
        option
        for row in re.findall(r"^\| (`--.*?) \|", TEXT, re.M)
        for option in re.findall(r"--[a-z-]+", row)
    }
    assert told <= options
    assert options - told == {"files", "--baseline"}
    commands = set(re.findall(r"^hanoi eval ([a-z]+) ", TEXT, re.M))
    assert commands == set(eval_command.commands) - {"run"}


def test_the_workflow_is_yaml_and_runs_our_commands() -> None:
    workflow = yaml.safe_load((DOCS / "ci-example.yml").read_text(encoding="utf-8"))
    runs = [step["run"] for step in workflow["jobs"]["answers"]["steps"] if "run" in step]
    assert [line.split()[:2] for line in runs if line.startswith("hanoi")] == [
        ["hanoi", "ingest"], ["hanoi", "eval"], ["hanoi", "eval"]
    ]  # fmt: skip
