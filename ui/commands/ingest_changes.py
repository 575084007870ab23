"""What an ingest did to fixed pairs, to shared answers and to the figures of the table, and which article it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.progress import say
from ui.settings import Settings

if TYPE_CHECKING:
    from bot.evaluate.after import Because
    from bot.evaluate.pairs import Pair
    from bot.evaluate.run import Results
    from ui.commands.ingest_saved import SavedBefore, SavedChange
    from vectorstore.embedder import Embedder
    from vectorstore.index import Index
    from vectorstore.status.table import Table


@dataclass(frozen=True, slots=True)
class Before:
    """What was asked, and what came, of the index before; None for what was not wanted or could not be asked."""

    results: Results | None
    saved: SavedBefore | None
    status: Table


@dataclass(frozen=True, slots=True)
class Changes:
    """What came out otherwise; *asked* and *reopened* count what was looked at."""

    pairs: tuple[Because, ...]
    saved: tuple[SavedChange, ...]
    figures: tuple[str, ...]
    asked: int | None  # None: no pairs were given
    reopened: int | None  # None: shared answers were not wanted

    def lines(self) -> Iterator[str]:
        """One a change, then the sums."""
        from bot.evaluate.after import lines

        if self.asked is not None:
            yield from lines(self.pairs, self.asked)
        if self.reopened is not None:
            yield from (change.line for change in self.saved)
            yield f"{self.reopened} shared answers asked before and after: {len(self.saved)} are answered otherwise now"
        yield from self.figures

    def to_json(self) -> dict[str, Any]:
        """As plain values; null for what was not looked at."""
        pairs = [{**asdict(found), "line": found.line} for found in self.pairs]
        saved = [{**asdict(found), "line": found.line} for found in self.saved]
        return {
            "pairs": None if self.asked is None else pairs,
            "shared": None if self.reopened is None else saved,
            "figures": list(self.figures),
        }


def asked_before(
    files: Sequence[Path], shared: bool, settings: Settings, embedder: Embedder
) -> Before | None:
    """Ask the pairs of *files* and what the shared answers answer now; None when there is no index yet.

    Broken pairs leave with exit code 2 before anything is taken in.
    """
    from ui.commands.eval_parts import named_problems, read_pairs
    from ui.opening import open_index
    from vectorstore.errors import NoIndex

    with named_problems():
        pairs = read_pairs(files) if files else None
    try:
        index = open_index(settings, embedder)
    except NoIndex:
        say("There is no index yet, so there is nothing to compare with.")
        return None
    with closing(index):
        results = _asked(pairs, index, "before") if pairs is not None else None
        return Before(results, _shared_before(settings, index) if shared else None, index.status)


def changes_since(before: Before, settings: Settings, embedder: Embedder) -> Changes:
    """Ask all of it again of the index as it is now."""
    from bot.evaluate.after import asking_without, changed
    from ui.commands.ingest_saved import changed_since
    from ui.opening import open_index
    from vectorstore.status.changes import between

    then = before.results
    with closing(open_index(settings, embedder)) as index:
        found: tuple[Because, ...] = ()
        if then is not None:
            after = _asked([o.pair for o in then.outcomes], index, "after")
            found = changed(then, after, index, asking_without(index))
        saved = () if before.saved is None else changed_since(before.saved, index)
        figures = tuple(between(before.status, index.status))
    return Changes(
        found,
        saved,
        figures,
        None if then is None else len(then.outcomes),
        None if before.saved is None else before.saved.asked,
    )


def _asked(pairs: Sequence[Pair], index: Index, when: str) -> Results:
    from bot.evaluate.run import evaluate, system_of

    say(f"Asking {len(pairs)} pairs {when} ...")
    return evaluate(pairs, system_of(index))


def _shared_before(settings: Settings, index: Index) -> SavedBefore:
    from ui.commands.ingest_saved import saved_before
    from ui.shared import Shared

    return saved_before(Shared(settings.home), index)
