"""Take articles in: read, compare with the archive, keep, build the index. Safe to run again or to kill."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore.lock import write_lock
from vectorstore.types import Article

from .archive import Archive
from .errors import NoArticles, NotArchived, Rejected
from .formats import KINDS, Raw, read_file
from .identity import named
from .index import build_from, passages_in
from .publishers import publishers
from .report import Outcome, Report, Status
from .sandbox import Reader
from .sources import Item, items_of, starter_sources

if TYPE_CHECKING:
    from vectorstore.embedder import Embedder

__all__ = ["Listed", "ingest", "listing", "reindex", "remove", "starter_sources"]

# What is being done ("read" | "embed"), how many are done, how many there are.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of `hanoi list`."""

    article: Article
    passages: int


def ingest(
    sources: Sequence[str],
    home: Path,
    embedder: Embedder,
    *,
    prune: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
    today: date | None = None,
) -> Report:
    """Take in everything *sources* name and make the index current.

    Each article is durable in the archive before the index is touched. *prune* forgets articles whose
    files are gone from a folder given; *dry_run* writes nothing. Raises `SourceMissing`, `NoArticles`,
    `BrokenRecord`, and of the index `Busy`, `NoSpace`, `Unsound`.
    """
    begun = time.perf_counter()
    items = [item for source in sources for item in _items(source)]
    work = _Work(home, dry_run, today or datetime.now(UTC).date())
    if dry_run:
        outcomes = work.take(items, sources, prune, progress)
        return Report(tuple(outcomes), len(work.known), None, False, time.perf_counter() - begun)
    with write_lock(home):
        outcomes = work.take(items, sources, prune, progress)
        passages, built = build_from(home, work.known, embedder, progress)
    return Report(tuple(outcomes), len(work.known), passages, built, time.perf_counter() - begun)


def reindex(home: Path, embedder: Embedder, progress: Progress | None = None) -> Report:
    """Build the index anew from the archive alone, also for another embedding model."""
    begun = time.perf_counter()
    with write_lock(home):
        known = Archive(home).load()
        passages, built = build_from(home, known, embedder, progress, always=True)
    return Report((), len(known), passages, built, time.perf_counter() - begun)


def remove(home: Path, article_id: str, embedder: Embedder, progress: Progress | None = None) -> Article:
    """Forget one article; returns it. Raises `NotArchived`."""
    with write_lock(home):
        archive = Archive(home)
        known = archive.load()
        if article_id not in known:
            raise NotArchived(article_id)
        archive.remove(article_id)
        article = known.pop(article_id)
        build_from(home, known, embedder, progress)
    return article


def listing(home: Path) -> list[Listed]:
    """All archived articles, newest first, those without a date last."""
    articles = sorted(Archive(home).load().values(), key=lambda a: (a.published or "", a.id), reverse=True)
    return [Listed(article, passages_in(article)) for article in articles]


def _items(source: str) -> list[Item]:
    items = items_of(source)
    if not any(item.is_known or item.asked for item in items):
        raise NoArticles(source, ", ".join(KINDS))
    return items


class _Work:
    """One run over the archive: what is known, and what each item changes."""

    def __init__(self, home: Path, dry_run: bool, today: date) -> None:
        self._archive = Archive(home)
        publishers(home / "publishers.toml")  # a broken list is said before anything is read
        self._reader = Reader(home, today)
        self._dry_run = dry_run
        self._seen: dict[str, str] = {}  # id -> source, of this run
        self.known: dict[str, Article] = {}

    def take(
        self, items: Sequence[Item], sources: Sequence[str], prune: bool, progress: Progress | None
    ) -> list[Outcome]:
        """Read all items into the archive, in order."""
        self.known = self._archive.load()
        if not self._dry_run:
            self._archive.sweep()
        outcomes: list[Outcome] = []
        with self._reader:
            for done, item in enumerate(items, 1):
                outcomes += self._read(item)
                if progress:
                    progress("read", done, len(items))
        return outcomes + (self._prune(items, sources) if prune else [])

    def _read(self, item: Item) -> Iterator[Outcome]:
        if not item.is_known and not item.asked:
            kind = item.path.suffix or "no type"
            yield Outcome(item.source, "skipped", f"{kind}: not a type of file we read")
            return
        try:
            for raw in read_file(item.path, item.source, item.origin):
                yield self._take(raw)
        except Rejected as error:
            yield Outcome(item.source, "rejected", str(error))

    def _take(self, raw: Raw) -> Outcome:
        try:
            article = self._reader.read(raw)
        except Rejected as error:
            return Outcome(raw.source, "rejected", str(error))
        return self._keep(named(article, self.known))

    def _keep(self, article: Article) -> Outcome:
        first = self._seen.setdefault(article.id, article.source)
        if first != article.source:
            return Outcome(
                article.source, "reprint", f"the same article as {first}", article.id, article.title
            )
        status = self._status(article)
        if status != "unchanged":
            old = self.known.get(article.id)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            article = replace(article, added_at=old.added_at if old else now)
            if not self._dry_run:
                self._archive.write(article)
            self.known[article.id] = article
        return Outcome(article.source, status, "", article.id, article.title)

    def _status(self, article: Article) -> Status:
        old = self.known.get(article.id)
        if old is None:
            return "added"
        moved = old.origin != article.origin and not Path(old.origin).exists()
        same = replace(article, origin=old.origin, added_at=old.added_at, group=old.group) == old
        return "unchanged" if same and not moved else "updated"

    def _prune(self, items: Sequence[Item], sources: Sequence[str]) -> list[Outcome]:
        """Forget what came from a folder given and is no longer in it."""
        folders = {str(Path(s).expanduser().resolve()) for s in sources if Path(s).expanduser().is_dir()}
        present = {(item.origin, item.source) for item in items}
        gone = [a for a in self.known.values() if a.origin in folders and (a.origin, a.source) not in present]
        for article in gone:
            if not self._dry_run:
                self._archive.remove(article.id)
            del self.known[article.id]
        return [Outcome(a.source, "removed", "its file is gone", a.id, a.title) for a in gone]
