"""The licences of what is installed, held against `licences.toml`: python deploy/licences.py [PYTHON]

Looks at the packages in `constraints.txt` that the environment of PYTHON has, this one when it is left out. Exits with
1 when one may not be used, or an exception has run out.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def plain(name: str) -> str:
    """A package's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(text: str) -> dict[str, str]:
    """Name -> version of a constraints file."""
    return {plain(name): version for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.M)}


def allowed(licence: str, allow: Collection[str]) -> bool:
    """Whether *licence*, a name or an expression of names, lets us use the package."""
    flat = licence.replace("(", " ").replace(")", " ")
    if licence in allow or " ".join(flat.split()) in allow:
        return True
    parts = re.split(r"\s+AND\s+|;", licence)
    if len(parts) > 1:
        return all(allowed(part.strip(" ()"), allow) for part in parts)
    parts = re.split(r"\s+OR\s+", licence)
    return len(parts) > 1 and any(allowed(part.strip(" ()"), allow) for part in parts)


def problems(found: dict[str, str], policy: dict[str, Any], today: date) -> list[str]:
    """One line for each package of *found* (name -> licence) that may not be used."""
    excepted = {(e["package"], e["licence"]): e["until"] for e in policy.get("except", [])}
    said = []
    for name, licence in sorted(found.items()):
        until = excepted.get((name, licence))
        if allowed(licence, policy["allow"]) or (until is not None and today <= until):
            continue
        ended = f" (its exception ended on {until})" if until else ""
        said.append(f"{name}: {licence}{ended}")
    return said


def installed(python: str) -> dict[str, str]:
    """Name -> licence of all packages in the environment of *python*, as their own metadata has it."""
    command = [sys.executable, "-m", "piplicenses", "--python", python, "--format=json", "--from=mixed"]
    listed = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return {plain(package["Name"]): package["License"] for package in listed}


def main(python: str = sys.executable) -> int:
    pins = pinned((HERE / "constraints.txt").read_text("utf-8"))
    found = {name: licence for name, licence in installed(python).items() if name in pins}
    bad = problems(found, tomllib.loads((HERE / "licences.toml").read_text("utf-8")), date.today())
    for name, licence in sorted(found.items()):
        print(f"{name}\t{licence}")
    for line in bad:
        print(f"may not be used: {line}", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
