"""Imports run one way, as the layout promises."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "vectorstore": {"vectorstore"},
    "bot": {"bot", "vectorstore"},
    "ingest": {"ingest", "vectorstore"},
    "ui": {"ui", "bot", "ingest", "vectorstore"},
}


def imported(path: Path) -> Iterator[str]:
    """The first word of every absolute import in a file, also of those inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_imports_only_what_lies_below_it(package: str) -> None:
    files = sorted((REPOSITORY / package).rglob("*.py"))
    assert files
    wrong = {
        f"{path.relative_to(REPOSITORY)} imports {name}"
        for path in files
        for name in imported(path)
        if name in MAY_IMPORT and name not in MAY_IMPORT[package]
    }
    assert not wrong


@pytest.mark.parametrize(
    ("library", "most"),
    [("gradio", 6), ("chromadb", 2), ("langchain_core", 3), ("langchain", 1)],
)
def test_a_big_dependency_stays_in_few_files(library: str, most: int) -> None:
    files = [
        path.relative_to(REPOSITORY).as_posix()
        for package in MAY_IMPORT
        for path in sorted((REPOSITORY / package).rglob("*.py"))
        if library in set(imported(path))
    ]
    assert len(files) <= most, files


COMMANDS = sorted(
    f"{folder}.{path.stem}"
    for folder in ("benchmarks", "training")
    for path in (REPOSITORY / folder).glob("*.py")
    if path.stem != "__init__"
)


@pytest.mark.parametrize("module", COMMANDS)
def test_a_command_that_prints_figures_can_still_be_started(module: str) -> None:
    assert importlib.import_module(module)
