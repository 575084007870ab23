"""The drawing of `bot/` in CONTRIBUTING.md is what stands in the folder, and imports go one way in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.house_layout import ORDER, drawing, imported, parts, purpose
from benchmarks.house_source import sources

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)


def test_the_drawing_is_the_one_of_the_code() -> None:
    text = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
    drawn = next(
        block for block in re.findall(r"^```text\n(.*?)^```", text, re.M | re.S) if "bot/question/" in block
    )
    assert drawn.rstrip("\n") == drawing(), "put in what `python -m benchmarks.house_layout` prints"


def test_every_part_is_drawn() -> None:
    assert set(ORDER) == parts()


@pytest.mark.parametrize("part", ORDER)
def test_a_part_imports_only_what_is_drawn_above_it(part: str) -> None:
    assert imported(part) <= set(ORDER[: ORDER.index(part)])


def test_every_file_says_what_it_is_for() -> None:
    assert [str(s.path) for s in sources("bot") if not purpose(s, 80)] == []
