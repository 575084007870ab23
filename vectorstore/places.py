"""Where things are below a home, and how the current build is named and switched."""

from __future__ import annotations

import os
from pathlib import Path

from .errors import NoIndex


def builds(home: Path) -> Path:
    """The folder of all builds."""
    return home / "index" / "builds"


def pointer(home: Path) -> Path:
    """The one-line file that names the current build."""
    return home / "index" / "CURRENT"


def current_name(home: Path) -> str:
    """The current build's folder name; raises `NoIndex`."""
    try:
        return pointer(home).read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise NoIndex(home) from error


def switch(home: Path, name: str) -> None:
    """Make *name* the current build in one step that survives a power cut."""
    target = pointer(home)
    aside = target.with_name("CURRENT.new")
    with aside.open("w", encoding="utf-8") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    aside.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
