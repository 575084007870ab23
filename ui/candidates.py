"""A file of candidate pairs: what visitors asked, to be completed by a person before any run counts it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from bot.evaluate.pairs import Pair


def add(pair: Pair, to: Path) -> None:
    """Append *pair* to the JSONL file *to*; raises `click.UsageError` when it is there already or cannot be written."""
    try:
        if to.exists() and f'"{pair.id}"' in to.read_text(encoding="utf-8"):
            raise click.UsageError(f"{to} has {pair.id} already.")
        with to.open("a", encoding="utf-8", newline="") as file:
            file.write(json.dumps(pair.to_json(), ensure_ascii=False) + "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{to} cannot be written ({error}). Choose another file.") from None
