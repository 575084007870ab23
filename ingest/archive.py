"""The archive: one JSON file an article, under HOME/articles. It is the truth; indexes are made from it."""

from __future__ import annotations

import json
import os
from pathlib import Path

from vectorstore.disk import naming_its_trouble
from vectorstore.typed import is_day, misfit
from vectorstore.types import Article

from .errors import BrokenRecord, NotArchived


class Archive:
    """Reads, writes and removes articles; a write is complete or has not happened."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.folder = home / "articles"

    def load(self) -> dict[str, Article]:
        """All articles by id. Raises `BrokenRecord` naming the first file that is none."""
        return {article.id: article for article in map(_read, self.files())}

    def files(self) -> list[Path]:
        """The article files, in order of name; files of interrupted writes are none."""
        return sorted(self.folder.glob("*.json")) if self.folder.is_dir() else []

    def broken(self) -> list[BrokenRecord]:
        """One error for every file that cannot be read."""
        found = []
        for path in self.files():
            try:
                _read(path)
            except BrokenRecord as error:
                found.append(error)
        return found

    def write(self, article: Article) -> None:
        """Keep *article*; when this returns it survives a power cut. Raises `NoSpace` and `NotWritable`, nothing changed."""
        path = self.folder / f"{article.id}.json"
        aside = path.with_suffix(f".{os.getpid()}.tmp")
        record = json.dumps(article.to_json(), ensure_ascii=False, indent=1)
        with naming_its_trouble(self._home):
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                with aside.open("w", encoding="utf-8") as file:
                    file.write(record)
                    file.flush()
                    os.fsync(file.fileno())
                aside.replace(path)
            finally:
                aside.unlink(missing_ok=True)
            _sync(self.folder)

    def remove(self, article_id: str) -> None:
        """Forget an article; raises `NotArchived` when there is none of that id."""
        path = self.folder / f"{article_id}.json"
        if article_id != path.stem or path.parent != self.folder or not path.is_file():
            raise NotArchived(article_id)
        path.unlink()
        _sync(self.folder)

    def sweep(self) -> None:
        """Remove what interrupted writes left aside; the caller holds the lock."""
        for left in self.folder.glob("*.tmp"):
            left.unlink(missing_ok=True)


def _read(path: Path) -> Article:
    try:
        article = Article.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BrokenRecord(
            path, str(error).splitlines()[0] if str(error) else type(error).__name__
        ) from error
    if wrong := misfit(article) or _undated(article):
        raise BrokenRecord(path, wrong)
    if article.id != path.stem:
        raise BrokenRecord(path, f"it holds the id {article.id}")
    return article


def _undated(article: Article) -> str | None:
    days = {"published": article.published, "updated": article.updated}
    return next(
        (f"its {name} is {day!r}, no day" for name, day in days.items() if day and not is_day(day)), None
    )


def _sync(folder: Path) -> None:
    """Make a rename in *folder* durable, where the system lets a folder be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except (OSError, AttributeError):  # Windows
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
