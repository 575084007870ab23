"""One run over the archive: what is known, and what each item changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore.types import Article

from .archive import Archive
from .errors import NoLines, NotArticles, Rejected
from .formats import LIST_KINDS, Entry, Left, Place, Raw, not_read, read_bytes, read_entries, read_file
from .identity import named
from .jsonl import record_name
from .memory import Memory
from .progress import Progress
from .publishers import publishers
from .report import Outcome, Status
from .reprints import originals
from .sandbox import Reader
from .sketches import Sketches
from .sources import Item, is_gone

if TYPE_CHECKING:
    from .fetch import Fetcher

# A feed carries some tens; from a sitemap of thousands the newest are taken unless more are asked for. Links.
MAX_LINKS = 200
# A sitemap of sitemaps leads to articles in two steps.
_FEED_DEPTH = 2


class Work:
    """Takes items into the archive one by one; the caller holds the lock unless nothing is written."""

    def __init__(
        self, home: Path, fetcher: Fetcher | None, today: date, *, dry_run: bool, limit: int = MAX_LINKS
    ) -> None:
        self._home = home
        self._archive = Archive(home)
        self._outlets = publishers(home / "publishers.toml")
        self._reader = Reader(home, today)
        self._memory = Memory(home, today)
        self._fetcher = fetcher
        self._dry_run = dry_run
        self._limit = limit
        self._seen: dict[str, str] = {}  # id -> source, of this run
        self._present: set[tuple[str, str]] = set()  # origin and source of what files held in this run
        self._unread: list[tuple[str, str]] = []  # of files that could not be read
        self._by_text: dict[str, Article] | None = None  # of the articles known when it was first wanted
        self.known: dict[str, Article] = {}

    def take(
        self, items: Sequence[Item | str], progress: Progress | None, folders: Sequence[Path] = ()
    ) -> list[Outcome]:
        """Read files and addresses in order; forget what is gone from *folders*."""
        self.known = self._archive.load()
        if not self._dry_run:
            self._archive.sweep()
        outcomes: list[Outcome] = []
        with self._reader:
            for done, item in enumerate(items, 1):
                outcomes += self._fetch(item) if isinstance(item, str) else self._read(item)
                if progress:
                    progress("read", done, len(items))
        outcomes += self._prune(folders)
        if not self._dry_run:
            self._memory.save()
        return self._regroup(outcomes)

    def take_treaty(self, item: Item | str) -> list[Outcome]:
        """Every provision of a treaty's own text; call it before or after `take`, under the same lock."""
        self.known = self.known or self._archive.load()
        name = item if isinstance(item, str) else item.source
        try:
            with self._reader:
                provisions = self._reader.provisions(self._raw_of(item))
        except Rejected as error:
            return [Outcome(name, "rejected", str(error))]
        return self._regroup([self._keep(named(article, self.known)) for article in provisions])

    def _raw_of(self, item: Item | str) -> Raw:
        if isinstance(item, str):
            assert self._fetcher is not None
            page = self._fetcher.fetch(item)
            raws = read_bytes(page.kind, page.data, Place(page.name, page.url, item, page.url))
        else:
            raws = read_file(item.path, item.source, item.origin)
        first = next(raws)
        if isinstance(first, Left):
            raise Rejected(first.why)
        return first

    def _read(self, item: Item) -> Iterator[Outcome]:
        if not item.is_known and not item.asked:
            yield Outcome(item.source, "skipped", item.skip or not_read(item.path.name))
            return
        try:
            for raw in read_file(item.path, item.source, item.origin):
                yield from self._told_apart(raw)
        except Rejected as error:
            if not isinstance(error, NoLines):
                self._unread.append((item.origin, item.source))
            other = isinstance(error, NotArticles) and not item.asked
            yield Outcome(item.source, "skipped" if other else "rejected", str(error))

    def _told_apart(self, raw: Raw | Left) -> Iterator[Outcome]:
        """What became of one part of a file, or of the parts of a list."""
        if isinstance(raw, Left):
            if not raw.is_other:
                self._unread.append((raw.origin, raw.source))
            yield Outcome(raw.source, "skipped" if raw.is_other else "rejected", raw.why)
        elif raw.kind in LIST_KINDS:
            for part in read_entries(raw, self._reader.entries(raw)):
                yield from self._told_apart(part)
        else:
            self._present.add((raw.origin, raw.source))
            yield self._take(raw)

    def _fetch(self, url: str, origin: str = "", depth: int = 0) -> Iterator[Outcome]:
        assert self._fetcher is not None
        try:
            page = self._fetcher.fetch(url)
            for raw in read_bytes(page.kind, page.data, Place(page.name, page.url, origin or url, page.url)):
                if isinstance(raw, Raw) and raw.kind in LIST_KINDS:
                    yield from self._follow(url, raw, depth)
                else:
                    yield from self._told_apart(raw)
        except Rejected as error:
            yield Outcome(url, "rejected", str(error))

    def _follow(self, url: str, feed: Raw, depth: int) -> Iterator[Outcome]:
        """The articles that a feed or a sitemap leads to, or holds."""
        entries = self._reader.entries(feed)
        if depth >= _FEED_DEPTH or not entries:
            raise Rejected("it is a feed without articles")
        for number, entry in enumerate(entries[: self._limit], 1):
            yield from self._entry(entry, number, feed, depth)
        if len(entries) > self._limit:
            left, all_ = len(entries) - self._limit, len(entries)
            yield Outcome(
                url, "skipped", f"{left} of its {all_} links were left out; `--limit {all_}` takes all"
            )

    def _entry(self, entry: Entry, number: int, feed: Raw, depth: int) -> Iterator[Outcome]:
        """The page of an entry; when it cannot be had, the entry's own text."""
        outcomes = list(self._fetch(entry.link, feed.origin, depth + 1)) if entry.link else []
        if entry.record is None or any(o.status != "rejected" for o in outcomes):
            yield from outcomes
            return
        data = entry.record.encode("utf-8", "replace")
        name = entry.link or f"{feed.source}#{record_name(entry.record, number)}"
        yield self._take(Raw(".jsonl", data, name, feed.origin))

    def _take(self, raw: Raw) -> Outcome:
        before = self._memory.article_of(raw, self.known)
        if before is not None and (before.source, before.origin) == (raw.source, raw.origin):
            return self._keep(before)
        try:
            read, note = self._reader.read_noted(raw)
            article = self._moved(named(read, self.known))
        except Rejected as error:
            return Outcome(raw.source, "rejected", str(error))
        outcome = self._keep(article)
        outcome = replace(outcome, reason="; ".join(filter(None, (outcome.reason, note))))
        self._memory.remember(raw, article)
        return outcome

    def _moved(self, article: Article) -> Article:
        """*article* with the id it had under the name of a file that is gone: a file was renamed."""
        if article.id in self.known:
            return article
        if self._by_text is None:
            self._by_text = {a.sha256: a for a in self.known.values()}
        old = self._by_text.get(article.sha256)
        is_its = old is not None and old.id in self.known and old.url == article.url and is_gone(old)
        return replace(article, id=old.id) if old is not None and is_its else article

    def _keep(self, article: Article) -> Outcome:
        first = self._seen.setdefault(article.id, article.source)
        if first != article.source:
            return Outcome(
                article.source, "reprint", f"the same article as {first}", article.id, article.title
            )
        status, before = self._status(article), self.known.get(article.id)
        if status != "unchanged":
            added_at = before.added_at if before else datetime.now(UTC).isoformat(timespec="seconds")
            self._write(replace(article, added_at=added_at, group=before.group if before else None))
        renamed = before is not None and before.source != article.source and is_gone(before)
        reason = f"it was called {before.source}" if before is not None and renamed else ""
        return Outcome(article.source, status, reason, article.id, article.title)

    def _status(self, article: Article) -> Status:
        old = self.known.get(article.id)
        if old is None:
            return "added"
        moved = old.origin != article.origin and "://" not in old.origin and not Path(old.origin).exists()
        same = replace(article, origin=old.origin, added_at=old.added_at, group=old.group) == old
        return "unchanged" if same and not moved else "updated"

    def _prune(self, folders: Sequence[Path]) -> list[Outcome]:
        """Forget what no file of *folders* holds any more; a file that cannot be read just now keeps its articles."""
        origins = {str(folder) for folder in folders}
        gone = [
            a
            for a in self.known.values()
            if a.origin in origins and not self._is_present(a) and not self._is_unread(a)
        ]
        for article in gone:
            if not self._dry_run:
                self._archive.remove(article.id)
            del self.known[article.id]
        return [Outcome(a.source, "removed", "its file or line is gone", a.id, a.title) for a in gone]

    def _is_present(self, article: Article) -> bool:
        """Whether a file or a line of one still holds it; a provision's source goes on behind its file's name."""
        source = article.source
        cuts = (len(source), *(n for n, c in enumerate(source) if c == "#"))
        return any((article.origin, source[:n]) in self._present for n in cuts)

    def _is_unread(self, article: Article) -> bool:
        return any(
            article.origin == origin and (article.source == source or article.source.startswith(f"{source}#"))
            for origin, source in self._unread
        )

    def _regroup(self, outcomes: list[Outcome]) -> list[Outcome]:
        """Join reprints to their originals, when anything changed at all."""
        if all(o.status in ("unchanged", "skipped", "rejected") for o in outcomes):
            return outcomes
        sketches = Sketches(self._home)
        found = originals(self.known, self._outlets, sketches)
        if not self._dry_run:
            sketches.save(self.known.values())
        for article_id, first in found.items():
            if self.known[article_id].group != first:
                self._write(replace(self.known[article_id], group=first))
        return [self._with_original(o) for o in outcomes]

    def _with_original(self, outcome: Outcome) -> Outcome:
        article = self.known.get(outcome.article_id)
        if outcome.status != "added" or article is None or article.group is None:
            return outcome
        first = self.known[article.group]
        reason = f"reprints {first.publisher or first.source}: {first.title}"
        return replace(outcome, status="reprint", reason="; ".join(filter(None, (reason, outcome.reason))))

    def _write(self, article: Article) -> None:
        if not self._dry_run:
            self._archive.write(article)
        self.known[article.id] = article
