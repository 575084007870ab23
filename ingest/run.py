"""Take articles in: read, compare with the archive, keep, build the index. Safe to run again or to kill."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore.disk import naming_its_trouble
from vectorstore.lock import write_lock
from vectorstore.types import Article

from .archive import Archive
from .errors import NoArticles, NotArchived
from .formats import KINDS
from .index import build_from, passages_in
from .progress import Progress
from .report import Outcome, Report
from .sources import Item, is_address, items_of, starter_sources
from .status import checked, replaced
from .work import MAX_LINKS, Work
from .zone import now_in_viet_nam

if TYPE_CHECKING:
    from vectorstore.embedder import Embedder
    from vectorstore.server import Server
    from vectorstore.stream import Embed

    from .fetch import Fetcher

__all__ = ["Listed", "ingest", "listing", "reindex", "remove", "starter_sources"]


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
    fetch_hosts: Collection[str] = (),
    fetcher: Fetcher | None = None,
    today: date | None = None,
    server: Server | None = None,
    embed: Embed | None = None,
    status: Path | None = None,
    add_status: Path | None = None,
    treaty: str | None = None,
    limit: int = MAX_LINKS,
) -> Report:
    """Take in everything *sources* name and make the index current.

    Each article is durable in the archive before the index is touched. *prune* forgets articles whose
    files are gone from a folder given; *dry_run* writes nothing; *fetch_hosts* narrows which hosts may be
    asked (empty: any public one); *limit* is how many links of a feed are
    followed; *server* holds the vectors; *embed* embeds as *embedder* would, elsewhere
    (`vectorstore.bulk`); *status* becomes the table of parties, *add_status* extends it; *treaty* is the file or
    address of a treaty's own text, of which each provision becomes an article. Raises `StatusRefused`,
    `SourceMissing`, `NoArticles`, `BrokenRecord`, and of the index `Busy`, `NoSpace`, `NotWritable`, `Unsound`.
    """
    begun = time.perf_counter()
    items = [item for source in sources for item in _items(source, prune)]
    folders = [Path(s).expanduser().resolve() for s in sources if not is_address(s)] if prune else []
    law = _items(treaty, prune=False)[0] if treaty else None
    if fetcher is None and any(isinstance(item, str) for item in (*items, law)):
        from .fetch import Fetcher

        fetcher = Fetcher(fetch_hosts)
    for file in filter(None, (status, add_status)):
        checked(file)
    work = Work(home, fetcher, today or now_in_viet_nam(), dry_run=dry_run, limit=limit)
    if dry_run:
        outcomes = [*work.take(items, progress, folders), *(work.take_treaty(law) if law else ())]
        return Report(tuple(outcomes), len(work.known), None, False, time.perf_counter() - begun)
    with naming_its_trouble(home), write_lock(home):
        outcomes = [_of_status(home, f, file) for f, file in ((False, status), (True, add_status)) if file]
        outcomes += work.take(items, progress, folders)
        outcomes += work.take_treaty(law) if law else ()
        passages, built = build_from(home, work.known, embedder, progress, server=server, embed=embed)
    return Report(tuple(outcomes), len(work.known), passages, built, time.perf_counter() - begun)


def reindex(
    home: Path,
    embedder: Embedder,
    progress: Progress | None = None,
    server: Server | None = None,
    embed: Embed | None = None,
) -> Report:
    """Build the index anew from the archive alone, also for another embedding model; *embed* as in `ingest`."""
    begun = time.perf_counter()
    with naming_its_trouble(home), write_lock(home):
        known = Archive(home).load()
        passages, built = build_from(home, known, embedder, progress, always=True, server=server, embed=embed)
    return Report((), len(known), passages, built, time.perf_counter() - begun)


def remove(
    home: Path,
    article_id: str,
    embedder: Embedder,
    progress: Progress | None = None,
    server: Server | None = None,
) -> Article:
    """Forget one article; returns it. Raises `NotArchived`."""
    with naming_its_trouble(home), write_lock(home):
        archive = Archive(home)
        known = archive.load()
        if article_id not in known:
            raise NotArchived(article_id)
        archive.remove(article_id)
        article = known.pop(article_id)
        build_from(home, known, embedder, progress, server=server)
    return article


def listing(home: Path) -> list[Listed]:
    """All archived articles, newest first, those without a date last."""
    articles = sorted(Archive(home).load().values(), key=lambda a: (a.published or "", a.id), reverse=True)
    return [Listed(article, passages_in(article)) for article in articles]


def _of_status(home: Path, extend: bool, file: Path) -> Outcome:
    parties = replaced(home, file, extend=extend)
    return Outcome(file.name, "updated", f"the table of parties, {parties} rows")


def _items(source: str, prune: bool) -> list[Item | str]:
    if is_address(source):
        return [source]
    items = items_of(source)
    if not (prune and Path(source).expanduser().is_dir()) and not any(
        item.is_known or item.asked for item in items
    ):
        raise NoArticles(source, ", ".join(KINDS))
    return list(items)
