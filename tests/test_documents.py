"""What the documents say is what the code does."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import click

from ui.cli import cli
from ui.metrics import Metrics
from ui.openapi import document

REPOSITORY = Path(__file__).resolve().parent.parent


DOCUMENTS = sorted([*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md")])


def commands_in(path: Path) -> list[list[str]]:
    """Every `hanoi ...` in a block of code or between backticks, as words."""
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"`(?:\S+/)?hanoi ([^`\n]+)`", text)
    for block in re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.S):
        found += re.findall(r"^(?:\$ )?(?:\S*/|\w+=\S+ |\w+=\"[^\"]*\" )*hanoi ([^#\n|>]+)", block, re.M)
    return [shlex.split(line) for line in found]


def resolve(words: list[str]) -> click.Command | None:
    """The command that *words* begin with; `hanoi eval FILE` is `hanoi eval run FILE`."""
    command = cli.get_command(click.Context(cli), words[0])
    if isinstance(command, click.Group):
        return command.commands.get(
            words[1] if len(words) > 1 else "run", command.commands.get("run", command)
        )
    return command


def test_every_command_in_a_document_exists_with_its_options() -> None:
    shown = [(path.name, words) for path in DOCUMENTS for words in commands_in(path)]
    assert len(shown) > 15
    for name, words in shown:
        command = resolve(words)
        assert command is not None, (name, words)
        known = {o for p in command.params for o in (*p.opts, *p.secondary_opts)} | {"--help"}
        used = {word.split("=")[0] for word in words if word.startswith("--")}
        assert used <= known, (name, words)


def names_in(path: str) -> set[str]:
    return set(re.findall(r"HANOI_[A-Z_]+[A-Z]", (REPOSITORY / path).read_text(encoding="utf-8")))


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    read = names_in("ui/settings.py") | names_in("ui/cli.py")
    rows = re.findall(r"^\| `(HANOI_[A-Z_]+)`", (REPOSITORY / "docs/settings.md").read_text("utf-8"), re.M)
    assert set(rows) == read
    assert len(rows) == len(set(rows))


def test_every_kind_of_refusal_is_documented() -> None:
    codes = set()
    for path in sorted((REPOSITORY / "ui").glob("*.py")):
        codes |= set(
            re.findall(r'Refused\(\s*(?:\d{3}|error\.status_code), "([a-z_]+)"', path.read_text("utf-8"))
        )
    documented = (REPOSITORY / "docs/api.md").read_text("utf-8")
    assert len(codes) >= 10
    assert {code for code in codes if f"`{code}`" not in documented} == set()


def test_make_and_ci_call_what_the_readme_shows() -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    assert "make run" in readme
    assert "make test" in readme
    assert "make test" in (REPOSITORY / ".ci/run").read_text("utf-8")


def gist(api: dict[str, Any]) -> dict[str, object]:
    """What a program relies on, in no FastAPI version's own wording."""
    schemas = api["components"]["schemas"]
    return {
        "statuses": {path: sorted(of["post"]["responses"]) for path, of in api["paths"].items()},
        "fields": {name: sorted(schema.get("properties", {})) for name, schema in schemas.items()},
        "question": schemas["Question"]["properties"]["question"]["maxLength"],
    }


def test_the_openapi_document_is_the_one_of_the_code() -> None:
    kept = json.loads((REPOSITORY / "docs/openapi.json").read_text("utf-8"))
    assert gist(kept) == gist(document()), "run: python -m ui.openapi > docs/openapi.json"


def test_the_board_and_the_documents_name_only_figures_that_exist() -> None:
    metrics = Metrics(lambda: 0, lambda: 0)
    exist = set(re.findall(r"^# TYPE (\w+)", metrics.text().decode(), re.M))
    board = (REPOSITORY / "deploy/grafana.json").read_text("utf-8")
    named = set(
        re.findall(r"\bhanoi_[a-z_]+", board + (REPOSITORY / "docs/deployment.md").read_text("utf-8"))
    )
    plain = {re.sub(r"_bucket$", "", name) for name in named}
    assert len(plain) >= 9
    assert plain <= exist, plain - exist
    assert {name for name in exist if not name.endswith("_created")} <= plain


def test_the_board_is_one_that_grafana_reads() -> None:
    board = json.loads((REPOSITORY / "deploy/grafana.json").read_text("utf-8"))
    ids = [panel["id"] for panel in board["panels"]]
    assert len(ids) == len(set(ids)) > 0
    assert all(
        target["expr"].count("(") == target["expr"].count(")")
        for p in board["panels"]
        for target in p["targets"]
    )
