"""What the documents say is what the code does."""

from __future__ import annotations

import re
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


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
