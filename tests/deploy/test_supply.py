"""What is pinned is what pyproject.toml asks for, names no index, and has a licence that may be used."""

from __future__ import annotations

import re
import sys
import tomllib
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

REPOSITORY = Path(__file__).resolve().parents[2]
DEPLOY = REPOSITORY / "deploy"
sys.path.append(str(DEPLOY))

from licences import allowed, pinned, plain, problems  # noqa: E402

PINS = (DEPLOY / "constraints.txt").read_text("utf-8")
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
# A language model's package is its owner's choice; these are what the Dockerfile may install.
EXTRAS = ("mcp", "otel", "redis")
WANTED = [*PROJECT["dependencies"], *(r for name in EXTRAS for r in PROJECT["optional-dependencies"][name])]


@pytest.mark.parametrize("wanted", WANTED)
def test_every_requirement_is_pinned_within_its_bounds(wanted: str) -> None:
    requirement = Requirement(wanted)
    pins = pinned(PINS)
    assert plain(requirement.name) in pins, "run deploy/lock"
    assert requirement.specifier.contains(pins[plain(requirement.name)]), "run deploy/lock"


def test_the_pins_name_no_index_and_no_build_of_torch() -> None:
    assert "://" not in PINS
    assert "@" not in PINS
    assert re.search(r"^torch==[\d.]+$", PINS, re.M)
    assert len(pinned(PINS)) > 100


def test_what_is_tested_here_is_not_older_than_what_is_pinned_for_its_core() -> None:
    pins = pinned(PINS)
    for name in ("chromadb", "gradio", "torch"):
        try:
            here = version(name)
        except PackageNotFoundError:
            pytest.fail(f"{name} is not installed")
        assert SpecifierSet(f"~={'.'.join(pins[name].split('.')[:2])}").contains(here), name


POLICY = tomllib.loads((DEPLOY / "licences.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("licence", "fine"),
    [
        ("MIT", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("Apache Software License; MIT License", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-only AND (MIT OR Apache-2.0)", False),
        ("Apache Software License; GNU General Public License (GPL)", False),
        ("UNKNOWN", False),
        ("", False),
    ],
)
def test_a_licence_is_allowed_or_not(licence: str, fine: bool) -> None:
    assert allowed(licence, POLICY["allow"]) is fine


def test_an_exception_ends_on_its_day() -> None:
    policy = {"allow": ["MIT"], "except": [{"package": "x", "licence": "Odd", "until": date(2027, 1, 31)}]}
    assert problems({"x": "Odd", "y": "MIT"}, policy, date(2027, 1, 31)) == []
    assert problems({"x": "Odd"}, policy, date(2027, 2, 1)) == ["x: Odd (its exception ended on 2027-01-31)"]
    assert problems({"z": "Odd"}, policy, date(2027, 1, 1)) == ["z: Odd"]


def test_the_image_is_built_from_the_pins() -> None:
    assert "-c deploy/constraints.txt" in (DEPLOY / "Dockerfile").read_text("utf-8")
