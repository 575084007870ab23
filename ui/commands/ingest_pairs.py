"""`hanoi ingest --pairs`: what new articles did to fixed pairs and to the figures, and which article it was."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.progress import say
from ui.settings import Settings
from ui.terminal import plain

if TYPE_CHECKING:
    from bot.evaluate.pairs import Pair
    from bot.evaluate.run import Results
    from vectorstore.embedder import Embedder
    from vectorstore.status.table import Table


@dataclass(frozen=True, slots=True)
class Before:
    """What was asked, and what came, of the index before; None when there was none."""

    pairs: tuple[Pair, ...]
    results: Results | None
    status: Table | None


def asked_before(files: Sequence[Path], settings: Settings, embedder: Embedder) -> Before:
    """Ask the pairs of *files* now; broken pairs leave with exit code 2 before anything is taken in."""
    from bot.evaluate.run import evaluate, system_of
    from ui.commands.eval_parts import named_problems, read_pairs
    from ui.opening import open_index
    from vectorstore.errors import NoIndex

    with named_problems():
        pairs = read_pairs(files)
    try:
        index = open_index(settings, embedder)
    except NoIndex:
        say("There is no index yet, so the pairs have nothing to be compared with.")
        return Before(pairs, None, None)
    with closing(index):
        say(f"Asking {len(pairs)} pairs before ...")
        return Before(pairs, evaluate(pairs, system_of(index)), index.status)


def show_changes(before: Before, settings: Settings, embedder: Embedder) -> None:
    """Ask again, and print a line for every pair and figure that changed."""
    from bot.evaluate.after import asking_without, changed, lines
    from bot.evaluate.run import evaluate, system_of
    from vectorstore.status.changes import between

    if before.results is None or before.status is None:
        return
    from ui.opening import open_index

    with closing(open_index(settings, embedder)) as index:
        say(f"Asking {len(before.pairs)} pairs after ...")
        after = evaluate(before.pairs, system_of(index))
        found = changed(before.results, after, index, asking_without(index))
        for line in (*lines(found, len(before.pairs)), *between(before.status, index.status)):
            click.echo(plain(line), err=True)
